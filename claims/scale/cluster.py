"""Joining a Ray cluster quietly, and leaving it."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass

import ray
from ray.data import DataContext

from claims.base.errors import ClaimsError

LOGGERS = ("ray", "ray.data")
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",  # else Ray tells its makers that it was started
    "RAY_BACKEND_LOG_LEVEL": "fatal",  # else it warns of how Ray Data itself calls it
    "RAY_COLOR_PREFIX": "0",  # else it colours what it says, whoever reads it
}


def join() -> bool:
    """Whether Ray was started or joined here, so that it is ours to leave; it may be so already.

    RAY_ADDRESS names the cluster; without it that of this machine is joined, or a Ray of its own started.

    Raises:
        ClaimsError: the cluster does not answer.
    """
    is_ours = not ray.is_initialized()
    if is_ours:
        for name, value in QUIET.items():
            os.environ.setdefault(name, value)
        try:
            ray.init(log_to_driver=False, logging_level=logging.ERROR)
        except (ConnectionError, RuntimeError, ValueError) as error:
            address = os.environ.get("RAY_ADDRESS")
            where = f"no Ray cluster answers at `{address}`" if address else "Ray cannot be started"
            hint = "RAY_ADDRESS is the HOST:PORT of a cluster that this machine belongs to; unset, Ray starts"
            raise ClaimsError(f"{where}: {str(error).splitlines()[0]}", hint=hint) from error
    keep_quiet()
    return is_ours


def keep_quiet() -> None:
    """Lets Ray Data raise its errors, not print them, and give results in the order of the work."""
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    context = DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.raise_original_map_exception = True
    context.execution_options.preserve_order = True


@dataclass(frozen=True)
class Room:
    """What the cluster holds as it is now."""

    cpus: int  # of one worker: as many as wished, or as the largest machine has
    workers: int  # how many of them fit in; at least one

    @classmethod
    def of(cls, cpus: int) -> Room:
        """The room for workers that wish for so many CPUs; a head that only waits for others has none."""
        machines = [int(node["Resources"].get("CPU", 0)) for node in ray.nodes() if node["Alive"]]
        granted = min(cpus, max(machines, default=0)) or cpus
        return cls(granted, max(1, sum(machine // granted for machine in machines)))
