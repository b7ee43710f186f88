"""spaCy is loaded without what it would load besides."""

import subprocess
import sys

import pytest

from claims.models.imports import standing_in

NEEDLESS = {"torch", "cupy", "h5py", "weasel", "requests", "sentence_transformers", "sklearn"}


def packages_after(code):
    """Names of the packages that a program has loaded at its end."""
    code += "\nimport sys; print(*(name for name in sys.modules if sys.modules[name]), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stderr.split()}


def test_spacy_comes_alone():
    """No array library and no HTTP, and it works."""
    code = (
        "from claims.models.imports import load_spacy\n"
        "assert ['They', 'left', '.'] == [word.text for word in load_spacy().blank('en')('They left.')]"
    )

    assert set() == NEEDLESS & packages_after(code)


def test_what_spacy_lacks_can_be_loaded_after_it():
    """What stood in for it is gone, and the package stays the one that it is."""
    code = (
        "from claims.models.imports import load_spacy\n"
        "import sys\n"
        "assert load_spacy() is load_spacy() is sys.modules['spacy']\n"
        "assert {'torch', 'spacy.cli.info'}.isdisjoint(sys.modules)\n"
        "import spacy.cli\n"
        "assert callable(spacy.cli.info)"
    )

    assert "weasel" in packages_after(code)


@pytest.mark.model
def test_articles_are_read_and_compared_without_pytorch(tmp_path):
    """Neither PyTorch nor sentence-transformers is loaded unless the settings name such a model."""
    for paper, day, toll in (("Herald", 3, 12), ("Gazette", 4, 19)):
        told = f"A fire at the mill in Leeds killed {toll} people on Thursday, the mayor said."
        head = f"---\npublisher: {paper}\ndate: 2024-05-0{day}\n---\n"
        (tmp_path / paper).write_text(f"{head}{told}\n", encoding="utf-8")
    for *call, code in (("add", "Herald", 0), ("check", "Gazette", 1)):
        loaded = packages_after(
            f"import claims.cli, os, sys\nos.chdir({str(tmp_path)!r})\nsys.argv = {['claims', *call]!r}\n"
            f"try:\n    claims.cli.main()\nexcept SystemExit as end:\n    assert end.code == {code}, end.code"
        )

        assert set() == {"torch", "sentence_transformers"} & loaded


def test_what_is_loaded_already_is_left_alone():
    """A stand-in takes no module's place, and goes when the block ends."""
    with standing_in({"json": None, "no.such": None}):
        assert sys.modules["json"] is not None
        assert sys.modules["no.such"] is None

    assert "no.such" not in sys.modules
    assert sys.modules["json"] is not None
