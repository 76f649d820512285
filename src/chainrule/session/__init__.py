"""What happens over time: the document, the ledger, playback and history."""
