"""Gestures: each an object that is told where the pointer goes until it is let go."""
