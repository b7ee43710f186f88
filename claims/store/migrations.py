"""How a ledger of any age becomes one of today: small named steps, applied once each, in order.

To change the tables: change `tables`, and add a function at the end of this file. Never edit a function
that was released: ledgers out there have been through it.
"""

from collections.abc import Callable

from sqlalchemy import Connection, inspect

from claims.base.records import Document
from claims.language.versions import article_key

Migration = Callable[[Connection], None]
MIGRATIONS: list[Migration] = []


def migration(step: Migration) -> Migration:
    """The step, entered at the end of the list under its name."""
    MIGRATIONS.append(step)
    return step


def applied(connection: Connection) -> set[str]:
    """Names of the steps that this ledger has been through."""
    if not inspect(connection).has_table("migrations"):
        return set()
    return set(connection.exec_driver_sql("SELECT name FROM migrations").scalars())


def missing(connection: Connection) -> list[Migration]:
    """Steps that this ledger has not been through, in order."""
    done = applied(connection)
    return [step for step in MIGRATIONS if step.__name__ not in done]


def unknown(connection: Connection) -> list[str]:
    """Names of steps that this version does not know: a newer one made the ledger."""
    return sorted(applied(connection) - {step.__name__ for step in MIGRATIONS})


def migrate(connection: Connection) -> None:
    """Bring the ledger up to date, inside the transaction of the caller."""
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY)")
    for step in missing(connection):
        step(connection)
        connection.exec_driver_sql("INSERT INTO migrations VALUES (?)", (step.__name__,))


# --- the steps, oldest first ---

FIRST_TABLES = """
CREATE TABLE runs (number INTEGER NOT NULL PRIMARY KEY, moment TEXT NOT NULL);
CREATE TABLE documents (
    id TEXT NOT NULL PRIMARY KEY, published TEXT, run INTEGER REFERENCES runs (number),
    settled INTEGER NOT NULL, record TEXT NOT NULL
);
CREATE INDEX documents_by_settled ON documents (settled);
CREATE INDEX documents_by_run ON documents (run);
CREATE TABLE claims (
    id TEXT NOT NULL PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, speaker TEXT, party TEXT, topic TEXT, incident TEXT,
    record TEXT NOT NULL
);
CREATE INDEX claims_by_document ON claims (document);
CREATE TABLE vectors (
    claim TEXT NOT NULL PRIMARY KEY REFERENCES claims (id), model TEXT NOT NULL, vector BLOB NOT NULL
);
CREATE TABLE topics (id TEXT NOT NULL PRIMARY KEY, label TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE contradictions (
    id TEXT NOT NULL PRIMARY KEY, topic TEXT NOT NULL,
    "left" TEXT NOT NULL REFERENCES claims (id), "right" TEXT NOT NULL REFERENCES claims (id),
    reading TEXT NOT NULL, probability FLOAT NOT NULL, record TEXT NOT NULL
);
CREATE TABLE agreements (
    id TEXT NOT NULL PRIMARY KEY, topic TEXT NOT NULL,
    "left" TEXT NOT NULL REFERENCES claims (id), "right" TEXT NOT NULL REFERENCES claims (id),
    record TEXT NOT NULL
);
CREATE TABLE sightings (
    contradiction TEXT NOT NULL PRIMARY KEY, first_seen TEXT NOT NULL, run INTEGER NOT NULL
);
CREATE TABLE reviews (
    number INTEGER NOT NULL PRIMARY KEY,
    contradiction TEXT NOT NULL REFERENCES sightings (contradiction),
    status TEXT NOT NULL, moment TEXT NOT NULL, "by" TEXT NOT NULL, note TEXT NOT NULL
);
CREATE INDEX reviews_by_contradiction ON reviews (contradiction);
CREATE TABLE skipped (number INTEGER NOT NULL PRIMARY KEY, run TEXT NOT NULL, record TEXT NOT NULL)
"""


@migration
def m001_first_tables(connection: Connection) -> None:
    """Documents, claims, vectors, findings, and the memory of what was seen and said of it."""
    for statement in FIRST_TABLES.split(";"):
        connection.exec_driver_sql(statement)


