"""Words from a document -> words that are safe to print: on a terminal, in Markdown, Mermaid or CSV.

A document is written by strangers: what it says must never become markup, a formula or a terminal command.
"""

import re
import unicodedata

# Direction marks and invisible signs: with them a text reads otherwise than it is stored.
_HIDDEN = frozenset(
    chr(code)
    for first, last in (
        (0x00AD, 0x00AD),  # soft hyphen
        (0x061C, 0x061C),
        (0x200B, 0x200B),
        (0x200E, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x2069),
        (0xFEFF, 0xFEFF),
        (0xFFF9, 0xFFFB),
        (0xFFFE, 0xFFFF),
        (0xE0000, 0xE007F),  # tags
    )
    for code in range(first, last + 1)
)
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKDOWN = re.compile(r"[\\`*_\[\]|~$]")
_MARKDOWN_START = re.compile(r"^(?:[#+=-]|\d+(?=[.)](?: |$)))")
_FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")  # the last four: full width


def printable(text: str) -> str:
    r"""One line of text without control signs, direction overrides, lone surrogates or doubled spaces.

    >>> printable("a\x1b[31m\u202eb\n  c")
    'a[31mb c'
    """
    if text.isascii() and text.isprintable():  # most are: pages of thousands of quotes go through here
        return " ".join(text.split())
    kept = (_printable_character(character) for character in text)
    return " ".join("".join(kept).split())


def _printable_character(character: str) -> str:
    if character.isspace():
        return " "
    if character in _HIDDEN or unicodedata.category(character) in {"Cc", "Cs"}:
        return ""
    return character


def escape_markdown(text: str) -> str:
    r"""One line that a Markdown or HTML reader shows exactly as it was written.

    >>> escape_markdown("- [a](b) <i>|")
    '\\- \\[a\\](b) &lt;i&gt;\\|'
    """
    line = _MARKDOWN.sub(lambda found: "\\" + found[0], printable(text))
    line = "".join(_HTML.get(character, character) for character in line)
    return _MARKDOWN_START.sub(_escape_start, line)


def _escape_start(found: re.Match[str]) -> str:
    # "1." opens a list: there the sign after the number takes the backslash
    return found[0] + "\\" if found[0][0].isdigit() else "\\" + found[0]


def escape_mermaid(text: str) -> str:
    """One line for a quoted Mermaid label: whatever is no letter, digit or plain punctuation goes as a code.

    >>> escape_mermaid('say "hi"; %%')
    'say #34;hi#34;#59; #37;#37;'
    """
    safe = " .,:!?'-"
    return "".join(
        character if character.isalnum() or character in safe else f"#{ord(character)};"
        for character in printable(text)
    )


def escape_cell(text: str) -> str:
    """The text for a cell of a spreadsheet, never a formula: a leading apostrophe where it would start one.

    >>> escape_cell("=1+1"), escape_cell("46")
    ("'=1+1", '46')
    """
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def unescape_cell(text: str) -> str:
    """The text that `escape_cell` was given.

    >>> unescape_cell("'=1+1"), unescape_cell("'tis so")
    ('=1+1', "'tis so")
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text
