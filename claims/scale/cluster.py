"""Joining a Ray cluster quietly, and leaving it."""

from __future__ import annotations

import logging
import os
import socket
from dataclasses import dataclass

import ray
from ray.data import DataContext

from claims.base.errors import ClaimsError

ANSWER_SECONDS = 10
HINT = "RAY_ADDRESS is HOST:PORT of a cluster that this machine belongs to; elsewhere see `ray job submit`"
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
        check_address(os.environ.get("RAY_ADDRESS", ""))
        try:
            ray.init(log_to_driver=False, logging_level=logging.ERROR)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise ClaimsError(f"Ray cannot be started: {str(error).splitlines()[0]}", hint=HINT) from error
    keep_quiet()
    return is_ours


def check_address(address: str) -> None:
    """Refuses at once what Ray would try for minutes.

    Raises:
        ClaimsError: the address is of another sort than HOST:PORT, or nothing answers there.
    """
    if "://" in address:  # a client or the dashboard; Ray Data works through neither
        raise ClaimsError(f"no cluster can be joined at `{address}`", hint=HINT)
    host, _, port = address.rpartition(":")
    if not (host and port.isdigit()):
        return  # none, or a word of Ray's: auto, local
    try:
        socket.create_connection((host, int(port)), timeout=ANSWER_SECONDS).close()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ClaimsError(f"no Ray cluster answers at `{address}`: {reason.lower()}", hint=HINT) from error


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
