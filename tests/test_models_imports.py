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
def test_an_article_is_read_without_pytorch(tmp_path):
    """Neither PyTorch nor sentence-transformers is loaded unless the settings name such a model."""
    article = tmp_path / "fire.txt"
    article.write_text("The mill burned down on Monday. Ann Lee, the mayor, said that 12 workers died.\n" * 3)
    code = "from claims import run\nfrom claims.base.settings import load_settings\n"
    code += f"print(list(run.extract([{str(article)!r}], load_settings())))"

    assert set() == NEEDLESS & packages_after(code)


def test_what_is_loaded_already_is_left_alone():
    """A stand-in takes no module's place, and goes when the block ends."""
    with standing_in({"json": None, "no.such": None}):
        assert sys.modules["json"] is not None
        assert sys.modules["no.such"] is None

    assert "no.such" not in sys.modules
    assert sys.modules["json"] is not None
