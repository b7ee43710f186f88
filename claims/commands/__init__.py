"""The commands, a module for each purpose; in `claims --help` they stand in the order of these modules.

Heavy libraries load inside the commands, so that `claims --help` answers at once.
"""
