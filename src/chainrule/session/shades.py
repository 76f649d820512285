"""How the shades of maps are numbered; what of it needs no numpy."""

STEPS = 16
"""of certainty for each class"""
MOST_CLASSES = 16
