"""Finds where news reports contradict each other, and shows the sentences."""

__version__ = "0.1.0"
