"""Path sums: a gradient as the sum of one product for every way to the loss."""
