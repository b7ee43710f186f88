"""Runs, differences and reviews at the command line, on a ledger made without models."""

import csv
import io
import json
from datetime import date

import numpy as np
import pytest
from typer.testing import CliRunner

from claims.base.records import Claim, Contradiction, Document, Finding, Quantity, content_id
from claims.cli import app
from claims.rules.frames import Findings
from claims.store.ledger import Ledger

DAYS = ["2026-01-01T09:00:00+00:00", "2026-01-02T09:00:00+00:00", "2026-01-02T21:00:00+00:00"]


class Desk:
    """A ledger, and the command line on it."""

    def __init__(self, path):
        self.path = str(path / "claims.db")
        self.pairs = []
        self.claims = {}

    def call(self, *arguments, **known):
        """What a command returns and prints."""
        return CliRunner().invoke(app, ["--ledger", self.path, *map(str, arguments)], **known)

    def rows(self, *arguments):
        """The objects that a command prints."""
        return [json.loads(line) for line in self.call(*arguments, "--json").stdout.splitlines()]

    def add(self, day, **tolls):
        """A run: each paper says how many drowned, and disagrees with every other."""
        with Ledger.open(self.path, create=True) as ledger:
            for paper, toll in tolls.items():
                self.claims[paper] = save(ledger, paper, toll)
            papers = list(self.claims.values())
            found = [contradict(one, other) for at, one in enumerate(papers) for other in papers[at + 1 :]]
            new = ledger.save_findings(
                Findings(claims=ledger.claims(), topics=[], contradictions=found, agreements=[]), run=day
            ).new
        self.pairs += [pair.id for pair in new]
        return new


def save(ledger, paper, toll):
    """Save an article of the paper; gives its one claim."""
    text = f"{toll} people drowned when the ferry sank off the cape"
    document = Document.of(
        text,
        source=f"{paper}.txt",
        publisher=paper,
        published=date(2025, 12, 31),
        url=f"https://{paper}.example/ferry",
    )
    figure = Quantity(text=f"{toll} people", low=toll, high=toll, of="people", role="killed")
    claim = Claim(
        id=content_id(document.id),
        document=document.id,
        origin=document.id,
        text=text,
        quote=text,
        start=0,
        end=len(text),
        sentence=text,
        quantities=(figure,),
        carrier=paper,
    )
    ledger.save_document(document, [claim], np.ones((1, 2), np.float32), model="tiny")
    return claim


def contradict(left, right):
    """The two tolls, set against each other."""
    values = left.quantities[0].text, right.quantities[0].text
    shape = {"kind": "figure", "reading": "conflict", "incident": "same", "why": " against ".join(values)}
    finding = Finding(
        rule="figures",
        relation="contradiction",
        weight=1,
        left_value=values[0],
        right_value=values[1],
        **shape,
    )
    return Contradiction(
        id=content_id("figure", *sorted((left.quote, right.quote))),
        probability=0.9,
        topic="t",
        left=left,
        right=right,
        decided_by=(finding,),
        first_seen="",
        **shape,
    )


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Two papers of the first run, with one contradiction."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    desk = Desk(tmp_path)
    desk.add(DAYS[0], gazette=47, tribune=52)
    return desk


# --- runs ---


def test_runs_are_listed(desk):
    """With their numbers, for `--since` and `diff`."""
    desk.add(DAYS[1], courier=61)

    expected = [(1, DAYS[0], 2, 1), (2, DAYS[1], 1, 2)]
    assert expected == [
        (row["number"], row["when"], row["documents"], row["new"]) for row in desk.rows("runs")
    ]
    assert ["RUN", "1", "2"] == [line.split()[0] for line in desk.call("runs").stdout.splitlines()]


@pytest.mark.parametrize(
    ("since", "expected"),
    [("1", 6), ("2", 5), ("3", 3), ("2026-01-01", 6), ("2026-01-02", 5), ("2026-01-03", 0)],
)
def test_contradictions_since_a_run_or_a_day(desk, since, expected):
    """A number is a run, anything else a day; both count from then on."""
    desk.add(DAYS[1], courier=61)
    desk.add(DAYS[2], post=70)

    assert expected == len(desk.rows("contradictions", "--since", since))
    assert 3 == len(desk.rows("contradictions", "--new"))


