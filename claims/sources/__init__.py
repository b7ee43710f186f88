"""Files, pages and streams -> readings: the words of one text with what its source says about it."""
