"""How every shipped weight was made: one command each, data named, figures printed.

Nothing here is imported by the rest of the package, and nothing here runs on a user's machine
unless asked: the commands need the `training` extra and the labelled data, given by argument.
"""
