"""The command line: what it prints where, and what it returns to the shell."""

import json
import os
import subprocess
import sys
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from typer.testing import CliRunner

import claims
from claims.base.records import (
    Agreement,
    Claim,
    Contradiction,
    Document,
    Finding,
    Quantity,
    Record,
    Skipped,
    TimeSpan,
    Topic,
    Verdict,
    content_id,
)
from claims.cli import app
from claims.rules.frames import Findings
from claims.store.ledger import Ledger

COMMANDS = {
    "add",
    "agreements",
    "brief",
    "check",
    "compare",
    "contradictions",
    "diff",
    "documents",
    "explain",
    "extract",
    "graph",
    "list",
    "report",
    "review",
    "runs",
    "serve",
    "show",
    "topic",
    "topics",
    "watch",
}
MOMENT = "2024-06-01T00:00:00Z"
HEAVY = {
    "networkx",
    "jinja2",
    "sqlalchemy",
    "numpy",
    "spacy",
    "torch",
    "sklearn",
    "onnxruntime",
    "trafilatura",
    "rich",
}
TEXTS = {
    "The Early": "The strike killed 46 people, officials said.",
    "The Late": "At least \x1b[31m60 people died.",
}
DOCUMENTS = [
    Document.of(text, source=f"{publisher}.txt", publisher=publisher, published=date(2024, 5, day))
    for day, (publisher, text) in enumerate(TEXTS.items(), start=1)
]
TOPIC = content_id("topic")


def make_claim(document, start, end, **known):
    """The words of the document from `start` to `end`, as a claim."""
    words = document.text[start:end]
    return Claim(
        id=content_id(document.id, start),
        document=document.id,
        origin=document.id,
        text=words,
        quote=words,
        start=start,
        end=end,
        sentence=document.text,
        topic=TOPIC,
        published=document.published,
        **known,
    )


LEFT = make_claim(
    DOCUMENTS[0],
    0,
    27,
    speaker="officials",
    party="North",
    quantities=(Quantity(text="46", low=46, high=46, of="people", role="killed"),),
    time=TimeSpan(text="in April", start=date(2024, 4, 1), end=date(2024, 4, 30)),
    places=("Harbour",),
)
RIGHT = make_claim(DOCUMENTS[1], 0, len(DOCUMENTS[1].text), party="South", stance="reports")
FINDING = Finding(
    rule="figures",
    relation="contradiction",
    kind="figure",
    reading="conflict",
    incident="same",
    weight=1,
    left_value="46",
    right_value="at least 60",
    why="46 is below 60.",
)
CONTRADICTION = Contradiction(
    id=content_id("pair"),
    kind="figure",
    reading="conflict",
    incident="same",
    probability=0.9,
    topic=TOPIC,
    left=LEFT,
    right=RIGHT,
    decided_by=(FINDING,),
    why="Officials say 46, the other says at least 60.",
    first_seen=MOMENT,
)
AGREEMENT = Agreement(
    id=content_id("same"), kind="place", topic=TOPIC, left=LEFT, right=RIGHT, why="One place."
)
SKIPPED = Skipped(source="bad.pdf", reason="unreadable", detail="no pages")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Path of a ledger with two documents, one contradiction and one agreement."""
    path = str(tmp_path_factory.mktemp("ledger") / "claims.db")
    topic = Topic(
        id=TOPIC,
        label="death tolls (46 vs 60)",
        claims=(LEFT.id, RIGHT.id),
        documents=tuple(document.id for document in DOCUMENTS),
        parties=("North", "South"),
        figures=("46", "60"),
        contradictions=1,
        agreements=1,
    )
    with Ledger.open(path, create=True) as opened:
        for document, claim in zip(DOCUMENTS, (LEFT, RIGHT), strict=True):
            opened.save_document(document, [claim], np.ones((1, 2), dtype=np.float32), model="m")
        opened.save_findings(
            Findings(
                claims=[LEFT, RIGHT], topics=[topic], contradictions=[CONTRADICTION], agreements=[AGREEMENT]
            ),
            run=MOMENT,
        )
    return path


@pytest.fixture
def call(ledger, monkeypatch):
    """The command line on that ledger, in this process."""
    monkeypatch.setenv("CLAIMS_LEDGER", ledger)

    def invoke(*arguments, **known):
        return CliRunner().invoke(app, [str(argument) for argument in arguments], **known)

    return invoke


class FakePair(Record):
    """What `run.Pair` is."""

    id: str | None = None
    left: str
    right: str
    left_published: date | None = None


class FakeRun(SimpleNamespace):
    """What `claims.run` gives, without any model."""

    Pair = FakePair

    def __init__(self, new=(CONTRADICTION,), skipped=(), undated=()):
        """A run that finds `new` and could not read `skipped`."""
        super().__init__(new=new, skipped=skipped, undated=undated, calls=[])

    def add(self, sources, settings, hints, **_):
        """Two documents, whatever the sources are."""
        self.calls.append((list(sources), settings.ledger, hints))
        counts = {"documents": 2, "unchanged": 1, "claims": 2, "run": MOMENT, "edited": (), "dismissed": 0}
        return SimpleNamespace(new=self.new, skipped=self.skipped, undated=self.undated, **counts)

    check = add

    def extract(self, sources, settings, hints, **_):
        """One claim, then what was skipped."""
        yield LEFT
        yield from self.skipped

    def compare(self, pairs, settings, **_):
        """Equal texts agree, all others contradict each other."""
        for pair in pairs:
            label = "agreement" if pair.left == pair.right else "contradiction"
            yield Verdict(
                id=pair.id,
                label=label,
                probability=0.75,
                kind="figure",
                reading="conflict",
                incident="unknown",
                why=f"{pair.left} / {pair.right}",
                probabilities={"contradiction": 0.75, "agreement": 0.2, "neutral": 0.05},
            )


@pytest.fixture
def fake(monkeypatch):
    """Put a fake in place of `claims.run` and `claims.collect`."""

    def place(run):
        hints = SimpleNamespace(Hints=lambda **known: known)
        for name, module in (("run", run), ("collect", hints)):
            monkeypatch.setitem(sys.modules, f"claims.{name}", module)
            monkeypatch.setattr(claims, name, module, raising=False)
        return run

    return place


def rows_of(result):
    """The JSON Lines of stdout."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def run_process(*arguments, **known):
    """The real entry point, in a process of its own."""
    environment = {**os.environ, **known.pop("environment", {})}
    command = [sys.executable, "-m", "claims", *arguments]
    return subprocess.run(command, capture_output=True, env=environment, timeout=60, check=False, **known)


