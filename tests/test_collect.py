"""From sources to documents and sentences: everything is read, or named with the reason why not."""

import io
import itertools
import os
import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.base.records import Document, Skipped
from claims.base.settings import Settings
from claims.collect import Hints, read_documents, split_sentences

SETTINGS = Settings(max_bytes=100_000)
BODY = "The army said on Monday that 47 people had died. It gave no names."


def read(*sources, **hints):
    """Every row of the sources."""
    return list(read_documents([str(source) for source in sources], SETTINGS, Hints(**hints)))


@pytest.fixture
def folder(tmp_path):
    """A folder with two articles and most things that may lie beside them."""
    (tmp_path / "b.txt").write_text(BODY)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.md").write_text(f"# A deal\n\n{BODY}")
    (tmp_path / "inner" / "round").symlink_to(tmp_path)
    (tmp_path / ".DS_Store").write_bytes(b"\0\1")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "c.txt").write_text(BODY)
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


def test_a_folder_is_read_in_order_and_accounted_for(folder):
    """Everything visible gives one row, by name; links in a circle, pipes and hidden files do no harm."""
    rows = read(folder)

    assert [
        ("b.txt", "read"), ("empty.txt", "empty"), ("gone.txt", "missing"), ("inner/a.md", "read"),
        ("picture.txt", "unsupported"), ("pipe", "unsupported"),
    ] == [
        (row.source.removeprefix(f"{folder}/"), row.reason if isinstance(row, Skipped) else "read")
        for row in rows
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "reason"),
    [("nowhere.txt", "missing"), ("", "missing"), ("a\0b", "unreadable"), ("x" * 5000, "unreadable")],
)
def test_a_path_that_leads_nowhere_is_a_row(source, reason, tmp_path, monkeypatch):
    """A wrong path costs only itself."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(BODY)

    row, document = read(source, "good.txt")

    assert reason == row.reason
    assert isinstance(document, Document)


def test_an_empty_folder_is_a_row(tmp_path):
    """Nothing is ever passed over in silence."""
    assert ["empty"] == [row.reason for row in read(tmp_path)]


def test_what_may_not_be_read_is_a_row(folder, monkeypatch):
    """A folder or file without permission is named, the rest is read."""

    def refuse(path, *args, **kwargs):
        if str(path).endswith(("inner", "b.txt")):
            raise PermissionError(13, "Permission denied", str(path))
        return original[kwargs.pop("name", "open")](path, *args, **kwargs)

    original = {"open": os.open, "listdir": os.listdir}
    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "listdir", lambda path: refuse(path, name="listdir"))

    rows = {row.source.removeprefix(f"{folder}/"): row for row in read(folder)}

    assert ("unreadable", "permission denied") == (rows["b.txt"].reason, rows["b.txt"].detail)
    assert "unreadable" == rows["inner"].reason


def test_a_line_of_any_length_is_not_held(tmp_path):
    """A file over the limit is refused without being read to its end."""
    path = tmp_path / "long.txt"
    path.write_bytes(b"a" * 200_000)
    os.truncate(path, 50_000_000)

    [row] = read(path)

    assert "too large" == row.reason


def test_stdin_is_a_source(monkeypatch):
    """`-` reads what is piped in."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BODY.encode())))

    [document] = read("-")

    assert ("-", BODY) == (document.source, document.text)


def test_hints_fill_only_gaps(tmp_path):
    """What the source says itself stands above what the command line says."""
    path = tmp_path / "a.md"
    path.write_text(f"---\npublisher: Example News\n---\n{BODY}")

    [document] = read(path, publisher="Other", published=date(2024, 4, 23), title="A deal")

    assert ("Example News", date(2024, 4, 23), "A deal") == (
        document.publisher, document.published, document.title,
    )  # fmt: skip


def test_another_language_is_a_row(tmp_path):
    """A text that is surely not English is named with its language."""
    path = tmp_path / "a.txt"
    path.write_text("Die Armee sagte am Montag, dass bei dem Angriff 47 Menschen getötet worden seien. " * 5)

    [row] = read(path)

    assert ("language", "the text is German (de), only English is read") == (row.reason, row.detail)


