"""The ledger: every document, claim and finding in one SQLite file, each change in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine, Select, delete, exists, insert, select

from claims.base.diffs import Difference
from claims.base.errors import LedgerError, LookupFailed
from claims.base.listing import Listing
from claims.base.records import (
    Agreement,
    Claim,
    Contradiction,
    Document,
    Opinion,
    Record,
    Review,
    Run,
    Skipped,
    Topic,
    earliest_first,
)
from claims.base.views import ClaimFilter, PairFilter
from claims.store import findings, listings, tables
from claims.store.answers import MOST_ANSWERS, insert_answers, read_answers
from claims.store.connection import for_writing, open_engine, plain_errors
from claims.store.documents import (
    BLOB,
    count_settled,
    count_waiting,
    insert_claims,
    insert_document,
    is_stored,
    is_told_before,
    newest_versions,
    read_blobs,
    read_document,
    select_claims,
    stored_model,
)
from claims.store.lookup import find_record
from claims.store.memory import (
    count_dismissed,
    differences,
    find_contradictions,
    read_contradictions,
    read_named,
)
from claims.store.recall import recall

if TYPE_CHECKING:  # numpy takes 0.1 s to load, and only vectors need it
    from claims.base.protocols import Vectors
    from claims.rules.frames import Findings, Frame
    from claims.store.nearby import Surroundings

Kept = TypeVar("Kept", bound=Record)


class Saved(NamedTuple):
    """What saving findings gave."""

    new: list[Contradiction]
    number: int | None  # of the run; None: nothing was saved, since others were quicker


class Ledger:
    """A ledger that is open. Use it as a context manager.

    Everything that reads or writes raises LedgerError when the file is locked, full, damaged or read-only.
    """

    def __init__(self, path: str, engine: Engine) -> None:
        self._path = path
        self._engine = engine

    @classmethod
    def open(cls, path: str, *, create: bool = False) -> Ledger:
        """The ledger at `path`, brought up to date; made if it is missing and `create` is True.

        Raises:
            LedgerError: it is missing, not ours, of a newer version, or cannot be opened.
        """
        return cls(path, open_engine(path, create=create))

    def close(self) -> None:
        """Let go of the file."""
        if "_surroundings" in vars(self):
            self._surroundings.save()
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- documents and their claims ---

    def has_document(self, id: str) -> bool:  # noqa: A002 - what everything here calls it
        """Whether the document was saved."""
        with self._reading() as connection:
            return is_stored(connection, id)

    def save_document(
        self, document: Document, claims: Sequence[Claim], vectors: Vectors, *, model: str
    ) -> bool:
        """Whether the document is new; only then it is saved, with its claims and their vectors.

        A later version of an article that makes the same claims in the same words is not new.

        Args:
            document: what was read.
            claims: its claims; of two with one id, the first is kept.
            vectors: shape (len(claims), n_dims); row i belongs to `claims[i]`.
            model: the encoder that gave the vectors.

        Raises:
            LedgerError: the ledger holds vectors of another model.
            ValueError: the rows of `vectors` are not as many as `claims`, or a claim is of another document.
        """
        if len(vectors) != len(claims):
            raise ValueError(f"{len(vectors)} vectors for {len(claims)} claims")
        if strays := [claim.id for claim in claims if claim.document != document.id]:
            raise ValueError(f"claim `{strays[0]}` is not of document `{document.id}`")
        with self._writing() as connection:
            if is_stored(connection, document.id) or is_told_before(connection, document, claims):
                return False
            if claims:
                self._check_model(connection, model)
            insert_document(connection, document)
            insert_claims(connection, claims, vectors, model=model)
        return True

    def documents(self) -> list[Document]:
        """All documents, earliest first; each names the version of its article that it replaces."""
        table = tables.documents.c
        query: Select[Any] = select(table.record, table.replaces, table.origin)
        with self._reading() as connection:
            return earliest_first([read_document(row) for row in connection.execute(query)])

    def listing(self, sort: type[Kept]) -> Listing[Kept]:
        """All documents, topics or agreements, ordered as by the method of that name; read when looked at."""
        return self._list(partial(listings.find_all, sort=sort), partial(listings.read_records, sort=sort))

    def document_links(self) -> list[str]:
        """Those of `replaces` and `origin` by which any document is tied to another."""
        with self._reading() as connection:
            return listings.document_links(connection)

    def list_claims(self, wanted: ClaimFilter) -> Listing[Claim]:
        """The claims that are asked for, in the order of `claims`; read when looked at."""
        find = partial(listings.find_claims, wanted=wanted)
        return self._list(find, partial(listings.read_records, sort=Claim))

    def claims_around(
        self, topic: str, incidents: Collection[str], predicates: Collection[str], words: Collection[str]
    ) -> list[Claim]:
        """Claims of newest versions: of the topic, of an incident, or of a document that tells a deed.

        Args:
            topic: its id.
            incidents: their ids.
            predicates: verbs, of which one tells the deed.
            words: of which one must stand in the claim that tells it.
        """
        with self._reading() as connection:
            ids = listings.find_around(connection, topic, incidents, predicates, words)
            return listings.read_records(connection, ids, sort=Claim)

    def count_claims(self) -> dict[str, int]:
        """How many claims each document has that has any."""
        with self._reading() as connection:
            return listings.count_claims(connection)

    def current_claims(self) -> list[Claim]:
        """The claims of the newest version of each article, in the order of `claims`."""
        past = self.newest_versions()
        return [claim for claim in self.claims() if claim.document not in past]

    def newest_versions(self, more: Sequence[Document] = ()) -> dict[str, str]:
        """Each document of which there is a later version, with the newest; `more` need not be saved."""
        with self._reading() as connection:
            return newest_versions(connection, more)

    def claims(self) -> list[Claim]:
        """All claims, in the order of the documents, then of the text."""
        return self._records(Claim, select_claims())

    def vectors(self, ids: Sequence[str], *, model: str) -> Vectors:
        """Shape (len(ids), n_dims), float32: the vectors of these claims, in this order; no ids, (0, 0).

        Raises:
            LedgerError: the ledger holds vectors of another model.
            LookupFailed: an id is that of no claim.
        """
        import numpy as np

        with self._reading() as connection:
            self._check_model(connection, model)
            blobs = read_blobs(connection, ids)
        if strangers := [claim for claim in ids if claim not in blobs]:
            raise LookupFailed(f"no claim has the id `{strangers[0]}`")
        joined = np.frombuffer(b"".join(blobs[claim] for claim in ids), dtype=BLOB)
        return joined.reshape(len(ids), -1 if ids else 0).astype(np.float32)

    # --- what was found ---

    def is_settled(self) -> bool:
        """Whether the findings cover every document; False after a run that was cut short."""
        with self._reading() as connection:
            return not connection.scalar(select(exists().where(tables.documents.c.settled != tables.SETTLED)))

    def latest_run(self) -> str | None:
        """Moment of the latest run that added documents; None if there was none."""
        newest = select(tables.runs.c.moment).order_by(tables.runs.c.number.desc()).limit(1)
        with self._reading() as connection:
            return connection.scalar(newest)

    def runs(self) -> list[Run]:
        """All runs that added documents, oldest first."""
        with self._reading() as connection:
            return findings.read_runs(connection)

    def save_findings(
        self, found: Findings, *, run: str, frame: Frame | None = None, number: int | None = None
    ) -> Saved:
        """The contradictions that nobody saw before. Findings are replaced by these, in one transaction.

        What was seen before keeps its `first_seen`, and a person's verdict stands for ever: while a
        contradiction is not found, and when it is told in other words.

        Args:
            found: what was found; `first_seen` and `status` of its contradictions are not read. A document
                without a digest is not set beside others again.
            run: ISO 8601 moment of this run.
            frame: what was at hand; only findings of its fresh documents are replaced. None: of all, and a
                document none of whose claims was compared counts as not compared yet (see `is_settled`).
            number: of this run, if it saved something before.

        Raises:
            ValueError: a claim was never saved.
        """
        with self._writing() as connection:
            if frame is not None and frame.settled != count_settled(connection):
                return Saved([], number)  # another process was quicker: what it added is not at hand
            covered = findings.covered_documents(connection, found.claims) if frame is None else frame.fresh
            number, moved = findings.place(
                connection, found, covered, run=run, number=number, all_others=frame is None
            )
            new, disputed = findings.replace_pairs(connection, found, covered, run=run, number=number)
            if frame is not None:
                findings.recount_topics(connection, moved | disputed)
            connection.execute(delete(tables.skipped).where(tables.skipped.c.run != run))
        if frame is not None:
            self._surroundings.remember(frame, found.claims, found.digests)
        return Saved(new, number)

    def displace(self) -> None:
        """Let what `save_places` saved and `save_pairs` did not wait again, as after a run cut short."""
        with self._writing() as connection:
            findings.displace(connection)

    def save_places(self, found: Findings, *, frame: Frame, run: str, number: int | None) -> int | None:
        """The number of the run; None: nothing was saved, since another process was quicker.

        Saves what `save_findings` does but for the pairs. Until `save_pairs`, the ledger is not settled.
        """
        with self._writing() as connection:
            if frame.settled != count_settled(connection):
                return None
            number, moved = findings.place(
                connection, found, frame.fresh, run=run, number=number, all_others=False
            )
            findings.recount_topics(connection, moved)
            connection.execute(delete(tables.skipped).where(tables.skipped.c.run != run))
        self._surroundings.remember(frame, found.claims, found.digests)
        return number

    def save_pairs(self, found: Findings, *, frame: Frame, run: str, number: int) -> list[Contradiction]:
        """The contradictions that nobody saw before; for claims whose places are saved."""
        with self._writing() as connection:
            new, disputed = findings.replace_pairs(connection, found, frame.fresh, run=run, number=number)
            findings.recount_topics(connection, disputed)
        return new

    def topics(self) -> list[Topic]:
        """All topics: the most disputed first, then the largest, then by id."""
        topics = self._records(Topic, select(tables.topics.c.record))
        return sorted(topics, key=lambda topic: (-topic.contradictions, -len(topic.claims), topic.id))

    def next_frame(self, also: Collection[str] = ()) -> Frame | None:
        """What is to be settled next, with what stands near it; None if the findings cover every document.

        `also` are settled documents that are to be compared anew with it.
        """
        with self._reading() as connection:
            return self._surroundings.next_frame(connection, newest_versions(connection), also)

    def count_settled(self) -> int:
        """How many claims the findings cover, or will once they are judged."""
        with self._reading() as connection:
            return count_settled(connection)

    def count_waiting(self) -> tuple[int, int]:
        """How many documents are to be settled, and how many claims they have."""
        with self._reading() as connection:
            return count_waiting(connection)

    def frame_of(
        self, documents: Sequence[Document], claims: Sequence[Claim], vectors: Vectors, *, model: str
    ) -> Frame:
        """What stands near documents that are not saved.

        Raises:
            LedgerError: the ledger holds vectors of another model.
        """
        rows = list(zip(claims, vectors, strict=True))
        names = [document.id for document in documents]
        with self._reading() as connection:
            self._check_model(connection, model)
            newest = newest_versions(connection, documents)
            return self._surroundings.frame_of(connection, rows, names, newest)

    def unseen(
        self, contradictions: Sequence[Contradiction], frame: Frame, newest: Mapping[str, str], *, run: str
    ) -> list[Contradiction]:
        """What `save_findings` would call new, were the documents saved and the versions in `newest`."""
        found = {pair.id: pair for pair in contradictions}
        with self._reading() as connection:
            standing, _ = findings.standing_contradictions(connection, frame.fresh)
            return findings.unseen_of(found, recall(connection, found, newest, standing), run=run)

    def contradictions(self, *, since: int = 0, at: int | None = None) -> list[Contradiction]:
        """All contradictions: strongest reading first, then newest, then most probable, then by id.

        Args:
            since: number of a run; only what it or a later one was the first to find.
            at: number of a run; what was found then, not now.
        """
        with self._reading() as connection:
            return read_contradictions(connection, since=since, at=at)

    def list_contradictions(self, wanted: PairFilter, *, since: int = 0) -> Listing[Contradiction]:
        """Those of `contradictions` that are asked for; read when looked at."""
        find = partial(find_contradictions, wanted=wanted, since=since)
        return self._list(find, read_named)

    def count_dismissed(self, contradictions: Iterable[Contradiction]) -> int:
        """How many of them a person dismissed, whatever their own `status`."""
        with self._reading() as connection:
            return count_dismissed(connection, (pair.id for pair in contradictions))

    def differences(self, before: int, after: int) -> list[Difference]:
        """What the two runs with these numbers found, side by side; run 0 found nothing."""
        with self._reading() as connection:
            return differences(connection, before, after)

    def agreements(self) -> list[Agreement]:
        """All agreements, by topic, then by id."""
        table = tables.agreements
        return self._records(Agreement, select(table.c.record).order_by(table.c.topic, table.c.id))

    def save_review(
        self, contradiction: str, opinion: Opinion, *, moment: str, by: str = "", note: str = ""
    ) -> None:
        """Remember what a person says of a contradiction; the last word counts, earlier ones are kept.

        Raises:
            LookupFailed: no run ever found that contradiction.
        """
        review = Review(status=opinion, by=by, note=note, when=moment)
        self.save_reviews([(contradiction, review)])

    def save_reviews(self, reviews: Sequence[tuple[str, Review]]) -> None:
        """Remember what a person says of some contradictions, given by id: all of it, or nothing.

        Raises:
            LookupFailed: no run ever found one of them.
        """
        seen = tables.sightings.c.contradiction
        with self._writing() as connection:
            for name, review in reviews:
                if not connection.scalar(select(exists().where(seen == name))):
                    raise LookupFailed(f"no contradiction has the id `{name}`")
                row = review.model_dump(exclude={"when"}) | {"contradiction": name, "moment": review.when}
                connection.execute(insert(tables.reviews), row)

    # --- the rest ---

    def answers(self, questions: Sequence[bytes]) -> dict[bytes, bytes]:
        """What the cross-encoder answered to those of the questions that it was asked before."""
        with self._reading() as connection:
            return read_answers(connection, questions)

    def save_answers(self, answers: Mapping[bytes, bytes]) -> None:
        """Remember what the cross-encoder answered; of very many, the latest."""
        if answers:
            with self._writing() as connection:
                insert_answers(connection, answers, most=MOST_ANSWERS)

    def find(self, prefix: str) -> Record:
        """The document, claim, topic, contradiction or agreement whose id begins with `prefix`.

        Raises:
            LookupFailed: nothing has it, several things have it, or it is shorter than four characters.
        """
        with self._reading() as connection:
            return find_record(connection, prefix)

    def save_skipped(self, skipped: Sequence[Skipped], *, run: str) -> None:
        """Remember what this run could not read, instead of what an earlier one could not."""
        rows = [{"run": run, "record": row.model_dump_json()} for row in skipped]
        with self._writing() as connection:
            connection.execute(delete(tables.skipped))
            if rows:
                connection.execute(insert(tables.skipped), rows)

    def skipped(self) -> list[Skipped]:
        """What the latest run could not read, in the order given."""
        return self._records(Skipped, select(tables.skipped.c.record).order_by(tables.skipped.c.number))

    def stamps(self) -> dict[str, str]:
        """What was read in which state, as `save_stamps` was told."""
        with self._reading() as connection:
            return {row.name: row.stamp for row in connection.execute(select(tables.stamps))}

    def save_stamps(self, stamps: Mapping[str, str]) -> None:
        """Remember what was read in which state."""
        rows = [{"name": name, "stamp": stamp} for name, stamp in stamps.items()]
        if rows:
            with self._writing() as connection:
                connection.execute(insert(tables.stamps).prefix_with("OR REPLACE"), rows)

    # --- inside ---

    @cached_property
    def _surroundings(self) -> Surroundings:
        from claims.store.nearby import Surroundings

        return Surroundings(self._path)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with plain_errors(self._path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with plain_errors(self._path), for_writing(self._engine).begin() as connection:
            yield connection

    def _records(self, record: type[Kept], query: Select[Any]) -> list[Kept]:
        with self._reading() as connection:
            return [record.model_validate_json(row) for row in connection.scalars(query)]

    def _list(
        self,
        find: Callable[[Connection], list[str]],
        read: Callable[[Connection, Sequence[str]], list[Kept]],
    ) -> Listing[Kept]:
        """What `find` finds. No lock is held between two reads: a person may look at a page for an hour."""

        def read_some(ids: Sequence[str]) -> list[Kept]:
            with self._reading() as connection:
                return read(connection, ids)

        with self._reading() as connection:
            return Listing(find(connection), read_some)

    def _check_model(self, connection: Connection, model: str) -> None:
        stored = stored_model(connection)
        if stored not in (None, model):
            message = f"ledger `{self._path}` holds vectors of the model `{stored}`, not of `{model}`"
            hint = "set `embedding_model` as it was, or start another ledger with `--ledger PATH`"
            raise LedgerError(message, hint=hint)
