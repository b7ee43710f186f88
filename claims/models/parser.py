"""Sentences -> parsed spaCy documents: tags, lemmas, Universal Dependencies, entities.

The shipped pipeline is spaCy's English tokenizer and rule lemmatizer around one fine-tuned
all-MiniLM-L6-v2 that scores tags, entities, arcs and labels at once (`claims/training/parser.py`
says how and why). Any installed spaCy pipeline with Universal Dependencies labels replaces it.
"""

import json
from collections.abc import Generator, Sequence
from typing import Any

import numpy as np

from claims.base.errors import ModelError
from claims.base.protocols import Parser
from claims.base.settings import SHIPPED, Settings
from claims.language.casing import CASINGS, casing_of
from claims.language.relations import set_relations
from claims.models.attribution import AttributionNetwork, read_relations
from claims.models.imports import load_spacy
from claims.models.onnx import WEIGHTS, load_tokenizer, open_session, run_each
from claims.models.repair import mend_charge, mend_series
from claims.models.ruler import add_ruler
from claims.models.trees import find_tree

MAX_PIECES = 510  # positions of the encoder; a longer sentence is parsed up to here, the rest hangs flat
FOLDER = WEIGHTS / "parser"
# the features by which spaCy's rule lemmatizer tells a word that is a base form already
BASE_FORMS = {
    "NN": "Number=Sing",
    "NNP": "Number=Sing",
    "VB": "VerbForm=Inf",
    "VBP": "Tense=Pres|VerbForm=Fin",
    "JJ": "Degree=Pos",
}


class ShippedParser:
    """The parser that comes with the package."""

    name = "claims-en (MiniLM, UD English EWT, int8)"

    def __init__(self, *, threads: int = 2) -> None:
        spacy = load_spacy()
        self._session = open_session(FOLDER)
        self._attribution = AttributionNetwork()
        self._threads = threads
        self._names = json.loads((FOLDER / "labels.json").read_text(encoding="utf-8"))
        self._nlp = spacy.blank("en")
        self._ruler = add_ruler(self._nlp)
        lemmatizer: Any = self._nlp.add_pipe("lemmatizer", config={"mode": "rule"})
        self._lemmatizer = lemmatizer.from_disk(FOLDER / "lemmatizer", exclude=["vocab"])
        for name in ("lemma_rules", "lemma_exc", "lemma_index"):  # the tables know auxiliaries as verbs
            table = self._lemmatizer.lookups.get_table(name)
            table["aux"] = table["verb"]
        self._lemmas: dict[tuple[str, str, str], str] = {}  # of each word by its two tags
        self._pieces = load_tokenizer()

    def parse(self, texts: Sequence[str]) -> list[Any]:
        """One `spacy.tokens.Doc` for each text, same order, one sentence each."""
        return list(self.pipe(texts))

    def pipe(self, texts: Sequence[str]) -> Generator[Any, None, None]:
        """The same, as they come: the rest is in the network while one is looked at."""
        blanks = [self.tokenize(text) for text in texts]
        sentences = [[token.text for token in blank] for blank in blanks if len(blank)]
        answers = run_each(self._answer, sentences, threads=self._threads)
        for blank in blanks:
            yield self._assemble(blank, *next(answers)) if len(blank) else blank

    def tokenize(self, text: str) -> Any:
        """The text cut into words: a `spacy.tokens.Doc` without annotations."""
        return self._nlp.make_doc(text)

    def encode(self, words: list[str]) -> list[Any]:
        """What the network answers to one sentence; last its layers, (1, 1 + n_words, n_layers, width)."""
        answer: list[Any] = self._session.run(None, self._feed(words))
        return answer

    def _answer(self, words: list[str]) -> tuple[list[Any], list[Any]]:
        *outputs, layers = self.encode(words)
        return outputs, self._attribution.score(layers, words)

    def _feed(self, words: list[str]) -> dict[str, Any]:
        """What the network is given of one sentence."""
        encoding = self._pieces.encode(words, is_pretokenized=True)
        pieces, places = encoding.ids[:MAX_PIECES], encoding.word_ids[:MAX_PIECES]
        casings = [0 if at is None else CASINGS.index(casing_of(words[at])) for at in places]
        feed = {
            "pieces": pieces,
            "mask": [1] * len(pieces),
            "casings": casings,
            "firsts": [0, *first_pieces(places, len(words))],  # the root is read off the opening piece
        }
        rows = {name: np.array([values], dtype=np.int64) for name, values in feed.items()}
        return rows | {"n_words": np.array([len(words)], dtype=np.int64)}

    def _assemble(self, blank: Any, outputs: list[Any], attribution: list[Any]) -> Any:
        """The spaCy document of one sentence."""
        from spacy.tokens import Doc

        upos, xpos, entities, arcs, labels = (output[0] for output in outputs)
        heads = find_tree(arcs)
        names = [self._names["labels"][index] for index in labels]
        tags = [self._names["xpos"][index] for index in xpos]
        words = [token.text for token in blank]
        mend_series(words, tags, heads, names)
        mend_charge(words, heads, names)
        pos = [self._names["upos"][index] for index in upos]
        tagged = list(zip(words, pos, tags, strict=True))
        lemmas = [self._lemmas.get(word, "") for word in tagged]
        doc = Doc(
            blank.vocab,
            words=words,
            spaces=[bool(token.whitespace_) for token in blank],
            pos=pos,
            tags=tags,
            lemmas=lemmas,
            morphs=[BASE_FORMS.get(tag, "") for tag in tags],
            heads=[at if head == 0 else int(head) - 1 for at, head in enumerate(heads)],
            deps=["ROOT" if head == 0 else name for name, head in zip(names, heads, strict=True)],
            ents=read_entities(entities, self._names["entities"]),
        )
        set_relations(doc, *read_relations(attribution))
        if "" in lemmas:
            self._lemmas.update(zip(tagged, (token.lemma_ for token in self._lemmatizer(doc)), strict=True))
        return self._ruler(doc)


