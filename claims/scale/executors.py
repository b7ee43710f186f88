"""Settings -> executor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from claims.base.errors import SettingsError
from claims.base.protocols import Executor
from claims.base.settings import Settings
from claims.scale.local import Local
from claims.scale.processes import Processes


@contextmanager
def open_executor(settings: Settings, tools: Any) -> Iterator[Executor]:
    """The executor that the settings name.

    Args:
        settings: the values in force.
        tools: the models; other processes make their own of the same sort from the settings.

    Raises:
        SettingsError: the executor needs what is not installed, or does not go with the other settings.
    """
    if settings.engine == "local":
        with open_local(settings, tools) as executor:
            yield executor
        return
    if settings.device != "cpu":
        message = f"engine `{settings.engine}` works on CPUs, not on `{settings.device}`"
        raise SettingsError(message, hint="unset `device`, or leave out --engine")
    try:
        from claims.scale.on_ray import OnRay
    except ModuleNotFoundError as error:
        message = f"engine `{settings.engine}` needs `{error.name}`, which is not installed"
        raise SettingsError(message, hint="pip install 'claims[cluster]'") from error
    sort: Callable[[Settings], Any] = type(tools)
    with OnRay(partial(sort, settings), settings) as executor:
        yield executor


@contextmanager
def open_local(settings: Settings, tools: Any) -> Iterator[Executor]:
    """The executor of this machine, whatever engine the settings name; one process feeds a GPU."""
    if settings.workers == 1 or settings.device != "cpu":
        yield Local(tools)
        return
    sort: Callable[[Settings], Any] = type(tools)
    single = settings.model_copy(update={"workers": 1})
    with Processes(tools, partial(sort, single), workers=settings.workers) as executor:
        yield executor
