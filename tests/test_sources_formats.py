"""What the bytes of a source give, format by format."""

import json
import logging
import zipfile
from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.base.records import Skipped
from claims.base.settings import Settings
from claims.sources.formats import read_stream
from claims.sources.reading import Reading, tidy

SETTINGS = Settings(max_bytes=100_000, max_pages=3)
BODY = "The army said on Monday that 47 people had died. It gave no names."


def read(content, settings=SETTINGS):
    """Every row that `content` gives."""
    return list(read_stream(BytesIO(content), "in", settings))


def pdf_of(*pages, locked=False):
    """A PDF with the given lines, each (x, y, size, text), made by hand so that no library is needed."""
    streams = [
        "BT "
        + " ".join(f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj" for x, y, size, text in lines)
        + " ET"
        for lines in pages
    ]
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, stream in enumerate(streams):
        fonts = "/Resources << /Font << /F1 3 0 R >> >>"
        box = f"/MediaBox [0 0 595 842] {fonts} /Contents {5 + 2 * at} 0 R"
        objects += [
            f"<< /Type /Page /Parent 2 0 R {box} >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    content = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'00' * 32}> /U <{'00' * 32}> /P -4 >> "
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R {lock if locked else ''}/ID [<00><00>] >>"
    first = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    return content + f"{first}{table}trailer\n{trailer}\nstartxref\n{len(content)}\n%%EOF".encode()


def docx_of(*paragraphs, **properties):
    """A Word document with the given paragraphs, each (style, text)."""
    document = docx.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_in_any_form(encoding):
    """A byte order mark says how to read, and is no part of the text."""
    text = "The “naïve” view of Kabul — 2,640 km."

    assert text == read(text.encode(encoding))[0].text


def test_an_old_encoding_is_guessed_and_named(caplog):
    """Text that is not UTF-8 is read, and a warning says how."""
    text = "Le général a déclaré que l’armée était présente à la frontière. " * 5

    with caplog.at_level(logging.WARNING):
        reading = read(text.encode("cp1252"))[0]

    assert tidy(text) == reading.text
    assert "not UTF-8, read as" in caplog.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (bytes(range(256)) * 8, "unsupported"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "unsupported"),
        (b"{\\rtf1 Text}", "unsupported"),
        (b"%PDF-1.7 broken", "unreadable"),
        (pdf_of([], locked=True), "unreadable"),
        (pdf_of([]), "empty"),
        (b"PK\x03\x04 broken", "unreadable"),
        (docx_of(("Normal", BODY))[:-300], "unreadable"),
        (b'{"name": "a package"}', "unsupported"),
        (b"[" * 90_000, "text"),
        (b"**a [b](" * 10_000, "text"),
        (b"<rss version='2.0'><channel/></rss>", "empty"),
        (b"<urlset><url><loc>https://example.org/</loc></url></urlset>", "unsupported"),
        (b"a" * 200_000, "too large"),
        (b"<html><body></body></html>", "empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(content, reason):
    """One row for a bad source, with the reason."""
    [row] = read(content)

    assert reason == (row.reason if isinstance(row, Skipped) else "text")


def test_a_zip_that_is_no_document():
    """An archive is not opened in the hope of a document."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", BODY)

    [row] = read(stream.getvalue())

    assert ("unsupported", "a ZIP archive that is no Word document") == (row.reason, row.detail)


def test_a_zip_bomb_is_not_unpacked():
    """A document that would unpack to a thousand times its size is refused."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 20_000_000)

    [row] = read(stream.getvalue())

    assert "too large" == row.reason


def test_front_matter_is_metadata():
    """What stands between the rules is about the text, not in it."""
    [reading] = read(
        b"---\ntitle: Strikes: a view\nauthor: [Jane Doe, Li Wei]\ndate: 2024-04-23\n---\n\nIt *rained*.\n"
    )

    assert ("Strikes: a view", "Jane Doe, Li Wei", "2024-04-23", "It rained.") == (
        reading.title, reading.author, str(reading.published), reading.text,
    )  # fmt: skip


def test_markdown_marks_go_and_words_stay():
    """Headings, emphasis, links, lists, quotes and tables lose their marks only."""
    text = (
        "# A title\n\nThe **army** [said](http://x.org) so.\n\n![alt](a.png)\n\n- One.\n- Two.\n\n> A quote."
    )
    text += "\n\n|a|b|\n|-|-|\n|1|2|"

    assert (
        "A title\n\nThe army said so.\n\nOne.\n\nTwo.\n\nA quote.\n\na | b\n\n1 | 2"
        == read(text.encode())[0].text
    )


def test_wrapped_markdown_is_joined():
    """A line end inside a paragraph is a space, unless the line is as short as those of a masthead."""
    text = b"## A deal\n\nBy Jane Doe\n3 May 2024\n\nThe ministry said that 1,200\npeople had fled."

    assert "A deal\n\nBy Jane Doe\n3 May 2024\n\nThe ministry said that 1,200 people" in read(text)[0].text


def test_plain_text_is_not_taken_for_markdown():
    """Indents, stars and underscores of a plain text stay as they are."""
    text = "    Indented first line of 5 * 3 words_with_underscores.\n\nNext."

    assert text.strip() == read(text.encode())[0].text


PAGE = """<!DOCTYPE html><html><head><title>Strikes | The Daily Example</title>
<meta property="og:site_name" content="The Daily Example"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2024-04-23T10:00:00Z"></head>
<body><nav><a href="/">Home</a><a href="/w">World</a></nav><article><h1>Strikes</h1>
<p>The army said on Monday that 47 people, among them children, had been killed in two provinces.</p>
<p>“We did nothing of the sort,” a minister told reporters on June 1, 2023, in the capital.</p></article>
<footer>All rights reserved.</footer></body></html>"""


def test_a_page_gives_its_article_and_metadata():
    """The article without the page around it; publisher, author and date from the head."""
    [reading] = read(PAGE.encode())

    assert ("The Daily Example", "Jane Doe", "2024-04-23") == (
        reading.publisher, reading.author, str(reading.published),
    )  # fmt: skip
    assert "had been killed in two provinces.\n\n“We did nothing of the sort,”" in reading.text
    assert "Home" not in reading.text
    assert "rights reserved" not in reading.text


def test_a_date_in_the_running_text_is_no_date_of_publication():
    """A page without a date has none, whatever its sentences mention."""
    page = "".join(line for line in PAGE.splitlines(keepends=True) if "published_time" not in line)

    assert [None] == [reading.published for reading in read(page.encode())]


def test_lines_of_a_pdf_become_paragraphs():
    """Lines are joined, words divided at a line end too; headers and page numbers go."""
    first = [
        (72, 800, 9, "The Example Review"), (72, 740, 18, "A title"),
        (72, 700, 11, "The army said on Monday that 47 people had been killed in two prov-"),
        (72, 686, 11, "inces in the east of the country, and that it knew nothing of the rest"),
        (72, 672, 11, "of them."),
        (72, 648, 11, "A second paragraph begins here and goes on to the page that follows it,"),
        (300, 40, 9, "Page 1 of 2"),
    ]  # fmt: skip
    second = [
        (72, 800, 9, "The Example Review"),
        (72, 740, 11, "where it ends."),
        (300, 40, 9, "Page 2 of 2"),
    ]

    [reading] = read(pdf_of(first, second))

    assert [
        "A title",
        "The army said on Monday that 47 people had been killed in two provinces in the east of the country,"
        " and that it knew nothing of the rest of them.",
        "A second paragraph begins here and goes on to the page that follows it, where it ends.",
    ] == reading.text.split("\n\n")
    assert "The Example Review" == reading.publisher


def test_a_long_pdf_is_read_up_to_the_limit(caplog):
    """The first pages are read, and a warning names what was not."""
    words = ("first", "second", "third", "fourth", "fifth")
    pages = [[(72, 700, 11, f"This is what page {word} of the report says.")] for word in words]

    [reading] = read(pdf_of(*pages))

    assert 3 == reading.text.count("This is what page")
    assert "read 3 of 5 pages" in caplog.text


def test_a_word_document_gives_headings_tables_and_properties():
    """Every paragraph in order, those in tables too; title and author from the properties."""
    document = docx.Document()
    document.add_heading("What is known", level=1)
    document.add_paragraph(BODY)
    document.add_table(rows=1, cols=2).rows[0].cells[1].text = "47 killed"
    document.core_properties.title = "Strikes"
    document.core_properties.author = "Jane Doe"
    stream = BytesIO()
    document.save(stream)

    [reading] = read(stream.getvalue())

    assert f"What is known\n\n{BODY}\n\n47 killed" == reading.text
    assert ("Strikes", "Jane Doe") == (reading.title, reading.author)


def test_the_template_of_a_library_is_no_author():
    """What a program writes into each new document says nothing of this one."""
    [reading] = read(docx_of(("Normal", BODY)))

    assert (None, None) == (reading.author, reading.drafted)


def test_json_lines_lose_only_their_bad_lines():
    """Each line is a document of its own; a bad one is named by its number."""
    rows = [
        json.dumps({"text": "One.", "published": "2024-04-23", "publisher": "P", "id": "a1", "more": 1}),
        "{broken", "", '{"text": 5}', "[1]",
        json.dumps({"text": "Two. " + "x" * 100}), '{"text": "Three \\ud800."}',
    ]  # fmt: skip
    rows.insert(4, json.dumps({"text": "long " * 30_000}))

    found = read("\n".join(rows).encode())

    assert ["in#a1", "in:2", "in:4", "in:5", "in:6", "in:7", "in:8"] == [row.source for row in found]
    assert [True, False, False, False, False, True, True] == [isinstance(row, Reading) for row in found]
    assert ["unreadable", "unreadable", "too large", "unreadable"] == [
        row.reason for row in found if isinstance(row, Skipped)
    ]
    assert "Three ." == found[-1].text


@pytest.mark.parametrize("content", [b'{\n "text": "One."\n}', b'[{"text": "One."}]', b'\n{"text": "One."}'])
def test_json_over_several_lines_is_read(content):
    """One object or a list of them is as good as a line each."""
    assert ["One."] == [reading.text for reading in read(content)]


STARTS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<p>", b'{"text": "', b"---\n"]


@given(st.binary(max_size=300), st.sampled_from(STARTS))
def test_no_bytes_are_too_strange(content, start):
    """Whatever the bytes, every reading is text that can be stored."""
    for row in read(start + content):
        text = row.text if isinstance(row, Reading) else row.detail

        assert "\0" not in text
        text.encode("utf-8")