# --- reviews ---


def test_a_verdict_is_kept_and_shown(desk):
    """With who said it, when and why; the last word counts, and all can be read."""
    (pair,) = desk.pairs

    assert "dismissed" in desk.call("review", pair[:8], "dismiss", "--note", "two bays", "--by", "Ana").stdout
    assert 0 == desk.call("review", pair[:8], "confirm", "--by", "Li").exit_code

    shown = desk.call("show", pair).stdout
    assert "review         dismissed by Ana on 1 January 2026: two bays\n" in shown
    assert "review         confirmed by Li on 1 January 2026\n" in shown
    (row,) = desk.rows("contradictions", "--status", "confirmed")
    assert [("dismissed", "two bays", "Ana"), ("confirmed", "", "Li")] == [
        (review["status"], review["note"], review["by"]) for review in row["reviews"]
    ]


def test_the_dismissed_are_left_out_and_counted(desk):
    """Wherever contradictions are listed, unless they are asked for."""
    (pair,) = desk.pairs
    desk.call("review", pair, "dismiss")

    listed = desk.call("contradictions")

    assert ("", 0) == (listed.stdout, listed.exit_code)
    assert "1 contradiction dismissed by a person" in listed.stderr
    assert [pair] == [row["id"] for row in desk.rows("contradictions", "--status", "dismissed")]
    assert "" == desk.call("contradictions", "--status", "dismissed").stderr


def test_a_dismissed_finding_is_not_flagged_by_diff(desk):
    """A watch that calls `diff` is quiet once a person has looked."""
    (pair,) = desk.pairs
    assert 1 == desk.call("diff", "0").exit_code

    desk.call("review", pair, "dismiss")
    result = desk.call("diff", "0")

    assert (0, "") == (result.exit_code, result.stdout)
    assert "1 contradiction dismissed by a person" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing1", "dismiss"], "nothing has the id `nothing1`"),
        (["{pair}", "ignore"], "`ignore` is no verdict\n\nhint: verdicts are confirm, dismiss, resolve"),
        (["{pair}"], "wanted are ID and verdict"),
        ([], "wanted are ID and verdict"),
        (["{pair}", "dismiss", "--from", "x.csv"], "wanted are ID and verdict"),
        (["{document}", "dismiss"], "id of a document, not of a contradiction"),
        (["--from", "/nowhere/x.csv"], "/nowhere/x.csv"),
    ],
)
def test_a_wrong_review_is_named_and_saves_nothing(desk, arguments, words):
    """One error on stderr, nothing on stdout."""
    names = {"pair": desk.pairs[0], "document": desk.claims["gazette"].document}

    result = desk.call("review", *(word.format(**names) for word in arguments))

    assert (2, "") == (result.exit_code, result.stdout)
    assert words in result.stderr
    assert [[]] == [row["reviews"] for row in desk.rows("contradictions")]


# --- many reviews at once ---


def filled(desk, tmp_path, **verdicts):
    """The CSV report with these lines filled in: `line2=("dismiss", "note", "by")`."""
    path = tmp_path / "disputes.csv"
    assert 0 == desk.call("report", "-o", path).exit_code
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    for name, cells in verdicts.items():
        rows[int(name.removeprefix("line")) - 1][-3:] = cells
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def test_the_csv_report_takes_verdicts(desk, tmp_path):
    """Its last columns are empty; filled in, they are read; an empty line says nothing."""
    desk.add(DAYS[1], courier=61)
    path = filled(desk, tmp_path, line2=("dismiss", "'=two bays", "Ana"), line4=("Confirmed", "", ""))
    ids = [row["id"] for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))]

    result = desk.call("review", "--from", path, "--by", "Li", "--json")

    said = [
        (row["id"], *(row["reviews"][0][name] for name in ("status", "note", "by")))
        for row in rows_of(result)
    ]
    assert (0, [(ids[0], "dismissed", "=two bays", "Ana"), (ids[2], "confirmed", "", "Li")]) == (
        result.exit_code,
        said,
    )
    assert "1 contradiction dismissed by a person" in desk.call("report", "-o", path).stderr


