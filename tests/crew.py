"""Models and steps that the workers of a cluster import, where no fixture and no test reaches.

What they did, and what they are to do, stands in the folder that CREW names.
"""

import os
import signal
from pathlib import Path

import numpy as np
from mill import SAID, HashEncoder, claim_of

from claims import run
from claims.base.errors import ModelError
from claims.base.protocols import Parcel, Step
from claims.base.records import Document, Record
from claims.judge import Panel
from claims.models.judge import ShippedJudge
from claims.rules import load_rules


class Contrary:
    """Finds a contradiction in any pair, so that the rules decide."""

    name = "contrary"

    def infer(self, pairs):
        """Shape (len(pairs), 3): entailment, neutral, contradiction."""
        return np.tile(np.array([0.02, 0.08, 0.9], dtype=np.float32), (len(pairs), 1))


class CrewTools(run.Tools):
    """Reads one sort of sentence, without a parser, and writes down what it did."""

    encoder = HashEncoder()
    panel = Panel(load_rules(), Contrary(), ShippedJudge())
    calls = 0

    def claims_of(self, documents, **_):
        """A claim for each toll of the fire."""
        self.work_on(document.text for document in documents)
        for document in documents:
            yield from (claim_of(document, match) for match in SAID.finditer(document.text))

    def embed(self, claims):
        """Vectors of the words, without the table of places that masking needs."""
        return self.encoder.encode([claim.text for claim in claims])

    def work_on(self, texts):
        """Note the texts; if told so, die in the middle of the work, or fail at one of them."""
        folder = Path(os.environ["CREW"])
        CrewTools.calls += 1
        if CrewTools.calls > 1 and is_told(folder / "die"):
            os.kill(os.getpid(), signal.SIGKILL)
        texts = list(texts)
        if (folder / "fail").exists() and (folder / "fail").read_text(encoding="utf-8") in texts:
            raise ModelError("the model is missing", hint="find it")
        with (folder / f"{os.getpid()}.done").open("a", encoding="utf-8") as file:
            file.writelines(f"{text}\n" for text in texts)


def is_told(order):
    """Whether the order stands; it is carried out once, whoever sees it first."""
    try:
        order.unlink()
    except FileNotFoundError:
        return False
    return True


class Told(Record):
    """What a step made of a text."""

    text: str


def repeat(tools, parcels):
    """Each text, with its vectors doubled."""
    texts = [parcel.record.text for parcel in parcels]
    tools.work_on(texts)
    return [Parcel(Told(text=text), parcel.vectors * 2) for text, parcel in zip(texts, parcels, strict=True)]


REPEAT = Step("repeat", repeat, given=Document, made=Told, at_once=4)
