"""Web addresses -> bytes, with care: the user names the page, strangers decide where it leads."""

import ipaddress
import socket
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.robotparser import RobotFileParser

from claims import __version__
from claims.base.records import Skipped
from claims.sources.stopwatch import Stopwatch

AGENT = "claims"  # the name that robots.txt may address
USER_AGENT = f"{AGENT}/{__version__} (fact-checking; reads single pages on request)"
REDIRECTS = 5
SECONDS = 30.0  # for one page, redirects and all
SILENCE_SECONDS = 10.0  # that a server may take for its next word
PAUSE_SECONDS = 1.0  # between two requests to one host
ROBOTS_BYTES = 500_000  # that RFC 9309 asks to be read
CONTENT_TYPES = ("text/", "application/")
FOREIGN_TYPES = ("application/javascript", "application/zip", "application/wasm")
# One layer of what unpacks 1,000 to 1 at most; brotli, or gzip in gzip, knows no such bound.
PACKINGS = ("", "identity", "gzip", "x-gzip", "deflate")
# What an answer other than 200 means for the page: that it is not there, or not for us. Else: try again.
STATUS_REASONS = dict.fromkeys((401, 402, 403, 451), "refused") | dict.fromkeys((404, 410), "missing")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address in its last 32 bits

Resolve = Callable[[str, int], list[str]]


class Fetched(NamedTuple):
    """What a page holds, where it was in the end, the encoding that the server names, and its stamp."""

    content: bytes
    url: str
    encoding: str | None
    stamp: str  # what tells this state of the page from another


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


class Fetcher:
    """Fetches pages, never from a private address, whichever redirect or name leads there.

    One for many pages: it pauses between two requests to one host, and asks for each robots.txt once.

    Args:
        transport: an httpx transport to use in place of the network.
        resolve: host and port to addresses, in place of the system's resolver.
        clock: seconds that only go up.
        sleep: waits that many seconds.
        seconds: most that one page may take.
    """

    def __init__(
        self,
        *,
        transport: Any = None,
        resolve: Resolve = resolve,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        seconds: float = SECONDS,
    ) -> None:
        self._transport = transport
        self._resolve = resolve
        self._clock = clock
        self._sleep = sleep
        self._seconds = seconds
        self._asked: dict[str, float] = {}  # host -> when it was last asked for something
        self._robots: dict[str, RobotFileParser] = {}  # host -> what it wants no program to read

    def fetch(self, url: str, max_bytes: int, *, stamp: str = "") -> Fetched | Skipped | None:
        """The page at `url`; None if it is still as it was when it had that `stamp`.

        Args:
            url: http or https.
            max_bytes: most that is read, after unpacking.
            stamp: that of the page when it was last fetched.
        """
        import httpx

        # the proxy of the environment would resolve names by itself, past our check
        client = httpx.Client(transport=self._transport, timeout=SILENCE_SECONDS, trust_env=False)
        watch = Stopwatch(self._seconds)
        try:
            with client, watch:
                self._pause(httpx.URL(url).host)
                return self._follow(client, _Asked(httpx.URL(url), stamp, max_bytes, watch))
        except _Refused as refused:
            return Skipped(source=url, reason=refused.args[0], detail=refused.args[1])
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            detail = f"not read in {self._seconds:.0f} seconds" if watch.is_late else _words(error)
            return Skipped(source=url, reason="unreachable", detail=detail)

    def why_not(self, url: str) -> Skipped | None:
        """Why robots.txt of the host does not let us read the page; None if it does.

        Asked for pages that a feed names. A page that the user names is his to read.
        """
        import httpx

        try:
            where = httpx.URL(url)
            rules = self._rules_of(f"{where.scheme}://{where.netloc.decode('ascii')}")
            if isinstance(rules, Skipped):
                return rules.model_copy(update={"source": url})
            is_welcome = rules.can_fetch(AGENT, url)
        except (httpx.InvalidURL, ValueError) as error:
            return Skipped(source=url, reason="unsupported", detail=_words(error))
        detail = "robots.txt of its host asks programs not to read it"
        return None if is_welcome else Skipped(source=url, reason="refused", detail=detail)

    def _rules_of(self, host: str) -> RobotFileParser | Skipped:
        """What a host asks of programs; RFC 9309: no file, no rules, and a host in trouble is left alone."""
        if host not in self._robots:
            answer = self.fetch(f"{host}/robots.txt", ROBOTS_BYTES)
            if isinstance(answer, Skipped) and answer.reason not in STATUS_REASONS.values():
                return answer
            text = answer.content.decode("utf-8", "replace") if isinstance(answer, Fetched) else ""
            self._robots[host] = RobotFileParser()
            self._robots[host].parse(text.splitlines())
        return self._robots[host]

    def _pause(self, host: str) -> None:
        since = self._clock() - self._asked.get(host, float("-inf"))
        if since < PAUSE_SECONDS:
            self._sleep(PAUSE_SECONDS - since)
        self._asked[host] = self._clock()

    def _follow(self, client: Any, asked: "_Asked") -> Fetched | None:
        url = asked.url
        for _ in range(REDIRECTS + 1):
            response = client.send(self._request(client, url, asked), stream=True)
            try:
                if response.has_redirect_location:
                    url = url.join(response.headers["location"])
                    continue
                if response.status_code == 304 and asked.stamp:
                    return None
                _check(response)
                fetched = _read(response, str(url), asked)
                return None if _hash_of(fetched.stamp) == _hash_of(asked.stamp) else fetched
            finally:
                response.close()
        raise _Refused("unreachable", f"more than {REDIRECTS} redirects")

    def _request(self, client: Any, url: Any, asked: "_Asked") -> Any:
        """A request to the very address that was checked: the name cannot change its mind meanwhile."""
        if url.scheme not in {"http", "https"} or not url.host:
            raise _Refused("unsupported", f"`{url}` is no http or https address")
        port = url.port or (443 if url.scheme == "https" else 80)
        addresses = self._resolve(url.host, port)
        private = [address for address in addresses if not _is_public(address)]
        if not addresses:
            raise _Refused("unreachable", f"`{url.host}` has no address")
        if private:
            raise _Refused("refused", f"`{url.host}` is a private address ({', '.join(private)})")
        return client.build_request(
            "GET",
            url.copy_with(host=addresses[0], username=None, password=None),
            headers=_headers(url, asked.stamp),
            extensions={"sni_hostname": url.raw_host.decode("ascii"), "trace": asked.watch.trace},
        )