def test_the_language_of_an_article_is_known(tmp_path):
    """English is stated; a text too short to tell states nothing."""
    (tmp_path / "a.txt").write_text(BODY * 5)
    (tmp_path / "b.txt").write_text(BODY)

    assert ["en", None] == [row.language for row in read(tmp_path)]


def test_the_same_text_is_the_same_document(tmp_path):
    """The id comes from what is said, not from where it was read."""
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "b.txt").write_text(f"{BODY}\r\n")

    left, right = read(tmp_path)

    assert left.id == right.id


def test_sentences_know_their_place(tmp_path):
    """Spans point into the text; headings and lists are told apart."""
    items = "One town\n\nTwo towns\n\nThree"
    text = f"A deal\n\nWhat is known\n\n{BODY}\n\n“It is over.” So it was.\n\n{items}\n\n{BODY}"
    (tmp_path / "a.txt").write_text(text)

    [document] = read(tmp_path)
    sentences = split_sentences([document])

    assert all(document.text[row.start : row.end] == row.text for row in sentences)
    assert ["A deal", "What is known"] == [row.text for row in sentences if row.heading]
    assert [0, 1, 2, 2, 3, 3, 4, 5, 6, 7, 7] == [row.paragraph for row in sentences]


@pytest.mark.parametrize(
    ("paragraph", "running"),
    [
        ("UPDATE: The dam broke. Anyone with information is asked to call 555-010-0100.", ["The dam broke."]),
        ("BERGEN, Norway (AP) — The dam broke.", ["The dam broke."]),
        ("The dam broke. Photo: Jane Roe", []),
        ("The dam broke. pic.example.com/x — Jane Roe (@jroe) May 3, 2024", []),
        ("Image 1 of 9 The dam. Image 2 of 9 The town. Jane Roe saw it.", []),
        (f"{BODY[:40]}...", []),
        ("The dam broke, Jane Roe (@jroe) wrote. It was loud.", None),
        ("The dam broke. It is gone (The Example Press contributed to this report.)", None),
        ("“They sue,” he said. “Everybody sues, right?”", None),
        ("Is it over? Here's what we know", []),
    ],
)
def test_only_running_text_is_read_for_claims(paragraph, running):
    """Labels, datelines, notices and captions stay in the text, told apart; None: all of it is read."""
    document = Document.of(f"{BODY}\n\n{paragraph}\n\n{BODY}", source="a.txt")
    here = [row for row in split_sentences([document]) if row.paragraph == 1]

    assert "".join(paragraph.split()) == "".join("".join(row.text.split()) for row in here)
    assert [row.text for row in here if running is None or row.text in running] == [
        row.text for row in here if not row.heading
    ]


def test_a_title_is_known_by_its_words():
    """A full stop, a mark in front or another case does not make it a claim."""
    document = Document.of(
        f"× A Dam Breaks near Bergen.\n\n{BODY}", source="a.txt", title="A dam breaks near Bergen"
    )

    assert [True, True, False, False] == [row.heading for row in split_sentences([document])]


@pytest.mark.parametrize(
    ("text", "title", "headline"),
    [
        (f"A dam breaks\n\nWhat is known\n\n{BODY}", None, ["A dam breaks"]),
        (f"UPDATE: A dam breaks\n\n{BODY}", None, ["A dam breaks"]),
        (f"The latest\n\nA dam breaks\n\n{BODY}", "A dam breaks", ["A dam breaks"]),
        (f"{BODY}\n\nWhat is known\n\n{BODY}", "A dam breaks", []),
        (f"Is it gone? The dam\n\n{BODY}", None, []),
    ],
)
def test_the_headline_is_told_from_other_headings(text, title, headline):
    """It is the one that the title repeats, else what stands on top, if it is one sentence."""
    sentences = split_sentences([Document.of(text, source="a.txt", title=title)])

    assert headline == [row.text for row in sentences if row.title]
    assert all(row.heading for row in sentences if row.title)


def test_one_statement_is_no_heading(tmp_path):
    """A text of one line is what it says, full stop or not."""
    (tmp_path / "a.txt").write_text("47 people died in the raid")

    assert [False] == [row.heading for row in split_sentences(read(tmp_path))]


