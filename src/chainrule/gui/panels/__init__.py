"""The panels round the canvas, one file each."""
