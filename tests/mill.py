"""Articles on a fire at a mill that are read without a parser: for tests of what comes after reading."""

import hashlib
import re

import numpy as np

from claims.base.records import Claim, Quantity, content_id

SAID = re.compile(r"(\w+) said that (\d+) people died in the fire at the mill")


class HashEncoder:
    """Bag of hashed words: no weights, the same vector everywhere."""

    name = "hash"

    def encode(self, texts):
        """Shape (n texts, 64), rows of length 1."""
        texts = list(texts)
        vectors = np.full((len(texts), 64), 1e-6, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.casefold().split():
                vectors[row, hashlib.blake2b(word.encode(), digest_size=1).digest()[0] % 64] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def claim_of(document, match):
    """The toll as a claim."""
    start, end = match.span()
    toll = Quantity(
        text=match[2], low=int(match[2]), high=int(match[2]), unit=None, of="people", role="killed"
    )
    return Claim(
        id=content_id(document.id, start, end),
        document=document.id,
        origin=document.id,
        text=match[0].partition(" said that ")[2],
        quote=match[0],
        start=start,
        end=end,
        sentence=match[0],
        speaker=match[1],
        quantities=(toll,),
        places=("Lyon",),
        names=("Mill",),
        published=document.published,
        predicate="die",
        event="fire",
        incident=content_id(document.id, "fire"),
        deadly=True,
    )
