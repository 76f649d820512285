"""What a network is: frozen values, pure edits, standard library only."""
