"""Sources -> looks: one source after the other, again and again, and what each look found.

What has not changed since the last look is not read again, also when the program was stopped in between:
the ledger remembers it. The models are loaded once. A source that cannot be read, or whose text makes a step
fail, is looked at less and less often, and the others go on.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pydantic import Field

from claims import run
from claims.base.errors import ClaimsError, ModelError, SettingsError
from claims.base.progress import Progress, unheard
from claims.base.records import Record, Skipped
from claims.base.settings import Settings
from claims.collect import NO_HINTS, Hints, Reader
from claims.run import Added
from claims.sources.files import printable_path
from claims.sources.seen import Seen
from claims.sources.url import Fetcher, is_url
from claims.store.ledger import Ledger
from claims.tools import Tools

WEB_SECONDS = 60.0  # between two looks at one page or feed, however often is asked for
LONGEST_SECONDS = 6 * 3600.0  # between two looks at a source that fails
TROUBLE = frozenset(("missing", "refused", "unreachable", "unreadable"))  # a look later may go better

_LOG = logging.getLogger(__name__)


class Look(Record):
    """What one look at a source gave."""

    source: str
    added: Added | None = Field(None, description="None if the look failed before anything was added")
    problem: str = Field("", description="why it failed; then `again` is later than usual")
    again: float = Field(description="seconds until the next look")


class Watch:
    """Looks at sources.

    Args:
        sources: files, folders, pages and feeds.
        settings: the values in force; the ledger is made if it is missing.
        hints: what to take where a source does not say it.
        every: seconds between two looks at one source.
        fetcher: what fetches pages.
        tools: models that are loaded already.

    Raises:
        ClaimsError: a source can be read only once, or the ledger is not ours.
    """

    def __init__(
        self,
        sources: Sequence[str],
        settings: Settings,
        *,
        hints: Hints = NO_HINTS,
        every: float = 600.0,
        fetcher: Fetcher | None = None,
        tools: Tools | None = None,
    ) -> None:
        if "-" in sources:
            raise ClaimsError("stdin cannot be watched: it is read once", hint="see `claims add -`")
        with Ledger.open(settings.ledger, create=True) as ledger:
            self._seen = Seen(ledger.stamps())
        self.sources = list(dict.fromkeys(sources))
        self._settings = settings
        self._hints = hints
        self._every = every
        self._tools = tools or Tools(settings)
        self._reader = Reader(settings, fetcher=fetcher, seen=self._seen)
        self._failures: Counter[str] = Counter()
        self._told: dict[str, tuple[Skipped, ...]] = {}

    def turns(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> Iterator[str]:
        """The source whose turn it is, without end; `look` at it before asking for the next."""
        due = dict.fromkeys(self.sources, clock())
        while due:
            source = min(due, key=lambda name: due[name])
            if due[source] > clock():
                sleep(due[source] - clock())
            yield source
            due[source] = clock() + self._pause(source)

    def look(self, source: str, progress: Progress = unheard) -> Look:
        """One look at a source.

        What goes wrong with the source, its text or the ledger is a look, too: nothing is kept by halves, and
        all is tried again.

        Raises:
            ModelError: a model cannot be loaded.
            SettingsError: a value in the settings is wrong.
        """
        try:
            added = self._add(source, progress)
        except (ModelError, SettingsError):
            raise
        except Exception as error:
            _LOG.debug("%s: a look failed", source, exc_info=True)
            self._seen.drop()
            problem = str(error) if isinstance(error, ClaimsError) else f"{type(error).__name__}: {error}"
            return self._looked(source, problem)
        told, self._told[source] = self._told.get(source, ()), added.skipped
        fresh = tuple(row for row in added.skipped if row not in told)
        has_failed = any(_is_whole(row, source) for row in added.skipped)
        added = added.model_copy(update={"skipped": fresh})
        return self._looked(source, "it cannot be read" if has_failed else "", added)

    def _looked(self, source: str, problem: str, added: Added | None = None) -> Look:
        self._failures[source] = self._failures[source] + 1 if problem else 0
        return Look(source=source, added=added, problem=problem, again=self._pause(source))

    def _add(self, source: str, progress: Progress) -> Added:
        settings, hints = self._settings, self._hints
        added = run.add([source], settings, hints, tools=self._tools, reader=self._reader, progress=progress)
        with Ledger.open(settings.ledger, create=True) as ledger:
            ledger.save_stamps(self._seen.keep())
        return added

    def _pause(self, source: str) -> float:
        usual = max(self._every, WEB_SECONDS) if is_url(source) else self._every
        longest = max(usual, LONGEST_SECONDS)
        return min(usual * 2.0 ** min(self._failures[source], 30), longest)


def _is_whole(row: Skipped, source: str) -> bool:
    """Whether the source itself is what could not be read, rather than one of many texts in it."""
    name = source if is_url(source) else printable_path(Path(source))
    return row.source == name and row.reason in TROUBLE
