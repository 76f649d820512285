"""Data sets: generators, and the sets that come with the program."""