# --- the program ---


def test_the_commands_are_these():
    """A lost or renamed command is a visible change."""
    assert COMMANDS == {command.name for command in app.registered_commands}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_teaches_with_an_example(name, call):
    """Every command says what it does and shows one call of itself."""
    result = call(name, "--help")

    assert 0 == result.exit_code
    assert f"Example: claims {name}" in result.stdout


def test_no_summary_is_cut_short(call):
    """The list of commands can be read to the end of each line."""
    assert "..." not in call("--help").stdout.split("Commands:")[1]


def test_help_loads_nothing_heavy():
    """`claims --help` answers before any large library is loaded."""
    code = "import claims.cli, sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert set() == HEAVY & set(done.stdout.split())


@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["documents"],
        ["topics"],
        ["contradictions", "--party", "north"],
        ["agreements", "--json"],
        ["runs"],
        ["show", CONTRADICTION.id],
        ["topic", TOPIC],
    ],
)
def test_reading_loads_no_model(command, ledger):
    """What shows a ledger loads the database, and nothing that computes."""
    code = f"import claims.cli, sys\nsys.argv = {['claims', '--ledger', ledger, *command]!r}\n"
    code += "try:\n    claims.cli.main()\nfinally:\n    print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert {"sqlalchemy"} == HEAVY & {name.split(".")[0] for name in done.stderr.split()}


def test_version_is_printed(call):
    """One line, for bug reports."""
    assert f"claims {claims.__version__}\n" == call("--version").stdout


# --- reading ---


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], {LEFT.id, RIGHT.id}),
        (["--party", "north"], {LEFT.id}),
        (["--speaker", "OFFICIAL"], {LEFT.id}),
        (["--text", "people died"], {RIGHT.id}),
        (["--since", "2024-05-02"], {RIGHT.id}),
        (["--document", DOCUMENTS[0].id[:8]], {LEFT.id}),
        (["--topic", TOPIC[:8]], {LEFT.id, RIGHT.id}),
        (["--party", "north", "--since", "2024-05-02"], set()),
    ],
)
def test_list_filters(arguments, found, call):
    """Every filter narrows; several must all hold."""
    assert found == {row["id"] for row in rows_of(call("list", "--json", *arguments))}


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ([], 1),
        (["--new"], 1),
        (["--status", "dismissed"], 0),
        (["--kind", "figure", "--reading", "conflict"], 1),
        (["--reading", "scope"], 0),
        (["--party", "south"], 1),
        (["--party", "east"], 0),
        (["--topic", TOPIC], 1),
        (["--since", "2024-06-02"], 0),
        (["--min-probability", "0.95"], 0),
    ],
)
def test_contradictions_filters(arguments, count, call):
    """Every filter of the contract."""
    assert count == len(rows_of(call("contradictions", "--json", *arguments)))


