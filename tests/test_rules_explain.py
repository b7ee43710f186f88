"""What rules say of themselves, and that it is so."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

import claims.rules
from claims.base.errors import LookupFailed
from claims.base.records import Document
from claims.base.settings import Settings
from claims.cli import app
from claims.rules import CHECKS, RULES, WITNESSES, find_discords, load_rules
from claims.rules.explain import UNTOLD, explain, explain_one
from claims.run import Pair, side_by_side
from claims.tools import Tools

FIELDS = ["rule", "summary", "compares", "why", "false_alarms", "example", "counterexample"]


def statements_of(example):
    """The two statements of an example.

    >>> statements_of('"A died." / "B died."')
    ('A died.', 'B died.')
    """
    left, right = re.fullmatch(r'"([^"]+)" / "([^"]+)"', example).groups()
    return left, right


def call(*arguments):
    """What `claims explain` prints and returns."""
    return CliRunner().invoke(app, ["explain", *arguments])


@pytest.fixture(scope="module")
def tools():
    """The shipped models."""
    return Tools(Settings())


@pytest.fixture
def says(tools):
    """What one rule alone finds in an example, as two texts of one story tell it."""

    def ask(rule, example):
        left, right = statements_of(example)
        [sides] = side_by_side([Pair(left=left, right=right)], tools)
        told = [replace(pair, one_story=True) for pair in sides]
        return [finding for pair in told if (finding := RULES[rule](pair)) is not None]

    return ask


@pytest.mark.parametrize("rule", [*RULES, *CHECKS, *WITNESSES])
def test_every_rule_says_all_there_is_to_say(rule):
    """No section is missing or empty."""
    row = explain(rule, {**RULES, **CHECKS, **WITNESSES}[rule])

    assert FIELDS == list(type(row).model_fields)
    assert all(row.model_dump().values())


@pytest.mark.model
@pytest.mark.parametrize("rule", RULES)
def test_a_rule_speaks_on_its_example(rule, says):
    """Alone, it calls the example that it gives a contradiction."""
    assert "contradiction" in {finding.relation for finding in says(rule, explain(rule, RULES[rule]).example)}


@pytest.mark.model
@pytest.mark.parametrize("rule", RULES)
def test_a_rule_does_not_speak_where_it_says_so(rule, says):
    """Alone, it calls its other example no contradiction."""
    found = says(rule, explain(rule, RULES[rule]).counterexample)

    assert "contradiction" not in {finding.relation for finding in found}


@pytest.mark.model
@pytest.mark.parametrize("rule", RULES)
def test_findings_bear_the_name_that_explain_takes(rule, says):
    """What `decided_by` names can be looked up."""
    assert {rule} == {finding.rule for finding in says(rule, explain(rule, RULES[rule]).example)}


@pytest.mark.model
@pytest.mark.parametrize(("rule", "field"), [(rule, field) for rule in CHECKS for field in FIELDS[5:]])
def test_a_check_over_many_speaks_on_its_example_only(rule, field, tools):
    """Its own name stands with what it finds; where it says "but not", nothing is found."""
    statements = statements_of(getattr(explain(rule, CHECKS[rule]), field))
    documents = [Document.of(text, source="a statement") for text in statements]

    found = find_discords(tools.read(documents, floor=0.0))

    assert ([rule] if field == "example" else []) == [discord.rule for discord in found]


def find_odd(pair):
    """Two odd things.

    More on them, in more
    than one line.
    """


class OddRule:
    """Odd things, kept in a class."""

    def __call__(self, pair):
        """Nothing."""


@pytest.mark.parametrize(
    ("thing", "summary"),
    [
        (find_odd, "Two odd things."),
        (OddRule(), "Odd things, kept in a class."),
        (lambda pair: None, UNTOLD),
        (SimpleNamespace(__doc__="  \n"), UNTOLD),
    ],
)
def test_a_plug_in_is_told_by_its_first_line(thing, summary):
    """Whatever its docstring looks like."""
    row = explain("odd", thing)

    assert (summary, "", "") == (row.summary, row.compares, row.example)


def test_only_headings_of_their_own_line_begin_a_section():
    """The same words in a sentence do not."""
    told = (
        "Odd.\n\nWhat it compares\n    What it compares\n\n    is odd.\nFor instance\n    For instance, this."
    )

    row = explain("odd", SimpleNamespace(__doc__=told))

    assert ("Odd.", "What it compares is odd.", "For instance, this.") == (
        row.summary,
        row.compares,
        row.example,
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [("figure", "did you mean `figures`?"), ("Denial", "did you mean `denial`?"), ("xyz", "")],
)
def test_an_unknown_name_is_answered_with_those_there_are(name, hint):
    """And with the nearest, if any is near."""
    with pytest.raises(LookupFailed, match=f"`{name}`; there are: {', '.join(RULES)}$") as caught:
        explain_one(name, RULES)

    assert hint == caught.value.hint


def test_an_unknown_name_is_a_wrong_call():
    """One line on stderr, nothing on stdout."""
    result = call("figurs")

    assert (2, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("error: no rule is called `figurs`; there are: figures,")


def test_all_rules_are_listed_with_a_line_each():
    """Those of two claims, then the checks over many, then who else is heard."""
    lines = call().stdout.splitlines()

    assert [*load_rules(), *CHECKS, *WITNESSES] == [line.split()[0] for line in lines[1:]]


@pytest.mark.parametrize("arguments", [(), ("blame",)])
def test_programs_get_lines_of_json(arguments):
    """With the same fields for one rule and for all."""
    rows = [json.loads(line) for line in call(*arguments, "--json").stdout.splitlines()]

    assert {tuple(FIELDS)} == {tuple(row) for row in rows}
    assert "blame" in {row["rule"] for row in rows}


@pytest.mark.parametrize("columns", [1, 40, 120])
def test_words_fit_the_window(columns, monkeypatch):
    """Folded, and none lost, however narrow the window is."""
    monkeypatch.setenv("COLUMNS", str(columns))

    lines = call("figures").stdout.splitlines()

    assert max(map(len, lines)) <= max(columns, 34)
    assert explain("figures", RULES["figures"]).compares in " ".join(" ".join(lines).split())


def test_a_plug_in_is_listed(monkeypatch):
    """Rules of other packages are explained like ours."""
    point = SimpleNamespace(name="odd", value="odd:find", load=partial(lambda rule: rule, find_odd))
    monkeypatch.setattr(claims.rules, "entry_points", lambda group: [point])

    assert "Two odd things." in call("odd").stdout


def test_explaining_loads_no_model():
    """The answer comes at once."""
    code = (
        "import sys; from typer.testing import CliRunner; from claims.cli import app;"
        "CliRunner().invoke(app, ['explain', 'denial']); print(*{name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert set() == {"spacy", "numpy", "onnxruntime", "torch", "sklearn"} & set(done.stdout.split())
