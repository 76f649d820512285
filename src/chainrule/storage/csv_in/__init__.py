"""Samples from a table that a person brings: a CSV file, or cells from a spreadsheet."""
