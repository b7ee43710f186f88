"""Loads spaCy without what it loads besides, and the shipped parser has no use for.

thinc, below spaCy, imports whatever array library is installed: PyTorch alone takes longer than everything
else that reads an article. And spaCy imports its own command line, with the HTTP libraries behind it.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

ARRAYS = ("cupy", "h5py", "torch")
COMMANDS = "spacy.cli.info"


def load_spacy() -> Any:
    """The package `spacy`; where it was not loaded yet, without array libraries and its command line."""
    if "spacy" not in sys.modules:
        stand_in = ModuleType(COMMANDS)
        stand_in.__dict__["info"] = None
        with standing_in({**dict.fromkeys(ARRAYS), COMMANDS: stand_in}):
            import spacy  # noqa: F401 - is found among the modules
    return sys.modules["spacy"]


@contextmanager
def standing_in(modules: Mapping[str, ModuleType | None]) -> Iterator[None]:
    """While inside, these stand for the modules of their names that are not loaded; None for none at all."""
    absent = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(absent)  # type: ignore[arg-type]  # None says that there is no such module
    try:
        yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)
