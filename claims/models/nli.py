"""Pairs of statements -> does the first contradict, entail or leave open the second?

The default is a cross-encoder made from all-MiniLM-L6-v2 (`claims/training/nli.py`), run through ONNX
Runtime in 8-bit integers. Any other cross-encoder with three such labels is loaded through
sentence-transformers by name or path.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import numpy as np

from claims.base.errors import ModelError
from claims.base.protocols import Entailer, Vectors
from claims.base.settings import SHIPPED, Settings
from claims.models.devices import fit_to
from claims.models.onnx import WEIGHTS, checksum_of, load_tokenizer, open_session, run_each

LABELS = ("entailment", "neutral", "contradiction")  # order of the columns
MAX_PIECES = 256  # of both statements and the marks around them; the longer one is cut


class ShippedEntailer:
    """The shipped cross-encoder, int8, on the CPU."""

    def __init__(self, *, threads: int = 2) -> None:
        self.name = f"claims-nli {checksum_of(WEIGHTS / 'nli')}"
        self._session = open_session(WEIGHTS / "nli")
        self._threads = threads

    def infer(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        """Shape (len(pairs), 3), float32: entailment, neutral, contradiction; rows sum to 1."""
        if not pairs:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        rows = load_tokenizer(MAX_PIECES).encode_batch(list(pairs))
        answers = run_each(self._answer, rows, threads=self._threads)
        return np.vstack(list(answers))

    def _answer(self, encoding: Any) -> Vectors:
        pieces = np.array([encoding.ids], dtype=np.int64)
        types = np.array([encoding.type_ids], dtype=np.int64)
        feed = {"pieces": pieces, "mask": np.ones_like(pieces), "types": types}
        answer: Vectors = self._session.run(None, feed)[0]
        return answer


class CrossEncoderEntailer:
    """Any cross-encoder with the three labels, by hub name or local path."""

    def __init__(self, model: str, *, device: str = "cpu") -> None:
        try:
            from sentence_transformers import CrossEncoder

            self._model = CrossEncoder(model, device=device, trust_remote_code=False)
            self._columns = columns_of(self._model.model.config.id2label)
            self._batch = fit_to(self._model.model, device)
        except (ImportError, OSError, ValueError, RuntimeError) as error:
            raise ModelError(
                f"NLI model `{model}` cannot be loaded: {str(error).splitlines()[0]}",
                hint="set `nli_model` to a cross-encoder with the labels "
                f"{', '.join(LABELS)}, or to `shipped`",
            ) from error
        self.name = f"{model} {digest_of(self._model.model)}"

    def infer(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        """Shape (len(pairs), 3), float32: entailment, neutral, contradiction; rows sum to 1."""
        if not pairs:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        scores = self._model.predict(
            list(pairs), batch_size=self._batch, apply_softmax=True, show_progress_bar=False
        )
        shares: Vectors = np.asarray(scores, dtype=np.float32)[:, self._columns]
        shares /= shares.sum(axis=1, keepdims=True)  # half precision leaves them a bit off 1
        return shares


def digest_of(network: Any) -> str:
    """Hash of all weights of a torch module: a model that was trained on under its old name has another."""
    digest = sha256()
    for name, tensor in sorted(network.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().float().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def columns_of(labels: Mapping[int, str]) -> list[int]:
    """Where a model's answer holds each of LABELS.

    >>> columns_of({0: "contradiction", 1: "entailment", 2: "neutral"})
    [1, 2, 0]

    Raises:
        ValueError: a label is missing.
    """
    places = {name.casefold(): at for at, name in labels.items()}
    missing = [name for name in LABELS if name not in places]
    if missing:
        raise ValueError(f"no label {', '.join(missing)} among {', '.join(places)}")
    return [places[name] for name in LABELS]


def load_entailer(settings: Settings) -> Entailer:
    """The cross-encoder that the settings name."""
    if settings.nli_model != SHIPPED:
        return CrossEncoderEntailer(settings.nli_model, device=settings.device)
    return ShippedEntailer(threads=settings.workers)
