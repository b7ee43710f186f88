"""What holds for every test: no settings from outside, no network, the same examples each time."""

import os
import signal
import socket

import hypothesis
import pytest

os.environ["HF_HUB_OFFLINE"] = "1"
hypothesis.settings.register_profile("claims", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("claims")

# a job in the background of a shell is started deaf to Ctrl-C, and so would be all that it starts
signal.signal(signal.SIGINT, signal.default_int_handler)

LOCAL = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    """A `CLAIMS_…` variable of whoever runs the tests changes none of them."""
    for name in [name for name in os.environ if name.startswith("CLAIMS_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """A connection to another machine fails the test that opens it."""
    connect = socket.socket.connect

    def connect_locally(self, address):
        if isinstance(address, tuple) and address[0] not in LOCAL:
            raise AssertionError(f"a test opens a connection to {address!r}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_locally)
