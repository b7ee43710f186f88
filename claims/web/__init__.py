"""The review page: what a person says of the findings, in a browser on the same machine."""
