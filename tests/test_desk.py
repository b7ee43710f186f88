"""A fact-checker's days at the desk, as they would be typed: four articles, two verdicts, two edits."""

import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from claims.cli import app

pytestmark = pytest.mark.model

ARTICLES = Path(__file__).parent / "data" / "desk"
DAYS = {day: str(1_714_694_400 + 86_400 * day) for day in range(10)}  # 0: midnight of 3 May 2024


class Desk:
    """A folder with articles and a ledger in it."""

    def __init__(self, folder):
        self.folder = folder
        self.day = 0

    def call(self, *arguments):
        """What `claims` prints and returns on this day."""
        places = {"CLAIMS_LEDGER": str(self.folder / "claims.db"), "SOURCE_DATE_EPOCH": DAYS[self.day]}
        result = CliRunner().invoke(app, [*map(str, arguments)], env=places)
        assert "Traceback" not in result.output
        return result

    def rows(self, *arguments):
        """The objects that a command prints."""
        return [json.loads(line) for line in self.call(*arguments, "--json").stdout.splitlines()]

    def add(self, *names):
        """Add articles on the next day; what is new."""
        self.day += 1
        return self.rows("add", *(self.folder / f"{name}.md" for name in names))

    def edit(self, name, old, new):
        """Change the words of an article."""
        path = self.folder / f"{name}.md"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def told(pair):
    """Reading and tolls of a contradiction; of one without tolls its kind."""
    tolls = {figure["text"] for side in ("left", "right") for figure in pair[side]["quantities"]}
    return pair["reading"], *(sorted(tolls) or [pair["kind"]])


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    """What was printed at each step of the session."""
    folder = tmp_path_factory.mktemp("desk")
    for article in ARTICLES.iterdir():
        shutil.copy(article, folder)
    desk, seen = Desk(folder), SimpleNamespace()
    seen.first = desk.add("gazette", "tribune", "post")
    seen.briefing = desk.call("brief").stdout
    toll, overload = sorted(seen.first, key=lambda pair: pair["kind"])
    desk.call("review", toll["id"][:8], "dismiss", "--note", "the governor counts the missing", "--by", "Ana")
    desk.call("review", overload["id"][:8], "confirm", "--by", "Ana")
    seen.toll, seen.overload = toll, overload
    seen.second = desk.add("courier")
    seen.listed = desk.call("contradictions")
    desk.edit("gazette", "Schools in Calapan were closed on Friday.", "Schools in Calapan stay closed.")
    seen.elsewhere = desk.add("gazette")
    seen.quiet = desk.call("diff", "2")
    seen.briefing_with_verdicts = desk.call("brief").stdout
    desk.edit("gazette", "killing 47 people", "killing 46 people")
    seen.edited = desk.add("gazette")
    seen.diff = desk.rows("diff", "3")
    seen.code = desk.call("diff", "3").exit_code
    seen.agreements = desk.rows("agreements")
    seen.documents = desk.rows("documents")
    seen.shown = desk.call("show", toll["id"]).stdout
    seen.runs = desk.rows("runs")
    return seen


def test_the_first_day_brings_two_disputes(week):
    """A toll that rises from paper to paper, and whether the ship was overloaded."""
    assert {("revision", "47 people", "52 people"), ("conflict", "negation")} == set(map(told, week.first))
    assert "killing 47 people" in week.briefing
    assert "was not overloaded" in week.briefing


def test_a_new_toll_is_one_new_dispute_and_one_revision(week):
    """Against the figure of the same day a conflict, against the earlier one a revision; no more."""
    assert {("conflict", "52 people", "61 people"), ("revision", "47 people", "61 people")} == set(
        map(told, week.second)
    )
    assert {"new"} == {pair["status"] for pair in week.second}


def test_verdicts_are_heard(week):
    """What was dismissed is left out and counted; what was confirmed is listed as that."""
    assert week.toll["id"][:8] not in week.listed.stdout
    assert re.search(rf"{week.overload['id'][:8]} .* confirmed ", week.listed.stdout)
    assert "1 contradiction dismissed by a person" in week.listed.stderr
    assert "confirmed" in week.briefing_with_verdicts
    assert re.search(r"\b1\b[^.]* dismissed", week.briefing_with_verdicts)


def test_an_edit_elsewhere_changes_nothing(week):
    """What was dismissed stays so, nothing is new, and two versions agree with nobody twice."""
    assert ([], 0, "") == (week.elsewhere, week.quiet.exit_code, week.quiet.stdout)
    assert "run 2 to run 3: 0 new, 0 reopened, 0 changed, 0 gone, " in week.quiet.stderr


def test_an_edited_toll_is_told_as_an_edit(week):
    """The article is one; what it said before is held against nothing but itself."""
    assert {
        ("revision", "46 people", "47 people"),
        ("revision", "46 people", "52 people"),
        ("revision", "46 people", "61 people"),
    } == set(map(told, week.edited))
    (edit,) = [pair for pair in week.edited if pair["changed"] is None]
    assert "the article of Harbour Gazette said 47 people, now 46" == edit["why"]
    assert {"the figure was 47, now 46"} == {pair["changed"] for pair in week.edited if pair is not edit}
    assert [week.toll["id"]] == [pair["replaces"] for pair in week.edited if pair["reopened"]]


def test_the_difference_of_the_last_two_runs(week):
    """One new, one reopened, one changed, the rest the same; 1 as there is something to look at."""
    changes = [row["change"] for row in week.diff if row["status"] != "confirmed"]

    assert (["new", "reopened", "changed", "same"], 1) == (changes, week.code)
    assert [week.overload["id"]] == [row["id"] for row in week.diff if row["status"] == "confirmed"]


def test_nothing_is_forgotten(week):
    """The dismissed finding with its note, three versions of one article, four runs."""
    assert "dismissed by Ana on 4 May 2024: the governor counts the missing" in week.shown
    assert "found          no longer" in week.shown
    assert 6 == len(week.documents)
    assert 2 == sum(row["replaces"] is not None for row in week.documents)
    assert [2, 2, 0, 3] == [row["new"] for row in week.runs]
    versions = {row["id"] for row in week.documents if row["publisher"] == "Harbour Gazette"}
    assert [] == [
        pair for pair in week.agreements if {pair[side]["document"] for side in ("left", "right")} <= versions
    ]
