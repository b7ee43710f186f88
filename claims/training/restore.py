"""The shipped cross-encoder as a user of sentence-transformers would have it: the same weights in float32.

    python -m claims.training.restore OUT

The package ships it in 8-bit integers only. Here they are turned back into the numbers that they stand
for, so that training can go on from it (`claims.training.nli --start OUT`), and others be asked beside it.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from claims.models.nli import MAX_PIECES
from claims.models.onnx import WEIGHTS, official_folder

LABELS = ("contradiction", "entailment", "neutral")  # the order it was trained in; what ships turns it
ROOT = "network."  # what the export calls the model that it was made of
PRODUCT = re.compile(r"/network/(?P<layer>.+)/(?:MatMul|Gemm)_output")


def write_cross_encoder(folder: Path) -> Path:
    """The folder, with a model in it that `CrossEncoder` loads."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    config = BertConfig.from_pretrained(
        official_folder(),
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={name: column for column, name in enumerate(LABELS)},
    )
    model = BertForSequenceClassification(config)
    model.load_state_dict({name: torch.tensor(values) for name, values in shipped_weights()})
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(official_folder(), model_max_length=MAX_PIECES).save_pretrained(folder)
    return folder


def shipped_weights() -> Iterator[tuple[str, Any]]:
    """Every matrix and vector of the shipped network under the name that BERT has for it, in float32."""
    import onnx

    graph = onnx.load(str(WEIGHTS / "nli" / "model.onnx")).graph
    stored = {row.name: onnx.numpy_helper.to_array(row) for row in graph.initializer}
    for name, values in stored.items():
        if name.startswith(ROOT) and name.endswith((".bias", "LayerNorm.weight")):
            yield name.removeprefix(ROOT), values
        elif name.startswith(ROOT) and name.endswith("embeddings.weight_quantized"):
            yield name.removeprefix(ROOT).removesuffix("_quantized"), widened(stored, name)
    for node in graph.node:
        product = PRODUCT.match(node.output[0])
        if product and node.op_type == "MatMulInteger":
            layer = product["layer"].replace("/", ".")
            yield f"{layer}.weight", widened(stored, node.input[1]).T.copy()


def widened(stored: dict[str, Any], name: str) -> Any:
    """The numbers that a stored matrix stands for: its scale times the distance from its zero."""
    stem = name.removesuffix("_quantized")
    zero = stored[f"{stem}_zero_point"].astype(np.float32)
    return stored[f"{stem}_scale"] * (stored[name].astype(np.float32) - zero)


if __name__ == "__main__":
    write_cross_encoder(Path(sys.argv[1]))