def test_json_has_the_public_shapes(call):
    """Slots of the parser stay inside; a document has its length, not its text."""
    (pair,) = rows_of(call("contradictions", "--json"))
    document = rows_of(call("documents", "--json"))[0]

    assert "published" not in pair["left"]
    assert LEFT.quote == pair["left"]["quote"]
    assert (len(DOCUMENTS[0].text), 1) == (document["characters"], document["claims"])
    assert "text" not in document


@pytest.mark.parametrize("name", ["list", "documents", "topics", "contradictions", "agreements"])
def test_tables_in_a_pipe_are_plain_and_aligned(name, call):
    """No colour, no cut ids, no control signs out of a document."""
    head, *lines = call(name).stdout.splitlines()

    assert head.startswith("ID        ")
    assert lines
    assert all(len(line.split()[0]) == 8 for line in lines)
    assert "\x1b" not in "".join(lines)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (
            CONTRADICTION,
            ["46 is below 60.", "“The strike killed 46 people”", "careful reader", "officials (North) say"],
        ),
        (AGREEMENT, ["One place.", "The Late, 2024-05-02"]),
        (
            LEFT,
            ["[The strike killed 46 people], officials said.", "46 people (killed)", "April 2024", "Harbour"],
        ),
        (DOCUMENTS[0], ["The Early.txt", "The strike killed 46 people"]),
    ],
)
def test_show_gives_everything_of_one_record(record, words, call):
    """Quote, context and reasons, by a prefix of the id."""
    result = call("show", record.id[:8])

    assert [] == [part for part in words if part not in result.stdout]
    assert record.id == rows_of(call("show", record.id, "--json"))[0]["id"]


@pytest.mark.parametrize("command", ["topic", "show"])
def test_topic_sets_the_claims_side_by_side(command, call):
    """By party, with figures and dates."""
    result = call(command, TOPIC)
    (row,) = rows_of(call(command, TOPIC, "--json"))

    assert result.stdout.startswith("death tolls (46 vs 60): 1 contradiction, 1 agreement\n")
    assert result.stdout.index("North") < result.stdout.index("South")
    assert "April 2024" in result.stdout
    assert [LEFT.id, RIGHT.id] == row["claims"] == [claim["id"] for claim in row["members"]]


def test_brief_prints_or_writes_the_same_page(call, tmp_path):
    """`-o` changes where, not what; the day can be fixed."""
    environment = {"SOURCE_DATE_EPOCH": "0"}
    printed = call("brief", env=environment).stdout
    written = call("brief", TOPIC[:8], "-o", tmp_path / "brief.md", env=environment)

    assert ("", printed) == (written.stdout, (tmp_path / "brief.md").read_text(encoding="utf-8"))
    assert "1 January 1970" in printed


@pytest.mark.parametrize(
    ("options", "topics"),
    [(["--new"], 1), (["--since", "1"], 1), (["--since", "2000-01-01"], 1), (["--since", "2999-01-01"], 0)],
)
def test_brief_of_what_is_new_holds_only_its_topics(call, options, topics):
    """Topics in which something was found since then; if there is none, it says so."""
    done = call("brief", *options)

    assert (0, topics) == (done.exit_code, done.stdout.count("### Death tolls"))
    assert (not topics) == ("nothing new" in done.stderr)


def test_a_template_of_the_user_lays_out_the_briefing(call, tmp_path):
    """Named in the settings; a wrong one is an error of one line."""
    template = tmp_path / "briefing.md.j2"
    template.write_text("{{ disputed|length }} in dispute\n", encoding="utf-8")
    environment = {"CLAIMS_TEMPLATES": str(tmp_path)}

    assert "1 in dispute\n" == call("brief", env=environment).stdout
    template.write_text("{{ disputed|", encoding="utf-8")
    done = call("brief", env=environment)

    assert (2, "") == (done.exit_code, done.stdout)
    assert "briefing.md.j2`, line 1 is wrong: " in done.stderr


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["report"], "out.md"),
        (["report"], "out.csv"),
        (["report"], "out.json"),
        (["graph"], "out.mmd"),
        (["graph", "--parties"], "out.gexf"),
    ],
)
def test_files_are_written_by_their_ending(command, name, call, tmp_path):
    """Nothing on stdout, all of it in the file."""
    result = call(*command, "-o", tmp_path / name)

    assert (0, "") == (result.exit_code, result.stdout)
    assert (tmp_path / name).stat().st_size > 0


