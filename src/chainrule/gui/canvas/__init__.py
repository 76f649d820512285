"""The canvas: the network drawn, dragged and connected."""
