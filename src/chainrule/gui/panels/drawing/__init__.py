"""The pad for drawing a digit, and what stands beside it."""
