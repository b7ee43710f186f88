"""Does steps on this machine: the first parcels in this process, the rest in processes side by side.

A network answers one text at a time (`claims.models.onnx.run_each`), so that it does not matter with which
others a text travels: what comes out is the same, to the byte, as from one process.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from claims.base.errors import ClaimsError
from claims.base.protocols import Given, Made, Parcel, Step
from claims.scale.local import Local, in_chunks

if TYPE_CHECKING:
    from concurrent.futures import Future

    from loky import ProcessPoolExecutor

AHEAD: Final = 64  # parcels that are handed out before the first of them is needed
IDLE_SECONDS: Final = 300  # after which a process ends that nobody gives work, as when this one was killed
ALONE: Final = "CLAIMS_WORKERS=1 does all in one process; what was saved is kept"
ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

_own: dict[str, Any] = {}  # the models of a process that works for another


class Processes:
    """The executor of one machine. Use it as a context manager.

    Nothing is started for less than what a step does `alone`.

    Args:
        tools: what the steps are given as their models in this process.
        make_tools: makes the same in each of the others.
        workers: how many processes there are beside this one, which mostly waits for them.
    """

    is_spread = True

    def __init__(self, tools: Any, make_tools: Callable[[], Any], *, workers: int) -> None:
        self._here = Local(tools)
        self._make_tools = make_tools
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def map(self, step: Step[Given, Made], parcels: Iterable[Parcel[Given]]) -> Iterator[Parcel[Made]]:
        """What the step makes of each parcel: one for one, in order.

        Raises:
            ClaimsError: a process raised it, or was ended.
        """
        waiting = iter(parcels)
        yield from self._here.map(step, islice(waiting, step.alone))
        ahead = max(2 * self._workers, AHEAD // step.at_once)
        sent: deque[Future[list[Parcel[Made]]]] = deque()
        for chunk in in_chunks(waiting, step.at_once):
            sent.append(self._hand_out(step, chunk))
            while sent and (sent[0].done() or len(sent) >= ahead):
                yield from _result_of(sent.popleft())
        while sent:
            yield from _result_of(sent.popleft())
        self._stop()  # the next step needs other models, and their room

    def _hand_out(
        self, step: Step[Given, Made], chunk: Sequence[Parcel[Given]]
    ) -> Future[list[Parcel[Made]]]:
        try:
            handed: Future[list[Parcel[Made]]] = self._start().submit(work_on, step, chunk)
        except OSError as error:  # no semaphores, no more processes
            raise ClaimsError(f"no process can be started here: {error}", hint=ALONE) from error
        return handed

    def _start(self) -> ProcessPoolExecutor:
        if self._pool is None:
            from loky import ProcessPoolExecutor

            self._pool = ProcessPoolExecutor(
                self._workers,
                timeout=IDLE_SECONDS,
                initializer=begin,
                initargs=(self._make_tools,),
                env=ONE_THREAD,
            )
        return self._pool

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(kill_workers=True)
            self._pool = None


def begin(make_tools: Callable[[], Any]) -> None:
    """Called once in each process; an interrupt is for the one that started it to see to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _own["tools"] = make_tools()


def work_on(step: Step[Given, Made], parcels: Sequence[Parcel[Given]]) -> list[Parcel[Made]]:
    """What the step makes of the parcels, with the models of this process."""
    return list(step.work(_own["tools"], parcels))


def _result_of(done: Future[list[Parcel[Made]]]) -> list[Parcel[Made]]:
    try:
        return done.result()
    except BrokenProcessPool as error:
        raise ClaimsError(
            "a process that read or compared was ended: memory may be short", hint=ALONE
        ) from error