class _Asked(NamedTuple):
    """What is asked for."""

    url: Any
    stamp: str
    max_bytes: int
    watch: Stopwatch


def _headers(url: Any, stamp: str) -> dict[str, str]:
    etag, modified, _ = stamp.split("\n") if stamp else ("", "", "")
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": USER_AGENT,
        "Accept-Encoding": "gzip, deflate",
        "If-None-Match": etag,
        "If-Modified-Since": modified,
    }
    return {name: value for name, value in headers.items() if value}


def _is_public(address: str) -> bool:
    ip: Any = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
    if ip.version == 6 and ip in _NAT64:
        inner = ipaddress.ip_address(int(ip) & 0xFFFFFFFF)
    return bool(inner.is_global and not inner.is_multicast and not inner.is_reserved)


def _check(response: Any) -> None:
    if response.status_code != 200:
        reason = STATUS_REASONS.get(response.status_code, "unreachable")
        raise _Refused(reason, f"the server answers {response.status_code} {response.reason_phrase}".strip())
    kind = response.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if not kind.startswith(CONTENT_TYPES) or kind in FOREIGN_TYPES:
        raise _Refused("unsupported", f"`{kind}` is no text")
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in PACKINGS:
        raise _Refused("unsupported", f"packed as `{packing}`, which was not asked for")


def _read(response: Any, url: str, asked: _Asked) -> Fetched:
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > asked.max_bytes:
            raise _Refused("too large", f"more than {asked.max_bytes:,} bytes")
        if asked.watch.is_late:
            raise TimeoutError
    names = (_one_line(response.headers.get(name, "")) for name in ("etag", "last-modified"))
    stamp = "\n".join((*names, sha256(content).hexdigest()))
    return Fetched(bytes(content), url, response.charset_encoding, stamp)


def _hash_of(stamp: str) -> str:
    return stamp.rpartition("\n")[2] or "none"


def _one_line(value: str) -> str:
    return value if value.isprintable() and value.isascii() else ""


def _words(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) else None
    return reason.lower() if reason else f"{type(error).__name__}: {error}"
