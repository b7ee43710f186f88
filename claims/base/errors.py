"""What can go wrong, and what the user can do about it.

ClaimsError            anything the user can fix; printed without a traceback, exit code 2
├── SettingsError      a value or key in the settings is wrong
├── SourceError        nothing readable was given
├── ModelError         a model is missing, altered, or gives the wrong shape
├── LedgerError        the ledger is missing, locked, full, or not ours
└── LookupFailed       an id names nothing, or more than one thing
"""


class ClaimsError(Exception):
    """Anything the user can fix; `hint` says how, in one line."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class SettingsError(ClaimsError):
    """A value or key in the settings is wrong."""


class SourceError(ClaimsError):
    """Nothing readable was given."""


class ModelError(ClaimsError):
    """A model is missing, altered, or gives the wrong shape."""


class LedgerError(ClaimsError):
    """The ledger is missing, locked, full, or not ours."""


class LookupFailed(ClaimsError):
    """An id names nothing, or more than one thing."""
