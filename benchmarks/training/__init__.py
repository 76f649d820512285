"""Training speed: the networks, those that train them, and how they are timed."""
