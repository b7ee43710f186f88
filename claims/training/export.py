"""Turns trained networks into the ONNX int8 files that ship.

    python -m claims.training.export parser CHECKPOINT_FOLDER OUT
    python -m claims.training.export attribution CHECKPOINT_FOLDER OUT
    python -m claims.training.export nli CHECKPOINT_FOLDER OUT
    python -m claims.training.export encoder OUT

Weights of matrix products and the word-piece table become 8-bit integers (dynamic quantisation: the
activations are scaled at run time), without a sign, so that every processor works out the same;
everything small stays float32. The lemmatizer's tables come from
spacy-lookups-data (MIT; WordNet 3.0 licence for the English ones). The cards beside the weights
give the figures before and after.
"""

import argparse
import json
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import spacy
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from transformers import AutoModelForSequenceClassification, BertModel

from claims.models.nli import columns_of
from claims.training.attribution import WIDTH, AttributionHead
from claims.training.parser import ENCODER, UPPER_LAYERS, ParserNetwork

SIZES = {"firsts": "words_and_root", "layers": "words_and_root", "quotes": "words"}


class SentenceEncoder(nn.Module):
    """all-MiniLM-L6-v2 with its pooling: mean over pieces, then length 1."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            ENCODER, add_pooling_layer=False, attn_implementation="eager"
        )

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """(batch, n_pieces) twice -> (batch, 384)."""
        hidden = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(hidden.dtype)
        return nn.functional.normalize((hidden * weights).sum(1) / weights.sum(1).clamp(min=1e-9), dim=-1)


class PairClassifier(nn.Module):
    """A cross-encoder with its probabilities, in the order of LABELS."""

    def __init__(self, checkpoint: Path) -> None:
        super().__init__()
        self.network = AutoModelForSequenceClassification.from_pretrained(
            str(checkpoint), attn_implementation="eager"
        )
        self.columns = columns_of(self.network.config.id2label)

    def forward(self, pieces: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """(batch, n_pieces) three times -> (batch, 3)."""
        scores = self.network(input_ids=pieces, attention_mask=mask, token_type_ids=types).logits
        return torch.softmax(scores[:, self.columns], -1)


def write_onnx(
    network: nn.Module,
    inputs: dict[str, Tensor],
    outputs: dict[str, dict[int, str]],
    out: Path,
    *,
    keep: tuple[str, ...] = (),
) -> None:
    """Exports and quantises; nodes whose name begins with one of `keep` stay float32."""
    axes = {name: {0: "batch", 1: "pieces"} for name in inputs} | outputs
    axes |= {name: {0: "batch", 1: size} for name, size in SIZES.items() if name in inputs}
    if "n_words" in axes:
        axes["n_words"] = {0: "batch"}
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder) / "plain.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            network.eval(),
            tuple(inputs.values()),
            str(plain),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        nodes = [node.name for node in onnx.load(str(ready)).graph.node if node.name.startswith(keep)]
        quantize_dynamic(
            str(ready),
            str(out),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
            nodes_to_exclude=nodes,
        )
    drop_signs(out)


def drop_signs(path: Path) -> None:
    """Turns signed weights of integer products into unsigned ones, each product staying what it is.

    x86 processors without VNNI add products of unsigned and signed bytes in 16 bits, which overflow: the
    networks answer worse there, and otherwise than where they were measured. Unsigned by unsigned is exact
    everywhere (ONNX Runtime, "Quantize ONNX models", on U8S8 and U8U8).
    """
    model = onnx.load(str(path))
    for weights in model.graph.initializer:
        if weights.data_type == onnx.TensorProto.INT8:
            raised = numpy_helper.to_array(weights).astype(np.int16) + 128
            weights.CopyFrom(numpy_helper.from_array(raised.astype(np.uint8), weights.name))
    onnx.save(model, str(path))


def export_parser(checkpoint: Path, out: Path) -> None:
    """`parser.pt` and `labels.json` -> `model.onnx`, `labels.json`."""
    names = json.loads((checkpoint / "labels.json").read_text())
    network = ParserNetwork({layer: len(values) for layer, values in names.items()})
    network.load_state_dict(torch.load(checkpoint / "parser.pt", weights_only=True)["network"])
    pieces = torch.randint(1000, 2000, (2, 9))
    inputs = {
        "pieces": pieces,
        "mask": torch.ones_like(pieces),
        "casings": torch.ones_like(pieces),
        "firsts": torch.arange(6).expand(2, 6).contiguous(),
        "n_words": torch.tensor([5, 4]),
    }
    rows = {0: "batch", 1: "words"}
    outputs = {
        "upos": rows,
        "xpos": rows,
        "entities": rows,
        "arcs": {**rows, 2: "words_and_root"},
        "labels": rows,
        "layers": {0: "batch", 1: "words_and_root"},
    }
    out.mkdir(parents=True, exist_ok=True)
    scorers = ("/arc", "/label", "/upos", "/xpos", "/entities", "/MatMul")  # the last scores labels
    write_onnx(network, inputs, outputs, out / "model.onnx", keep=scorers)
    shutil.copy(checkpoint / "labels.json", out / "labels.json")
    write_sha256(out)
    nlp = spacy.blank("en")
    lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    nlp.initialize()
    lemmatizer.to_disk(out / "lemmatizer", exclude=["vocab"])


def export_attribution(checkpoint: Path, out: Path) -> None:
    """`attribution.pt` -> `model.onnx`."""
    network = AttributionHead()
    network.load_state_dict(torch.load(checkpoint / "attribution.pt", weights_only=True))
    words = {0: "batch", 1: "words"}
    out.mkdir(parents=True, exist_ok=True)
    write_onnx(
        network,
        {"layers": torch.randn(2, 6, UPPER_LAYERS, WIDTH), "quotes": torch.zeros(2, 5, dtype=torch.long)},
        {"cues": words, "resumed": words, "parts": {**words, 2: "words"}},
        out / "model.onnx",
        keep=("/parts", "/as_", "/cue", "/resumed"),
    )
    write_sha256(out)


def export_nli(checkpoint: Path, out: Path) -> None:
    """A trained cross-encoder -> `model.onnx`."""
    pieces = torch.randint(1000, 2000, (2, 9))
    types = torch.tensor([[0] * 5 + [1] * 4] * 2)
    out.mkdir(parents=True, exist_ok=True)
    write_onnx(
        PairClassifier(checkpoint),
        {"pieces": pieces, "mask": torch.ones_like(pieces), "types": types},
        {"shares": {0: "batch"}},
        out / "model.onnx",
        keep=("/network/classifier", "/network/pooler"),
    )
    write_sha256(out)


def write_sha256(folder: Path) -> None:
    """The checksum that is verified whenever the model is loaded, in the format of sha256sum."""
    digest = sha256((folder / "model.onnx").read_bytes()).hexdigest()
    (folder / "sha256").write_text(f"{digest}  model.onnx\n", encoding="ascii")


def export_encoder(out: Path) -> None:
    """The official weights -> `model.onnx`."""
    pieces = torch.randint(1000, 2000, (2, 9))
    out.mkdir(parents=True, exist_ok=True)
    write_onnx(
        SentenceEncoder(),
        {"pieces": pieces, "mask": torch.ones_like(pieces)},
        {"vectors": {0: "batch"}},
        out / "model.onnx",
    )
    write_sha256(out)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = arguments.add_subparsers(dest="command", required=True)
    for name in ("parser", "attribution", "nli"):
        command = commands.add_parser(name)
        command.add_argument("checkpoint", type=Path)
        command.add_argument("out", type=Path)
    commands.add_parser("encoder").add_argument("out", type=Path)
    given = arguments.parse_args()
    if given.command == "encoder":
        export_encoder(given.out)
    else:
        {"parser": export_parser, "attribution": export_attribution, "nli": export_nli}[given.command](
            given.checkpoint, given.out
        )