def rows_of(result):
    """The JSON Lines of stdout."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_wrong_line_saves_nothing_and_all_are_named(desk, tmp_path):
    """By the number that an editor shows."""
    path = tmp_path / "verdicts.csv"
    (pair,) = desk.pairs
    lines = [
        "id,verdict,note",
        f"{pair},dismiss,",
        "5.03E+15,confirm,",
        f"{pair},resolve,",
        f"{pair},,why",
        "x,no,",
    ]
    path.write_text("\n".join(lines))

    result = desk.call("review", "--from", path)

    assert (2, "") == (result.exit_code, result.stdout)
    assert [
        "error: line 3: nothing has the id `5.03E+15`",
        f"error: line 4: `{pair}` has a verdict in a line above",
        f"error: line 5: `{pair}` has a note or a name, and no verdict",
        "error: line 6: `no` is no verdict",
        "error: nothing was saved",
    ] == result.stderr.splitlines()[:5]
    assert [[]] == [row["reviews"] for row in desk.rows("contradictions")]


def test_a_file_without_verdicts_changes_nothing(desk, tmp_path):
    """The report as it was written is no error."""
    result = desk.call("review", "--from", filled(desk, tmp_path))

    assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)


# --- differences ---


def test_diff_tells_what_changed_and_why(desk):
    """New, reopened, changed with both values; the same is counted; 1 as something is new."""
    (pair,) = desk.pairs
    desk.call("review", pair, "dismiss")
    desk.add(DAYS[1], courier=61)
    desk.add(DAYS[2], gazette=46)

    result = desk.call("diff", "2")

    rows = desk.rows("diff", "2", "3")
    assert ["reopened", "changed", "same"] == [row["change"] for row in rows]
    assert {"the figure was 47, now 46", "found by both"} == {row["reason"] for row in rows}
    assert pair == rows[0]["was"]
    assert 1 == result.exit_code
    assert ["reopened", "changed"] == [line.split()[1] for line in result.stdout.splitlines()[1:]]
    assert "run 2 to run 3: 0 new, 1 reopened, 1 changed, 0 gone, 1 the same\n" == result.stderr
    assert "reopened: the figure was 47, now 46" in desk.call("contradictions").stdout


def test_a_run_is_named_by_its_day_too(desk):
    """The last of that day, or before it."""
    desk.add(DAYS[1], courier=61)
    desk.add(DAYS[2], post=70)

    assert "run 1 to run 3:" in desk.call("diff", "2026-01-01").stderr
    assert "run 0 to run 3:" in desk.call("diff", "2025-12-31", "2026-05-05").stderr
    assert (0, "") == (desk.call("diff", "3").exit_code, desk.call("diff", "3").stdout)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["diff", "4"], "no run has the number 4, the last is 1"),
        (["diff", "1", "7"], "no run has the number 7"),
        (["contradictions", "--since", "9"], "no run has the number 9"),
        (
            ["contradictions", "--since", "2024-13-01"],
            "`2024-13-01` is neither the number of a run nor a day",
        ),
        (["diff", "yesterday"], "`yesterday` is neither the number of a run nor a day"),
    ],
)
def test_a_run_that_never_was_is_named(desk, arguments, words):
    """And where the runs are listed."""
    result = desk.call(*arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert words in result.stderr
    assert "`claims runs`" in result.stderr


def test_what_is_found_no_longer_is_shown_with_what_was_said(desk):
    """By its id, as long as the ledger lives."""
    (pair,) = desk.pairs
    desk.call("review", pair, "resolve", "--note", "the paper has mended it")
    desk.add(DAYS[1], gazette=52)

    shown = desk.call("show", pair).stdout

    assert "found          no longer\n" in shown
    assert "resolved on 1 January 2026: the paper has mended it" in shown