# --- adding and comparing ---


def test_add_prints_what_is_new_and_says_what_it_did(call, fake, ledger):
    """The answer on stdout, the summary on stderr."""
    run = fake(FakeRun())

    result = call("add", "a.txt", "-", "--published", "2024-05-03", "--publisher", "P")

    hints = {"published": date(2024, 5, 3), "publisher": "P", "title": None}
    assert [(["a.txt", "-"], ledger, hints)] == run.calls
    assert (0, True) == (result.exit_code, CONTRADICTION.why in result.stdout)
    assert "2 documents with 2 claims added, 1 document already known; 1 new contradiction\n" == result.stderr


@pytest.mark.parametrize(
    ("arguments", "run", "code"),
    [
        (["add", "x"], FakeRun(), 0),
        (["add", "x", "--fail-on-new"], FakeRun(), 1),
        (["add", "x", "--fail-on-new"], FakeRun(new=()), 0),
        (["add", "x"], FakeRun(skipped=(SKIPPED,)), 2),
        (["check", "x"], FakeRun(), 1),
        (["check", "x"], FakeRun(new=()), 0),
        (["check", "x"], FakeRun(skipped=(SKIPPED,)), 2),
        (["extract", "x"], FakeRun(), 0),
        (["extract", "x", "--json"], FakeRun(skipped=(SKIPPED,)), 2),
    ],
)
def test_exit_codes(arguments, run, code, call, fake):
    """0 done, 1 something to flag, 2 part of the input could not be read."""
    fake(run)

    assert code == call(*arguments).exit_code


@pytest.mark.parametrize("command", ["add", "check"])
def test_documents_without_a_date_are_named_on_stderr(command, call, fake):
    """The first few by name, the rest by number, and how to give the date."""
    fake(FakeRun(new=(), undated=("a.txt", "b.txt", "c.txt", "d.txt")))

    notes = call(command, "x").stderr

    assert "no date of publication in 4 documents (a.txt, b.txt, c.txt, …)" in notes
    assert "`--published`" in notes


def test_skipped_input_is_named_on_stderr_and_last_in_json(call, fake):
    """Nothing is lost in silence."""
    fake(FakeRun(skipped=(SKIPPED,)))

    result = call("add", "x", "--json")

    assert "skipped: bad.pdf: unreadable (no pages)\n" in result.stderr
    assert [CONTRADICTION.id, {**SKIPPED.model_dump(), "skipped": True}] == [
        row.get("id", row) for row in rows_of(result)
    ]


def test_compare_says_whether_and_why(call, fake):
    """A line for people, an object for programs."""
    fake(FakeRun())

    assert "contradiction (figure, conflict), probability 0.75: a / b\n" == call("compare", "a", "b").stdout
    assert "agreement" == rows_of(call("compare", "a", "a", "--json"))[0]["label"]


def test_pairs_are_answered_in_order_and_bad_lines_named(call, fake):
    """A wrong line costs itself, nothing else."""
    fake(FakeRun())
    lines = [
        b'{"id": 7, "left": "a", "right": "b", "gold": 1}',
        b"",
        b'{"left": "a"}',
        b"[1]",
        b"\xff{",
        b'{"id": "x", "left": "a", "right": "a", "left_published": "2024-05-01"}',
    ]

    result = call("compare", "--pairs", "-", input=b"\n".join(lines))

    assert 2 == result.exit_code
    assert [("7", "contradiction"), ("x", "agreement")] == [
        (row["id"], row["label"]) for row in rows_of(result)
    ]
    assert ["error: line 3", "error: line 4", "error: line 5"] == [
        ":".join(line.split(":")[:2]) for line in result.stderr.splitlines()
    ]


