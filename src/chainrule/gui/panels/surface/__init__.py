"""The Loss surface panel."""
