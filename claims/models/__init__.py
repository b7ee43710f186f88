"""The only folder that loads weights: encoder, parser. Each is chosen by name in the settings."""
