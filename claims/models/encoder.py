"""Texts -> unit vectors.

The default runs all-MiniLM-L6-v2 through ONNX Runtime in 8-bit integers: loading takes a fraction
of a second where sentence-transformers takes 6-7 s, and a test holds the two together (mean cosine,
shared neighbours). Any other model is loaded through sentence-transformers by name or path.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from claims.base.errors import ModelError
from claims.base.protocols import Encoder, Vectors
from claims.base.settings import SHIPPED, Settings
from claims.models.onnx import (
    OFFICIAL_SHA256,
    WEIGHTS,
    check_sha256,
    load_tokenizer,
    official_folder,
    open_session,
    run_each,
)

DIMENSIONS = 384
MAX_PIECES = 256  # what the model was trained for; longer texts are cut, as sentence-transformers does


class ShippedEncoder:
    """all-MiniLM-L6-v2, int8, on the CPU."""

    name = "all-MiniLM-L6-v2 (int8)"

    def __init__(self, *, threads: int = 2) -> None:
        self._session = open_session(WEIGHTS / "encoder")
        self._threads = threads

    def encode(self, texts: Iterable[str]) -> Vectors:
        """Shape (n texts, 384), float32, rows of length 1; of equal texts only one is worked out."""
        rows: dict[str, int] = {}
        places: list[int] = []

        def unlike() -> Iterator[str]:
            for text in texts:
                if text not in rows:
                    rows[text] = len(rows)
                    yield text
                places.append(rows[text])

        found = list(run_each(self._answer, unlike(), threads=self._threads))
        return np.vstack([np.zeros((0, DIMENSIONS), dtype=np.float32), *found])[places]

    def _answer(self, text: str) -> Vectors:
        pieces = np.array([load_tokenizer(MAX_PIECES).encode(text).ids], dtype=np.int64)
        answer: Vectors = self._session.run(None, {"pieces": pieces, "mask": np.ones_like(pieces)})[0]
        return answer


class SentenceTransformersEncoder:
    """Any model of sentence-transformers, by hub name or local path."""

    def __init__(self, model: str, *, device: str = "cpu") -> None:
        try:
            from sentence_transformers import SentenceTransformer

            self._model = SentenceTransformer(model, device=device, trust_remote_code=False)
        except (ImportError, OSError, ValueError, RuntimeError) as error:
            raise ModelError(
                f"embedding model `{model}` cannot be loaded: {str(error).splitlines()[0]}",
                hint="set `embedding_model` to an installed sentence-transformers model, or to `shipped`",
            ) from error
        self.name = model

    def encode(self, texts: Iterable[str]) -> Vectors:
        """Shape (n texts, n_dims), float32, rows of length 1."""
        wanted = list(texts)
        if not wanted:
            return np.zeros((0, self._model.get_sentence_embedding_dimension() or 0), dtype=np.float32)
        vectors = self._model.encode(wanted, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def load_official(*, device: str = "cpu") -> SentenceTransformersEncoder:
    """The official float32 weights of the default model, after their checksum."""
    folder = official_folder()
    check_sha256(folder / "model.safetensors", OFFICIAL_SHA256)
    return SentenceTransformersEncoder(str(folder), device=device)


def load_encoder(settings: Settings) -> Encoder:
    """The encoder that the settings name; the shipped one on a CPU, its float32 parent elsewhere."""
    if settings.embedding_model != SHIPPED:
        return SentenceTransformersEncoder(settings.embedding_model, device=settings.device)
    if settings.device != "cpu":
        return load_official(device=settings.device)
    return ShippedEncoder(threads=settings.workers)
