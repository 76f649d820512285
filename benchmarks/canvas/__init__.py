"""What the canvas is timed with: networks, frames and a bare painter."""
