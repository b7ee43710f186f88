"""Web addresses -> bytes, with care: the user names the page, strangers decide where it leads."""

import ipaddress
import socket
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from claims import __version__
from claims.base.records import Skipped

USER_AGENT = f"claims/{__version__} (fact-checking; reads single pages on request)"
REDIRECTS = 5
SECONDS = 30.0  # for one page, redirects and all
CONTENT_TYPES = ("text/", "application/")
FOREIGN_TYPES = ("application/javascript", "application/zip", "application/wasm")

Resolve = Callable[[str, int], list[str]]


class Fetched(NamedTuple):
    """What a page holds, where it was in the end, and the encoding that the server names."""

    content: bytes
    url: str
    encoding: str | None


class _Refused(Exception):
    """A page that is not fetched; reason and detail as in `Skipped`."""


def is_url(source: str) -> bool:
    """Whether a source names a web page rather than a path.

    >>> is_url("HTTPS://example.org"), is_url("notes/http.txt")
    (True, False)
    """
    return source.lower().startswith(("http://", "https://"))


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def fetch(
    url: str, max_bytes: int, *, transport: Any = None, resolve: Resolve = resolve
) -> Fetched | Skipped:
    """The page at `url`; private addresses are refused, whichever redirect or name leads there.

    Args:
        url: http or https.
        max_bytes: most that is read, after unpacking.
        transport: an httpx transport to use in place of the network.
        resolve: host and port to addresses, in place of the system's resolver.
    """
    import httpx

    timeout = httpx.Timeout(10.0)
    deadline = time.monotonic() + SECONDS
    try:
        # the proxy of the environment would resolve names by itself, past our check
        with httpx.Client(transport=transport, timeout=timeout, trust_env=False) as client:
            return _follow(client, httpx.URL(url), resolve, max_bytes, deadline)
    except _Refused as refused:
        return Skipped(source=url, reason=refused.args[0], detail=refused.args[1])
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return Skipped(source=url, reason="unreachable", detail=f"{type(error).__name__}: {error}")


def _follow(client: Any, url: Any, resolve: Resolve, max_bytes: int, deadline: float) -> Fetched:
    for _ in range(REDIRECTS + 1):
        request = _request(client, url, resolve)
        response = client.send(request, stream=True)
        try:
            if response.has_redirect_location:
                url = url.join(response.headers["location"])
                continue
            _check(response)
            return Fetched(_read(response, max_bytes, deadline), str(url), response.charset_encoding)
        finally:
            response.close()
    raise _Refused("unreachable", f"more than {REDIRECTS} redirects")


def _request(client: Any, url: Any, resolve: Resolve) -> Any:
    """A request to the very address that was checked, so that the name cannot change its mind meanwhile."""
    if url.scheme not in {"http", "https"} or not url.host:
        raise _Refused("unsupported", f"`{url}` is no http or https address")
    port = url.port or (443 if url.scheme == "https" else 80)
    addresses = resolve(url.host, port)
    private = [address for address in addresses if not _is_public(address)]
    if not addresses:
        raise _Refused("unreachable", f"`{url.host}` has no address")
    if private:
        raise _Refused("refused", f"`{url.host}` is a private address ({', '.join(private)})")
    headers = {"Host": url.netloc.decode("ascii"), "User-Agent": USER_AGENT}
    return client.build_request(
        "GET",
        url.copy_with(host=addresses[0], username=None, password=None),
        headers=headers,
        extensions={"sni_hostname": url.raw_host.decode("ascii")},
    )


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
    return bool(inner.is_global and not inner.is_multicast and not inner.is_reserved)


def _check(response: Any) -> None:
    if response.status_code != 200:
        raise _Refused(
            "unreachable", f"the server answers {response.status_code} {response.reason_phrase}".strip()
        )
    kind = response.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if not kind.startswith(CONTENT_TYPES) or kind in FOREIGN_TYPES:
        raise _Refused("unsupported", f"`{kind}` is no text")


def _read(response: Any, max_bytes: int, deadline: float) -> bytes:
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > max_bytes:
            raise _Refused("too large", f"more than {max_bytes:,} bytes")
        if time.monotonic() > deadline:
            raise _Refused("unreachable", f"not read in {SECONDS:.0f} seconds")
    return bytes(content)
