"""What the cards of the Inspector say, without a window: numbers, names and words."""
