"""Project files and CSV, read strictly and written whole."""
