"""Data in the window: the gallery of data sets, and tables that a person brings."""