def test_a_parser_that_fails_costs_one_source(folder, monkeypatch):
    """An error that nobody foresaw is a row, too, and the other sources are read."""

    def fail(*args):
        raise ZeroDivisionError("surprise")

    monkeypatch.setattr("claims.sources.text.render_markdown", fail)

    rows = {row.source.removeprefix(f"{folder}/"): row for row in read(folder)}

    assert "ZeroDivisionError: surprise" == rows["inner/a.md"].detail
    assert BODY == rows["b.txt"].text


LINES = st.lists(
    st.sampled_from(["By Jane Doe", "3 May 2024", "Also Read: Deal Done", "KABUL: ", BODY, "• A", "# B"])
)


@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore"))
       | LINES.map(lambda lines: "\n".join(lines).encode()))  # fmt: skip
def test_any_content_is_read_or_named(tmp_path_factory, content):
    """One file, one row; what is read can be stored, and its sentences cover it."""
    path = tmp_path_factory.getbasetemp() / "any.bin"
    path.write_bytes(content)

    rows = read(path)

    assert rows
    for document in rows:
        document.model_dump_json().encode("utf-8")
        if isinstance(document, Document):
            covered = "".join(row.text for row in split_sentences([document]))

            assert "".join(document.text.split()) == "".join(covered.split())
            assert "\0" not in document.text


SCRAPS = st.lists(
    st.sampled_from(
        [
            "\n\n",
            "UPDATE: ",
            "BERGEN (AP) — ",
            "14:32 GMT ",
            "Photo: ",
            "Image 1 of 2 ",
            "× ",
            "(@a)",
            "He ran. ",
        ]
    )
    | st.text(alphabet=st.characters(exclude_categories=()), max_size=6)
    | st.text(alphabet="\u202e\ud800\0\u200b\xad\xa0\t\r“‘\"'()[]…. aB1\U0001f600", max_size=12)
)


@given(SCRAPS.map("".join))
def test_every_word_of_any_text_is_in_one_sentence(text):
    """Whatever the signs, spans are in order, exact and disjoint, and what is outside them is white space."""
    document = Document.of(text, source="a.txt")
    rows = split_sentences([document])

    assert "".join(text.split()) == "".join("".join(row.text.split()) for row in rows)
    assert [row.text for row in rows] == [text[row.start : row.end] for row in rows]
    assert all(above.end <= below.start for above, below in itertools.pairwise(rows))


@pytest.mark.parametrize(
    "text",
    ["word " * 9_000, "\n" * 10_000, "A line\n\n" * 500, "Image 1 of 2 " * 900, "(Photo: " * 900,
     "“a. " * 900, "(" * 9_000 + ")" * 9_000, "Anyone should call " * 900, "UPDATE: " * 900],
)  # fmt: skip
def test_a_hostile_document_takes_no_time(text):
    """No pattern of notices, captions or labels goes astray on its own words repeated."""
    rows = split_sentences([Document.of(text, source="a.txt")])

    assert "".join(text.split()) == "".join("".join(row.text.split()) for row in rows)


def test_words_survive_in_order():
    """Of a text without furniture nothing is lost, however its lines are cut."""
    words = [random.Random(0).choice(["army", "said", "that", "men", "died", "on"]) for _ in range(400)]
    text = ". ".join(" ".join(words[at : at + 20]).capitalize() for at in range(0, 400, 20)) + "."
    cut = "\n".join(" ".join(text.split()[at : at + 12]) for at in range(0, 400, 12))
    stdin = io.TextIOWrapper(io.BytesIO(cut.encode()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", stdin)
        [document] = read("-")

    assert text.split() == document.text.split()


def test_sentences_in_another_script_are_no_running_text(tmp_path):
    """They stand in the text, and nothing is read out of them."""
    path = tmp_path / "a.txt"
    path.write_text(f"{BODY}\n\n港务长说有十二艘船失踪。\n\nHe said so twice.\n\n{BODY}")
    [document] = read(path)

    assert ["港务长说有十二艘船失踪。"] == [
        sentence.text for sentence in split_sentences([document]) if sentence.heading
    ]
