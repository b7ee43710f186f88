"""What sentence-transformers is told where a GPU is chosen; no GPU, and no torch, is needed to see it."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from claims.base.settings import Settings
from claims.models import model_names
from claims.models.devices import BATCH, GPU_BATCH, fit_to
from claims.models.encoder import OFFICIAL_NAME, load_encoder
from claims.models.nli import load_entailer

TEXTS = ["The dam burst.", "Rain fell.", "The dam burst."]
PAIRS = [("The dam burst.", "The dam held."), ("Rain fell.", "It was wet.")]


class Network:
    """A torch module, as far as it is asked."""

    config = SimpleNamespace(id2label={0: "contradiction", 1: "entailment", 2: "neutral"})

    def __init__(self):
        self.is_half = False

    def half(self):
        """Notes that it was halved."""
        self.is_half = True

    def state_dict(self):
        """No weights."""
        return {}


class FakeTransformer(Network):
    """An encoder that notes how it is used; its vectors are as far off length 1 as halves are."""

    made: list["FakeTransformer"] = []  # noqa: RUF012 - emptied by the fixture

    def __init__(self, model, *, device, trust_remote_code):
        super().__init__()
        self.model, self.device, self.trusted = Network(), device, trust_remote_code
        self.calls = []
        FakeTransformer.made.append(self)

    def encode(self, texts, **options):
        """Shape (len(texts), 2)."""
        self.calls.append((texts, options["batch_size"]))
        return np.array([[len(text) * 1.001, 1.0] for text in texts], dtype=np.float16)

    def predict(self, pairs, **options):
        """Shape (len(pairs), 3), in the order of `config`."""
        self.calls.append((pairs, options["batch_size"]))
        return np.tile(np.array([0.7, 0.1, 0.2], dtype=np.float16), (len(pairs), 1))


@pytest.fixture(autouse=True)
def sentence_transformers(monkeypatch):
    """The package, without its weight."""
    FakeTransformer.made = []
    module = SimpleNamespace(SentenceTransformer=FakeTransformer, CrossEncoder=FakeTransformer)
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)


@pytest.mark.parametrize(
    ("device", "batch", "halved"),
    [("cpu", BATCH, False), ("cuda", GPU_BATCH, True), ("cuda:1", GPU_BATCH, True)],
)
def test_an_encoder_runs_where_the_settings_say(device, batch, halved):
    """On a GPU in large batches of half precision; equal texts are given once, rows have length 1."""
    vectors = load_encoder(Settings(embedding_model="tiny", device=device)).encode(iter(TEXTS))

    [network] = FakeTransformer.made
    assert (device, False, halved) == (network.device, network.trusted, network.is_half)
    assert [(TEXTS[:2], batch)] == network.calls
    assert (np.float32, (3, 2)) == (vectors.dtype, vectors.shape)
    np.testing.assert_array_equal(vectors[0], vectors[2])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


@pytest.mark.parametrize(("device", "batch", "halved"), [("cpu", BATCH, False), ("cuda", GPU_BATCH, True)])
def test_a_cross_encoder_runs_where_the_settings_say(device, batch, halved):
    """As the encoder; its columns are put in our order and its shares sum to 1."""
    shares = load_entailer(Settings(nli_model="tiny", device=device)).infer(PAIRS)

    [network] = FakeTransformer.made
    assert (device, False, halved) == (network.device, network.trusted, network.model.is_half)
    assert [(PAIRS, batch)] == network.calls
    np.testing.assert_allclose(shares, [[0.1, 0.2, 0.7]] * 2, atol=1e-3)
    np.testing.assert_allclose(shares.sum(axis=1), 1, atol=1e-6)


def test_the_default_on_a_gpu_is_known_by_one_name_everywhere():
    """A ledger made on one machine names its vectors as another does, not by a path."""
    settings = Settings(device="cuda")

    assert OFFICIAL_NAME == load_encoder(settings).name == model_names(settings)[1]


def test_nothing_to_encode_has_the_width_of_the_model():
    """No texts, no rows, also on a GPU."""
    assert (0, 2) == load_encoder(Settings(embedding_model="tiny", device="cuda")).encode([]).shape


def test_a_processor_keeps_full_precision():
    """Halves are for CUDA devices alone."""
    network = Network()

    assert [BATCH, BATCH] == [fit_to(network, device) for device in ("cpu", "mps")]
    assert not network.is_half
