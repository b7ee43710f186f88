"""Text -> small values: sentences, attribution, quantities, times, places, parties."""
