"""Joining a Ray cluster quietly, and leaving it."""

import logging
import os

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
    """Lets Ray Data say nothing but errors, and give results in the order of what they were made of."""
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.ERROR)
    context = DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.execution_options.preserve_order = True


def count_slots(cpus: int) -> int:
    """How many workers of so many CPUs fit into the cluster as it is now; at least one."""
    return max(1, int(ray.cluster_resources().get("CPU", 1)) // cpus)