def first_pieces(word_ids: Sequence[int | None], n_words: int) -> list[int]:
    """Where each word's first piece stands; a word without pieces borrows the one before.

    >>> first_pieces([None, 0, 0, 2, None], 3)
    [1, 1, 3]
    """
    firsts: dict[int, int] = {}
    for at, word in enumerate(word_ids):
        if word is not None:
            firsts.setdefault(word, at)
    starts, last = [], 0
    for word in range(n_words):
        last = firsts.get(word, last)
        starts.append(last)
    return starts


def read_entities(scores: Any, names: Sequence[str]) -> list[str]:
    """Best BIO tags, with an I- that follows nothing of its type made a B-."""
    tags: list[str] = []
    before = "O"
    for index in scores.argmax(1):
        tag = names[index]
        if tag.startswith("I-") and before[2:] != tag[2:]:
            tag = f"B-{tag[2:]}"
        tags.append(tag)
        before = tag
    return tags


class SpacyParser:
    """An installed spaCy pipeline."""

    def __init__(self, name: str) -> None:
        import spacy

        try:
            self._nlp = spacy.load(name)
        except OSError as error:
            raise ModelError(
                f"spaCy pipeline `{name}` is not installed", hint="set `parser` to `shipped`"
            ) from error
        labels = {label for pipe in self._nlp.pipe_labels.values() for label in pipe}
        if "obl" not in labels:
            raise ModelError(
                f"spaCy pipeline `{name}` has no Universal Dependencies labels",
                hint="choose one trained on a UD treebank, or set `parser` to `shipped`",
            )
        self.name = name

    def pipe(self, texts: Sequence[str]) -> Generator[Any, None, None]:
        """One `spacy.tokens.Doc` for each text, same order, as they come."""
        yield from self._nlp.pipe(texts)


def load_parser(settings: Settings) -> Parser:
    """The parser that the settings name."""
    if settings.parser != SHIPPED:
        return SpacyParser(settings.parser)
    return ShippedParser(threads=settings.workers)
