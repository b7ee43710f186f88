"""Where a run spends its time, heard from outside: nothing in the package knows that it is measured."""

import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from inspect import ismodule
from pathlib import Path
from time import perf_counter
from types import GeneratorType
from typing import Any

from claims.base.records import Claim

# The functions whose time is a stage's; of one that calls another, each keeps its own. What is in none of
# them is told as the rest. `tests/test_bench.py` says when a stage has none of its functions any more.
STAGES = {
    "load": (
        "claims.models.parser:load_parser",
        "claims.models.encoder:load_encoder",
        "claims.models.nli:load_entailer",
    ),
    "read": (
        "claims.collect:read_documents",
        "claims.collect:split_sentences",
        "claims.extract:extract_claims",
    ),
    "embed": ("claims.group:embed_claims",),
    "near": ("claims.store.ledger:Ledger.next_frame",),
    "incidents": ("claims.rules.origins:trace_origins", "claims.group:find_incidents"),
    "topics": ("claims.group:find_topics",),
    "pairs": ("claims.group:pair_claims",),
    "judge": ("claims.judge:find_contradictions", "claims.judge:weigh", "claims.judge:fold"),
    "save": (
        "claims.store.ledger:Ledger.save_document",
        "claims.store.ledger:Ledger.save_findings",
        "claims.store.ledger:Ledger.save_places",
        "claims.store.ledger:Ledger.save_pairs",
    ),
}
SENTENCES = "claims.collect:split_sentences"
PAIRS = "claims.rules.pairs:Pair.__init__"
QUESTIONS = "claims.models.nli:ShippedEntailer.infer"
HEARD = ("seconds", "pieces", "operations")  # of a network
WIDTH, INNER, LAYERS = 384, 1536, 6  # of all-MiniLM-L6-v2, which the parser, encoder and cross-encoder are