MEMORY = """
ALTER TABLE documents ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN article TEXT;
ALTER TABLE documents ADD COLUMN replaces TEXT;
CREATE INDEX documents_by_article ON documents (article);
UPDATE documents SET number = rowid;
ALTER TABLE contradictions ADD COLUMN found INTEGER NOT NULL DEFAULT 1;
CREATE INDEX contradictions_by_found ON contradictions (found);
ALTER TABLE sightings ADD COLUMN root TEXT NOT NULL DEFAULT '';
ALTER TABLE sightings ADD COLUMN replaces TEXT;
ALTER TABLE sightings ADD COLUMN changed TEXT;
ALTER TABLE sightings ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sightings ADD COLUMN quotes TEXT;
ALTER TABLE sightings ADD COLUMN sentences TEXT;
CREATE INDEX sightings_by_root ON sightings (root);
UPDATE sightings SET root = contradiction;
CREATE TABLE history (
    contradiction TEXT NOT NULL REFERENCES sightings (contradiction), first INTEGER NOT NULL, last INTEGER,
    reading TEXT NOT NULL, PRIMARY KEY (contradiction, first)
);
INSERT INTO history SELECT found.id, seen.run, NULL, found.reading
    FROM contradictions AS found JOIN sightings AS seen ON seen.contradiction = found.id
"""


@migration
def m002_memory(connection: Connection) -> None:
    """Versions of articles, what each run found, and contradictions that are found no longer."""
    for statement in MEMORY.split(";"):
        connection.exec_driver_sql(statement)
    for name, record in connection.exec_driver_sql("SELECT id, record FROM documents").all():
        article = article_key(Document.model_validate_json(record))  # as it is looked up from now on
        connection.exec_driver_sql("UPDATE documents SET article = ? WHERE id = ?", (article, name))


@migration
def m003_stamps(connection: Connection) -> None:
    """What tells the state in which a file or page was last read from another."""
    connection.exec_driver_sql("CREATE TABLE stamps (name TEXT NOT NULL PRIMARY KEY, stamp TEXT NOT NULL)")


ORIGINS = """
ALTER TABLE documents ADD COLUMN origin TEXT;
ALTER TABLE claims ADD COLUMN origin TEXT NOT NULL DEFAULT '';
UPDATE claims SET origin = document;
UPDATE documents SET settled = 0
"""


@migration
def m004_origins(connection: Connection) -> None:
    """Near-copies with the document that was first to publish their words; the next run finds them."""
    for statement in ORIGINS.split(";"):
        connection.exec_driver_sql(statement)


READING_ORDER = """
ALTER TABLE claims ADD COLUMN predicate TEXT;
UPDATE claims SET predicate = json_extract(record, '$.predicate');
CREATE INDEX claims_by_predicate ON claims (predicate);
CREATE INDEX claims_by_place ON claims (document, start, "end", id);
DROP INDEX claims_by_document;
CREATE INDEX claims_by_topic ON claims (topic);
CREATE INDEX claims_by_incident ON claims (incident);
CREATE INDEX documents_by_date ON documents (published, id);
CREATE INDEX documents_by_number ON documents (number);
CREATE INDEX sightings_by_run ON sightings (run)
"""


@migration
def m005_reading_order(connection: Connection) -> None:
    """Indexes for the order in which claims and documents are shown, and for what goes with one topic."""
    for statement in READING_ORDER.split(";"):
        connection.exec_driver_sql(statement)


DIGESTS = """
CREATE TABLE digests (document TEXT NOT NULL PRIMARY KEY REFERENCES documents (id), record TEXT NOT NULL);
CREATE TABLE names (
    name TEXT NOT NULL, document TEXT NOT NULL REFERENCES documents (id), PRIMARY KEY (name, document)
) WITHOUT ROWID;
CREATE INDEX contradictions_by_left ON contradictions ("left");
CREATE INDEX contradictions_by_right ON contradictions ("right");
CREATE INDEX contradictions_by_topic ON contradictions (topic);
CREATE INDEX agreements_by_topic ON agreements (topic);
CREATE INDEX agreements_by_left ON agreements ("left");
CREATE INDEX agreements_by_right ON agreements ("right");
UPDATE documents SET settled = 0
"""


@migration
def m006_digests(connection: Connection) -> None:
    """What lets a new article be compared without reading all others again; the next run fills it."""
    for statement in DIGESTS.split(";"):
        connection.exec_driver_sql(statement)


@migration
def m007_answers(connection: Connection) -> None:
    """What the cross-encoder was asked before."""
    connection.exec_driver_sql(
        "CREATE TABLE answers (number INTEGER NOT NULL PRIMARY KEY, "
        "question BLOB NOT NULL UNIQUE, answer BLOB NOT NULL)"
    )
