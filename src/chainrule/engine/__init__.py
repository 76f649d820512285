"""What a network computes: passes, gradients and updates, in numpy."""
