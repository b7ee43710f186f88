"""Tallies: what a figure counts that is told as "the number of …", by itself or by the sentence before."""

from datetime import date

import pytest

from claims.base.records import Document

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def figures():
    """Text -> value, what is counted, and role of every figure in it."""
    from claims.base.settings import Settings
    from claims.tools import Tools

    tools = Tools(Settings())

    def read(text):
        document = Document.of(text, source="t", published=date(2024, 5, 7))
        found = [row for claim in tools.read([document]) for row in claim.quantities]
        return [(row.low, row.of, row.role) for row in found]

    return read


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        (
            "He died overnight, taking the number of people killed in Friday's blast at the Oslo mill to 37.",
            (37, "people", "killed"),
        ),
        ("The number of guards killed now stands at three.", (3, "guards", "killed")),
        ("The number of the dead is now 19.", (19, None, "killed")),
        ("The count of the missing now stands at nine.", (9, None, "missing")),
        ("Police put the number of demonstrators at 4,000.", (4000, "demonstrators", "attending")),
        ("Scholars put the number of people at Sunday's march at 18,000.", (18000, "people", "attending")),
        ("The unions spoke of about 30,000 marchers.", (30000, "marchers", "attending")),
        ("The service measured the quake at 5.7.", (5.7, "quake", "magnitude")),
        ("The institute put its depth at 18 kilometres.", (18, "The institute", "depth")),
        ("The village has lost 12 people.", (12, "people", "killed")),
    ],
)
def test_a_figure_is_told_by_what_it_is_the_number_of(figures, text, figure):
    """Whatever stands between the noun and its figure."""
    assert figure in figures(text)


@pytest.mark.parametrize(
    "text",
    [
        "The number of pupils rose to 400.",
        "The number is expected to rise.",
        "The team put the age of the wall at 5.7.",
        "They counted 18,000 marchers, give or take 1,500.",
        "City hall put the number at 12,000.",
        "He measured the room at 5.7 metres.",
    ],
)
def test_other_numbers_have_no_such_role(figures, text):
    """Pupils, walls, margins, and a number of which nothing says what it counts."""
    roles = {role for low, _, role in figures(text) if low != 18000}

    assert roles.isdisjoint({"killed", "attending", "magnitude", "number"})


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The unions spoke of about 30,000 marchers. City hall put the number at 12,000.", "marchers"),
        ("Two miners died, the firm said. The figure later rose to five.", "miners"),
        ("Two miners died, the firm said.\n\nThe figure later rose to five.", None),
    ],
)
def test_the_number_is_of_what_the_sentence_before_counts(figures, text, figure):
    """Inside a paragraph; a new one begins with nothing."""
    assert ([figure] if figure else []) == [of for low, of, _ in figures(text) if low in {5, 12000}]
