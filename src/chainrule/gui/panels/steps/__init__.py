"""The step list: every operation of the update in hand as a row."""
