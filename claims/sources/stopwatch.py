"""A limit on the time of one page that holds however slowly a server drips."""

import contextlib
import socket
from collections.abc import Mapping
from threading import Timer
from types import TracebackType
from typing import Any


class Stopwatch:
    """Cuts the connections made inside when the time is up.

    The timeouts of httpx are for each word of the server; one that sends a letter of its headers now and then
    keeps within them for hours. `trace` is the request extension of that name.
    """

    def __init__(self, seconds: float) -> None:
        self.is_late = False
        self._sockets: list[socket.socket] = []
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> "Stopwatch":
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Takes note of a connection that httpx opens."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._sockets.append(info["return_value"].get_extra_info("socket"))
            if self.is_late:
                self._cut()

    def _cut(self) -> None:
        self.is_late = True
        for connection in list(self._sockets):
            with contextlib.suppress(OSError):  # closed meanwhile
                connection.shutdown(socket.SHUT_RDWR)
