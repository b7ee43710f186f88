"""What was read before, so that what has not changed is not read again."""

from collections import Counter
from collections.abc import Mapping

TRIES = 3  # of an article that a feed names and that cannot be read, before it is given up


class Seen:
    """Stamps of what was looked at: one of a file, page or entry tells this state of it from another.

    A stamp that is noted counts for good from `keep` on, when what was read has been saved; until then `drop`
    forgets it.
    """

    def __init__(self, stamps: Mapping[str, str] | None = None) -> None:
        self._stamps = dict(stamps or {})
        self._noted: dict[str, str] = {}
        self._failures: Counter[str] = Counter()

    def stamp(self, name: str) -> str:
        """The stamp when it was last read; empty if it never was."""
        return self._stamps.get(name, "")

    def knows(self, name: str, stamp: str) -> bool:
        """Whether it was read in the state that has this stamp."""
        return bool(stamp) and self._stamps.get(name) == stamp

    def has_noted(self, name: str) -> bool:
        """Whether it is noted just now."""
        return name in self._noted

    def note(self, name: str, stamp: str) -> None:
        """It is being read, in the state that has this stamp; without a stamp nothing can be known of it."""
        if stamp:
            self._noted[name] = stamp

    def fail(self, name: str, stamp: str) -> None:
        """It could not be read. One that fails too often counts as read until it changes."""
        self._failures[name] += 1
        if self._failures[name] >= TRIES:
            self.note(name, stamp)

    def keep(self) -> dict[str, str]:
        """What was noted since the last time, which counts from now on."""
        kept, self._noted = self._noted, {}
        self._stamps |= kept
        return kept

    def drop(self) -> None:
        """Forget what was noted: it has not been saved."""
        self._noted.clear()
