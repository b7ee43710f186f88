"""Golden cases: two statements, and what is to be said of them. Adding a case is adding a file.

    speaker | date | statement        `-` where there is none
    speaker | date | statement
    ---
    contradiction KIND READING        or `agreement KIND`, `no contradiction`, or `nothing`: neither of both

Each case runs as it stands and with its sides swapped. Half of them are near misses that expect nothing.
"""

from datetime import date
from pathlib import Path

import pytest

from claims import run
from claims.base.records import Verdict
from claims.base.settings import Settings

pytestmark = pytest.mark.model

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))

Side = tuple[str | None, date | None, str]


def read_case(text: str) -> tuple[Side, Side, str]:
    r"""The two sides and what is expected.

    >>> read_case("- | 2024-01-10 | Rain fell.\nmayor | - | Rain fell.\n---\nnothing\n")[1:]
    (('mayor', None, 'Rain fell.'), 'nothing')
    """
    above, below = text.split("---\n")
    left, right = (read_side(line) for line in above.splitlines())
    return left, right, below.strip()


def read_side(line: str) -> Side:
    """Speaker, date and statement of a line."""
    speaker, day, statement = (part.strip() for part in line.split(" | ", maxsplit=2))
    return (
        None if speaker == "-" else speaker,
        None if day == "-" else date.fromisoformat(day),
        statement,
    )


def as_pair(left: Side, right: Side) -> run.Pair:
    """The two sides as `compare` takes them."""
    return run.Pair(
        left=left[2],
        right=right[2],
        left_published=left[1],
        right_published=right[1],
        left_speaker=left[0],
        right_speaker=right[0],
    )


def words_of(verdict: Verdict) -> str:
    """The verdict as a case puts it."""
    words = {
        "contradiction": f"contradiction {verdict.kind} {verdict.reading}",
        "agreement": f"agreement {verdict.kind}",
        "neutral": "nothing",
    }
    return words[verdict.label]


def expects(expected: str, verdict: Verdict) -> bool:
    """Whether the verdict is what the case wants."""
    if expected == "no contradiction":
        return verdict.label != "contradiction"
    return expected == words_of(verdict)


@pytest.fixture(scope="module")
def verdicts():
    """What is said of each case, as it stands and swapped; all are read together."""
    cases = [read_case(path.read_text(encoding="utf-8")) for path in CASES]
    pairs = [pair for left, right, _ in cases for pair in (as_pair(left, right), as_pair(right, left))]
    given = list(run.compare(pairs, Settings()))
    return {path.stem: given[2 * at : 2 * at + 2] for at, path in enumerate(CASES)}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_statements_are_compared_as_a_careful_reader_would(verdicts, path):
    """The kind of dispute and how it reads, or nothing where there is none."""
    *_, expected = read_case(path.read_text(encoding="utf-8"))
    verdict = verdicts[path.stem][0]

    assert expects(expected, verdict), f"wanted {expected}; {words_of(verdict)}: {verdict.why}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_order_of_two_statements_does_not_matter(verdicts, path):
    """Swapped, the verdict is the same."""
    verdict, swapped = verdicts[path.stem]

    same = ("label", "kind", "reading", "incident", "probability")
    assert [getattr(verdict, name) for name in same] == [getattr(swapped, name) for name in same]


def test_half_of_the_cases_expect_nothing():
    """Near misses are what users judge us by."""
    expected = [read_case(path.read_text(encoding="utf-8"))[2] for path in CASES]

    assert len(CASES) >= 30
    assert 2 * sum(not row.startswith("contradiction") for row in expected) >= len(CASES)
