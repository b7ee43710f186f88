"""Does steps on the machines of a Ray cluster.

Parcels are put into Ray's object store as Arrow tables. Ray Data hands them to workers that load their models
once, starts a worker anew that dies, and does again what was lost with it. What comes back is kept (`parts`)
before it is handed on.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

import ray
import ray.data
from ray.data.exceptions import ExecutionTimeoutError
from ray.exceptions import RayError, RayTaskError

from claims import __version__
from claims.base.errors import ClaimsError
from claims.base.protocols import Given, Made, Parcel, Step
from claims.base.settings import Settings
from claims.scale.cluster import Room, join
from claims.scale.local import in_chunks
from claims.scale.parts import Parts
from claims.scale.tables import fingerprint, of_table, raise_failure, to_table
from claims.scale.workers import Worker

if TYPE_CHECKING:  # what it is good for at run time is Ray's business
    import pyarrow as pa

ELSEWHERE: Final = {"ledger", "engine", "work", "workers", "templates"}  # settings that change nothing made


class OnRay:
    """The executor that works on Ray. Use it as a context manager.

    Nothing is started before there is something to do.

    Args:
        make_tools: makes what the steps are given as their models, once in each worker.
        settings: the values in force.
    """

    is_spread = True

    def __init__(self, make_tools: Callable[[], Any], settings: Settings) -> None:
        self._make_tools = make_tools
        self._settings = settings
        self._folder = Path(settings.work or f"{settings.ledger}.work")
        self._about = __version__, settings.model_dump_json(exclude=ELSEWHERE)
        self._is_joined = self._is_ours = False
        self._aside = redirect_stdout(sys.stderr)  # Ray tells on stdout which worker died

    def __enter__(self) -> OnRay:
        self._aside.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_ours:
            ray.shutdown()
        self._aside.__exit__(kind, error, trace)
        if kind is None and not self._settings.work:
            shutil.rmtree(self._folder, ignore_errors=True)

    def map(self, step: Step[Given, Made], parcels: Iterable[Parcel[Given]]) -> Iterator[Parcel[Made]]:
        """What the step makes of each parcel: one for one, in order."""
        parts = Parts(self._folder / step.name)
        order: list[tuple[str, bool]] = []  # the key of each parcel, and whether it was worked on before

        def unmade() -> Iterator[tuple[str, Parcel[Given]]]:
            for parcel in parcels:
                key = fingerprint(parcel, *self._about)
                order.append((key, key in parts))
                if key not in parts:
                    yield key, parcel

        tables = self._hand_out(unmade(), step.at_once)
        fresh = self._made(tables, step, parts)
        for key, is_made in order:
            yield parts.read(key, step.made) if is_made else next(fresh)

    def _hand_out(
        self, parcels: Iterator[tuple[str, Parcel[Given]]], at_once: int
    ) -> list[ray.ObjectRef[pa.Table]]:
        """The parcels under their keys in the object store of the cluster, so many to a table."""
        tables = []
        for chunk in in_chunks(parcels, at_once):
            self._join()
            keys, rows = zip(*chunk, strict=True)
            tables.append(ray.put(to_table(rows, keys)))
        return tables

    def _join(self) -> None:
        if not self._is_joined:
            self._is_ours, self._is_joined = join(), True

    def _made(
        self, tables: Sequence[ray.ObjectRef[pa.Table]], step: Step[Given, Made], parts: Parts
    ) -> Iterator[Parcel[Made]]:
        """What workers make of the rows, in order, as it comes and once it is kept.

        Raises:
            ClaimsError: a worker raised it, or Ray gives up.
        """
        if not tables:
            return
        room = Room.of(self._settings.workers)
        made = ray.data.from_arrow_refs(list(tables)).map_batches(
            Worker,
            fn_constructor_args=(self._make_tools, step, __version__),
            compute=ray.data.ActorPoolStrategy(  # more where the cluster grows
                min_size=1, initial_size=min(len(tables), room.workers), max_size=len(tables)
            ),
            num_cpus=room.cpus,
            batch_size=None,
            batch_format="pyarrow",
        )
        try:
            for table in made.iter_batches(batch_size=None, batch_format="pyarrow"):
                raise_failure(table)
                parts.keep(table)
                yield from of_table(table, step.made)
        except RayTaskError as error:
            raise error.cause from error
        except (RayError, ExecutionTimeoutError) as error:
            hint = "run the same command again: what was done is kept"
            raise ClaimsError(f"Ray gave up: {str(error).splitlines()[0]}", hint=hint) from error
