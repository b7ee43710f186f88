"""Templates of the user's own: laid out as they say, safe as ours are, wrong ones named."""

from datetime import date

import pytest

from claims.base.errors import ClaimsError
from claims.base.records import Document
from claims.base.views import Made, View
from claims.report import write_briefing

HOSTILE = Document.of("x", source="x", title="<script>*alert*</script>", published=date(2024, 5, 1))


@pytest.fixture
def folder(tmp_path):
    """A function: a folder with this briefing template."""

    def make(template):
        path = tmp_path / "briefing.md.j2"
        path.write_text(template, encoding="utf-8")
        return str(tmp_path)

    return make


def view(templates):
    """One document, to be laid out by these templates."""
    return View(
        documents=(HOSTILE,),
        claims=(),
        topics=(),
        contradictions=(),
        agreements=(),
        made=Made(version="9", day=date(2024, 6, 1)),
        templates=templates,
    )


def test_a_template_of_the_user_takes_the_place_of_ours(folder):
    """With the same values, filters and escapes."""
    text = write_briefing(view(folder("# {{ view.made.day|day }}\n{{ sources[0][1].title }}\n")))

    assert "# 1 June 2024\n&lt;script&gt;\\*alert\\*&lt;/script&gt;\n" == text


def test_a_folder_without_a_template_leaves_ours(tmp_path):
    """Only what is there is replaced."""
    assert write_briefing(view("")) == write_briefing(view(str(tmp_path)))


def test_a_template_may_build_on_ours(folder):
    """Ours can be taken in by name of a part that the folder has not."""
    assert "parts" in write_briefing(view(folder("{% import 'parts.html.j2' as parts %}parts")))


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{% if %}", "line 1"),
        ("fine\n{{ nonsense.name }}", "line 2"),
        ("{{ view.made.day|nofilter }}", "line 1"),
        ("{{ 1 // 0 }}", "line 1"),
        ("{{ sources + 1 }}", "line 1"),
        ("{% include 'missing.j2' %}", "missing.j2"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
    ],
)
def test_a_wrong_template_is_named_with_its_line(folder, template, line):
    """An error for people, with where ours is to begin with; what reaches outside is refused."""
    with pytest.raises(ClaimsError, match=r"the template `.*briefing\.md\.j2`.* is wrong") as caught:
        write_briefing(view(folder(template)))

    assert line in str(caught.value)
    assert "briefing.md.j2" in caught.value.hint


def test_a_folder_that_is_none_is_named(tmp_path):
    """A typing error in the settings does not silently give ours."""
    with pytest.raises(ClaimsError, match="names no folder"):
        write_briefing(view(str(tmp_path / "missing")))
