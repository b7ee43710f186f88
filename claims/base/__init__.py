"""Records, protocols, settings, errors: what everything else is written in terms of."""
