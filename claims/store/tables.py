"""What the ledger looks like now; how it came to look so is in `migrations`.

`record` holds the whole record as JSON and is the one truth. The other columns repeat what is filtered,
ordered or joined by, so that a ledger is also readable in Datasette.
"""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

# How far a document is: to be compared, set beside what stands near it but not yet judged, or covered by the
# findings. One that is PLACED when a run begins was left by a run that was cut short.
WAITING, SETTLED, PLACED = 0, 1, 2

# One row for each time that documents were added and compared; `number` orders them, whatever the clock did.
runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("moment", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("published", Text),
    Column("run", Integer, ForeignKey("runs.number")),  # the first that compared it; NULL until then
    Column("settled", Integer, nullable=False),  # WAITING, SETTLED or PLACED
    Column("record", Text, nullable=False),
    Column("number", Integer, nullable=False),  # in the order of saving
    Column("article", Text),  # what the versions of one article have in common
    Column("replaces", Text),  # the version before it
    Column("origin", Text),  # the first to publish its words; NULL: itself
    Index("documents_by_settled", "settled"),
    Index("documents_by_run", "run"),
    Index("documents_by_article", "article"),
    Index("documents_by_number", "number"),
    Index("documents_by_date", "published", "id"),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, ForeignKey("documents.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("speaker", Text),
    Column("party", Text),
    Column("topic", Text),
    Column("incident", Text),
    Column("record", Text, nullable=False),
    Column("origin", Text, nullable=False),  # the first document to publish its words
    Column("predicate", Text),  # lemma of the verb
    Index("claims_by_predicate", "predicate"),
    Index("claims_by_place", "document", "start", "end", "id"),
    Index("claims_by_topic", "topic"),
    Index("claims_by_incident", "incident"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("claim", Text, ForeignKey("claims.id"), primary_key=True),
    Column("model", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),  # float32, little-endian
)

topics = Table(
    "topics",
    metadata,
    Column("id", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("record", Text, nullable=False),
)

# Every one that was ever found, as it was when it was last found.
contradictions = Table(
    "contradictions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("left", Text, ForeignKey("claims.id"), nullable=False),
    Column("right", Text, ForeignKey("claims.id"), nullable=False),
    Column("reading", Text, nullable=False),
    Column("probability", Float, nullable=False),
    Column("record", Text, nullable=False),
    Column("found", Integer, nullable=False),  # 0: no longer
    Index("contradictions_by_found", "found"),
    Index("contradictions_by_topic", "topic"),
    Index("contradictions_by_left", "left"),
    Index("contradictions_by_right", "right"),
)

agreements = Table(
    "agreements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("left", Text, ForeignKey("claims.id"), nullable=False),
    Column("right", Text, ForeignKey("claims.id"), nullable=False),
    Column("record", Text, nullable=False),
    Index("agreements_by_topic", "topic"),
    Index("agreements_by_left", "left"),
    Index("agreements_by_right", "right"),
)

# When each contradiction was first seen, and how it is known again when it is told in other words.
sightings = Table(
    "sightings",
    metadata,
    Column("contradiction", Text, primary_key=True),
    Column("first_seen", Text, nullable=False),
    Column("run", Integer, nullable=False),
    Column("root", Text, nullable=False),  # the first that told this dispute; itself if none did before
    Column("replaces", Text),  # the root whose place it took when a claim changed
    Column("changed", Text),  # how
    Column("reopened", Integer, nullable=False),  # 1: that one had been dismissed
    Column("quotes", Text),  # hash of what both sides say
    Column("sentences", Text),  # hash of kind and sentences
    Index("sightings_by_root", "root"),
    Index("sightings_by_run", "run"),
)

# From which run to which a contradiction was found with one reading; no last run: it still is. A row more
# for each change, none for a run that changes nothing.
history = Table(
    "history",
    metadata,
    Column("contradiction", Text, ForeignKey("sightings.contradiction"), primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer),
    Column("reading", Text, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("number", Integer, primary_key=True),  # only added to; the last one of a contradiction counts
    Column("contradiction", Text, ForeignKey("sightings.contradiction"), nullable=False),
    Column("status", Text, nullable=False),
    Column("moment", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index("reviews_by_contradiction", "contradiction"),
)

skipped = Table(
    "skipped",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("run", Text, nullable=False),
    Column("record", Text, nullable=False),
)

# What the cross-encoder answered to a question, which is a hash of its name and both texts.
answers = Table(
    "answers",
    metadata,
    Column("number", Integer, primary_key=True),  # in the order of asking
    Column("question", LargeBinary, nullable=False, unique=True),
    Column("answer", LargeBinary, nullable=False),  # float32, little-endian
)

# In which state `watch` has read what; what still is in that state is not read again.
stamps = Table(
    "stamps",
    metadata,
    Column("name", Text, primary_key=True),
    Column("stamp", Text, nullable=False),
)

# What grouping asks of a document whose findings stand: see `claims.rules.digests`.
digests = Table(
    "digests",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("record", Text, nullable=False),
)

# What a document is found by when another is set beside others: names in every form, slots.
names = Table(
    "names",
    metadata,
    Column("name", Text, primary_key=True),
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    sqlite_with_rowid=False,
)
