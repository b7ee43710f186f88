"""The models and tables of a run, each loaded when first asked for."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property

from claims import collect, group, judge
from claims import extract as reading
from claims.base.protocols import Encoder, Memory, Parser, Vectors
from claims.base.records import Claim, Document
from claims.base.settings import Settings
from claims.language.drafts import Leaves
from claims.rules import load_rules


class Tools:
    """The models and tables of a run, each loaded when first asked for."""

    memory: Memory | None = None

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def parser(self) -> Parser:
        """The parser that the settings name."""
        from claims.models.parser import load_parser

        return load_parser(self.settings)

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that the settings name."""
        from claims.models.encoder import load_encoder

        return load_encoder(self.settings)

    @cached_property
    def leaves(self) -> Leaves:
        """Parties and places."""
        return Leaves.load(self.settings)

    @cached_property
    def panel(self) -> judge.Panel:
        """The rules, plug-ins included, the cross-encoder that the settings name, and the judge."""
        from claims.models.judge import ShippedJudge
        from claims.models.nli import load_entailer
        from claims.models.recalling import RecallingEntailer

        entailer = RecallingEntailer(load_entailer(self.settings), lambda: self.memory)
        return judge.Panel(load_rules(), entailer, ShippedJudge())

    @contextmanager
    def recalling(self, memory: Memory, *, keep: bool = True) -> Iterator[None]:
        """Inside, the cross-encoder is asked nothing that `memory` knows; what is new is kept there."""
        from claims.models.recalling import Untouched

        self.memory = memory if keep else Untouched(memory)
        try:
            yield
        finally:
            self.memory = None

    def read(self, documents: Sequence[Document], **options: float) -> list[Claim]:
        """Documents -> claims."""
        return list(self.claims_of(documents, **options))

    def claims_of(self, documents: Sequence[Document], **options: float) -> Iterator[Claim]:
        """Documents -> claims, as they are read."""
        if documents:
            sentences = collect.split_sentences(list(documents))
            parser, leaves = self.parser, self.leaves
            yield from reading.extract_claims(documents, sentences, parser=parser, leaves=leaves, **options)

    def embed(self, claims: Iterable[Claim]) -> Vectors:
        """Claims -> vectors; those of the first are worked out while the last are still read."""
        return group.embed_claims(claims, self.encoder, self.leaves.parties)
