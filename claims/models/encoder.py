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
from claims.models.devices import fit_to
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
OFFICIAL_NAME = "all-MiniLM-L6-v2"
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
    """Any model of sentence-transformers, by hub name or local path; in half precision on a GPU.

    Args:
        model: hub name or local path.
        device: as torch names it.
        name: by which a ledger knows its vectors; the model's where none is given.
    """

    def __init__(self, model: str, *, device: str = "cpu", name: str | None = None) -> None:
        try:
            from sentence_transformers import SentenceTransformer

            self._model = SentenceTransformer(model, device=device, trust_remote_code=False)
        except (ImportError, OSError, ValueError, RuntimeError) as error:
            raise ModelError(
                f"embedding model `{model}` cannot be loaded: {str(error).splitlines()[0]}",
                hint="set `embedding_model` to an installed sentence-transformers model, or to `shipped`",
            ) from error
        self.name = name or model
        self._batch = fit_to(self._model, device)

    def encode(self, texts: Iterable[str]) -> Vectors:
        """Shape (n texts, n_dims), float32, rows of length 1; of equal texts only one is worked out."""
        given = list(texts)
        wanted = list(dict.fromkeys(given)) or [""]
        found = self._model.encode(
            wanted, batch_size=self._batch, normalize_embeddings=True, show_progress_bar=False
        )
        vectors = np.asarray(found, dtype=np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)  # half precision leaves them a bit off 1
        rows = dict(zip(wanted, vectors, strict=True))
        return np.array([rows[text] for text in given], dtype=np.float32).reshape(-1, vectors.shape[1])


def load_official(*, device: str = "cpu") -> SentenceTransformersEncoder:
    """The official float32 weights of the default model, after their checksum."""
    folder = official_folder()
    check_sha256(folder / "model.safetensors", OFFICIAL_SHA256)
    return SentenceTransformersEncoder(str(folder), device=device, name=OFFICIAL_NAME)


def load_encoder(settings: Settings) -> Encoder:
    """The encoder that the settings name; the shipped one on a CPU, its float32 parent elsewhere."""
    if settings.embedding_model != SHIPPED:
        return SentenceTransformersEncoder(settings.embedding_model, device=settings.device)
    if settings.device != "cpu":
        return load_official(device=settings.device)
    return ShippedEncoder(threads=settings.workers)