def test_a_verdict_is_out_before_the_next_pair_is_read(call, fake, tmp_path):
    """A program at the other end of a pipe never waits for more than its own line."""
    seen = []
    run = fake(FakeRun())
    compare = run.compare

    def watched(pairs, settings, **_):
        for pair in pairs:
            seen.append(pair.id)
            yield from compare([pair], settings)
            seen.append(f"{pair.id} printed")

    run.compare = watched
    (tmp_path / "pairs").write_text(
        '{"id": "1", "left": "", "right": ""}\n{"id": "2", "left": "", "right": ""}\n'
    )
    call("compare", "--pairs", tmp_path / "pairs")

    assert ["1", "1 printed", "2", "2 printed"] == seen


# --- what goes wrong ---


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["list", "--since", "yesterday"], "yesterday"),
        (["add", "x", "--published", "2024-13-01"], "2024-13-01"),
        (["contradictions", "--kind", "mood"], "mood"),
        (["contradictions", "--min-probability", "2"], "--min-probability"),
        (["show", "zzzzzzzz"], "zzzzzzzz"),
        (["topic", LEFT.id], "id of a claim, not of a topic"),
        (["list", "--topic", LEFT.id], "id of a claim, not of a topic"),
        (["brief", "zzzzzzzz"], "zzzzzzzz"),
        (["brief", "-o", "/nowhere/brief.md"], "/nowhere/brief.md"),
        (["report", "-o", "/nowhere/report.md"], "/nowhere/report.md"),
        (["report", "-o", "report.docx"], ".md .json .csv .html .jsonld"),
        (["graph", "-o", "graph.png"], ".graphml .gexf .json .mmd .svg .html"),
        (["compare", "only one"], "--pairs FILE"),
        (["compare", "--pairs", "/nowhere/pairs"], "/nowhere/pairs"),
        (["list", "--ledger", "/nowhere/claims.db"], "/nowhere/claims.db"),
        (["list", "--ledger"], "--ledger"),
        (["nonsense"], "nonsense"),
    ],
)
def test_a_wrong_call_names_the_value_and_exits_with_2(arguments, words, call, fake):
    """One clear error on stderr, nothing on stdout, no traceback."""
    fake(FakeRun())

    result = call(*arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert words in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (
            ZeroDivisionError("by\nzero"),
            2,
            "error: internal error: ZeroDivisionError: by zero, run with --debug",
        ),
        (OSError(28, "No space left on device", "x.db"), 2, "error: `x.db`: no space left on device"),
    ],
)
def test_nothing_ends_in_a_traceback(error, code, words, call, fake):
    """Whatever happens inside is a line and a code."""
    run = fake(FakeRun())

    def fail(*_, **__):
        raise error

    run.add = fail
    result = call("add", "x")

    assert (code, f"{words}\n") == (result.exit_code, result.stderr)


def test_debug_shows_where_an_error_comes_from(call, fake):
    """Before or after the command, for whoever has to repair it."""
    fake(FakeRun()).add = None

    results = [call("--debug", "add", "x"), call("add", "x", "--debug")]

    assert [2, 2] == [result.exit_code for result in results]
    assert all("Traceback" in result.stderr for result in results)


@pytest.mark.parametrize(
    "order", [["--ledger", "{}", "list"], ["list", "--ledger", "{}"], ["list", "--ledger={}"]]
)
def test_the_ledger_is_named_before_or_after_the_command(order, ledger, monkeypatch):
    """Both orders mean the same, and beat the environment."""
    monkeypatch.setenv("CLAIMS_LEDGER", "/nowhere/claims.db")

    result = CliRunner().invoke(app, [word.format(ledger) for word in order])

    assert (0, 3) == (result.exit_code, len(result.stdout.splitlines()))


# --- the real entry point ---


def test_a_closed_pipe_is_silent(ledger):
    """`claims list | head -1` prints a line and nothing else."""
    script = f'"{sys.executable}" -m claims list --json --ledger "{ledger}" | true; exit "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, check=False)

    assert (0, b"", b"") == (done.returncode, done.stdout, done.stderr)


def test_a_terminal_without_letters_is_no_error(ledger):
    """What is printed is UTF-8, whatever the machine is set to."""
    done = run_process(
        "brief", environment={"CLAIMS_LEDGER": ledger, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    )

    assert (0, b"") == (done.returncode, done.stderr)
    assert "“At least [31m60 people died.”" in done.stdout.decode().replace("\\[", "[")


def test_a_missing_ledger_is_never_made_by_reading(tmp_path):
    """The error says how to make one."""
    done = run_process("list", cwd=tmp_path, environment={"PYTHONPATH": os.getcwd()})

    assert 2 == done.returncode
    assert b"claims add" in done.stderr
    assert [] == list(tmp_path.iterdir())