class Stopwatch:
    """What was heard while `listening`.

    Args:
        wanted: pairs of documents whose pairs of claims are kept; all others are only counted.
    """

    def __init__(self, wanted: Set[frozenset[str]] = frozenset()) -> None:
        self.wanted = wanted
        self.couples: list[tuple[Claim, Claim]] = []
        self.stages: Counter[str] = Counter()
        self.sentences = 0
        self.pairs = 0
        self.questions: set[tuple[str, str]] = set()  # texts put to the cross-encoder, either way round
        self.networks: dict[str, Network] = defaultdict(Network)
        self._running: list[str] = []
        self._since = 0.0
        self._undo: list[Callable[[], None]] = []

    @contextmanager
    def listening(self) -> Iterator[None]:
        """While it lasts, the functions of STAGES and all networks are timed."""
        self.start()
        try:
            yield
        finally:
            for step in reversed(self._undo):
                step()

    def start(self) -> None:
        """From now on the functions of STAGES and all networks are timed."""
        known = [(path, stage) for stage, paths in STAGES.items() for path in paths if is_there(path)]
        undo = [self._time(path, stage) for path, stage in known]
        heard = {SENTENCES: self._hear_sentences, PAIRS: self._hear_pairs, QUESTIONS: self._hear_questions}
        undo += [hear(path, listener) for path, listener in heard.items()]
        self._undo = [*undo, *self._time_networks()]

    def take(self) -> dict[str, Any]:
        """What was heard in this process since it was last asked; of pairs nothing, which others made."""
        heard = {
            "stages": dict(self.stages),
            "sentences": self.sentences,
            "questions": sorted(self.questions),
            "networks": {name: network.figures() for name, network in self.networks.items()},
        }
        self.stages.clear()
        self.sentences = 0
        self.questions.clear()
        for network in self.networks.values():
            network.add({name: -value for name, value in network.figures().items()})
        return heard

    def add(self, heard: dict[str, Any]) -> None:
        """What another process heard."""
        self.stages.update(heard["stages"])
        self.sentences += heard["sentences"]
        self.questions.update(map(tuple, heard["questions"]))
        for name, figures in heard["networks"].items():
            self.networks[name].add(figures)

    def _time(self, path: str, stage: str) -> Callable[[], None]:
        def timed(function: Callable[..., Any]) -> Callable[..., Any]:
            @wraps(function)
            def wrapper(*args: Any, **options: Any) -> Any:
                with self._inside(stage):
                    result = function(*args, **options)
                return self._stepwise(result, stage) if isinstance(result, GeneratorType) else result

            return wrapper

        return replace(path, timed)

    def _stepwise(self, rows: Iterator[Any], stage: str) -> Iterator[Any]:
        """What comes one by one, each step timed."""
        end = object()
        while True:
            with self._inside(stage):
                row = next(rows, end)
            if row is end:
                return
            yield row

    @contextmanager
    def _inside(self, stage: str) -> Iterator[None]:
        """Time runs for the innermost stage; what runs in other threads is its caller's."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        self._switch()
        self._running.append(stage)
        try:
            yield
        finally:
            self._switch()
            self._running.pop()

    def _switch(self) -> None:
        now = perf_counter()
        if self._running:
            self.stages[self._running[-1]] += now - self._since
        self._since = now

    def _hear_sentences(self, result: Any, *_: Any) -> None:
        self.sentences += sum(not sentence.heading for sentence in result)

    def _hear_pairs(self, _: None, pair: Any, *__: Any) -> None:
        self.pairs += 1
        if self.wanted and frozenset((pair.left.document, pair.right.document)) in self.wanted:
            self.couples.append((pair.left, pair.right))

    def _hear_questions(self, _: Any, *args: Any) -> None:
        self.questions.update((min(pair), max(pair)) for pair in args[-1])

    def _time_networks(self) -> list[Callable[[], None]]:
        """Every session of ONNX Runtime, by the name of the folder that it was loaded from."""
        names: dict[int, str] = {}

        def opened(start: Callable[..., Any]) -> Callable[..., Any]:
            @wraps(start)
            def wrapper(session: Any, path: Any, *args: Any, **options: Any) -> None:
                names[id(session)] = Path(str(path)).parent.name
                start(session, path, *args, **options)

            return wrapper

        def timed(run: Callable[..., Any]) -> Callable[..., Any]:
            @wraps(run)
            def wrapper(session: Any, outputs: Any, feed: Any, *args: Any, **options: Any) -> Any:
                mine = self.networks[names.get(id(session), "other")]
                with mine.busy(feed):
                    return run(session, outputs, feed, *args, **options)

            return wrapper

        session = "onnxruntime:InferenceSession"
        return [replace(f"{session}.__init__", opened), replace(f"{session}.run", timed)]


class Network:
    """How long one network was at work, and on what."""

    def __init__(self) -> None:
        self.seconds = 0.0  # of all threads that were inside
        self.pieces = 0
        self.operations = 0
        self._lock = threading.Lock()

    @contextmanager
    def busy(self, feed: Any) -> Iterator[None]:
        """While a thread is inside with these inputs."""
        started = perf_counter()
        try:
            yield
        finally:
            with self._lock:
                self.seconds += perf_counter() - started
                if "pieces" in feed:
                    rows, length = feed["pieces"].shape
                    self.pieces += rows * length
                    self.operations += rows * operations(length)

    def figures(self) -> dict[str, float]:
        """What was heard of it."""
        return {name: getattr(self, name) for name in HEARD}

    def add(self, figures: dict[str, float]) -> None:
        """What was heard of it elsewhere."""
        for name, value in figures.items():
            setattr(self, name, getattr(self, name) + value)


def operations(length: int) -> int:
    """Floating-point operations of MiniLM-L6 over a text of so many pieces, a product and a sum being two."""
    matrices = 4 * WIDTH * WIDTH + 2 * WIDTH * INNER
    attention = 2 * length * WIDTH
    return 2 * LAYERS * length * (matrices + attention)


def gone() -> list[str]:
    """Stages none of whose functions is there: their time is told as the rest, or as their caller's."""
    return [stage for stage, paths in STAGES.items() if not any(map(is_there, paths))]


def is_there(path: str) -> bool:
    """Whether there is a function of this name."""
    try:
        find(path)
    except AttributeError:
        return False
    return True


def hear(path: str, heard: Callable[..., None]) -> Callable[[], None]:
    """`heard` gets each result of the function, then its arguments."""

    def heeded(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def wrapper(*args: Any, **options: Any) -> Any:
            result = function(*args, **options)
            heard(result, *args)
            return result

        return wrapper

    return replace(path, heeded)


def find(path: str) -> tuple[Any, str]:
    """What holds the function at `module:name`, and its name there.

    Raises:
        AttributeError: it is gone.
    """
    module, _, names = path.partition(":")
    *owners, name = names.split(".")
    place = import_module(module)
    for owner in owners:
        place = getattr(place, owner)
    getattr(place, name)
    return place, name


def replace(path: str, change: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Callable[[], None]:
    """What puts the function at `module:name` back; until then it is what `change` makes of it.

    Modules that imported the function by its name get the changed one too.
    """
    place, name = find(path)
    old = getattr(place, name)
    new = change(old)
    places = holders_of(name, old) if ismodule(place) else [place]
    for row in places:
        setattr(row, name, new)

    def undo() -> None:
        for row in places:
            setattr(row, name, old)

    return undo


def holders_of(name: str, value: Any) -> list[Any]:
    """The loaded modules in which the name stands for this value."""
    modules = list(sys.modules.values())
    return [module for module in modules if getattr(module, "__dict__", {}).get(name) is value]
