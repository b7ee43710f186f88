"""Pages from the web: what is fetched, and what is refused."""

import gzip
import socket
import threading
import time

import httpx
import pytest

from claims.base.records import Skipped
from claims.sources.url import Fetched, Fetcher, is_url

PUBLIC, PRIVATE = "93.184.215.14", "10.0.0.7"
HOSTS = {
    "example.org": [PUBLIC],
    "inside.example.org": [PRIVATE],
    "both.example.org": [PUBLIC, PRIVATE],
    "nowhere.example.org": [],
}


def resolve(host, port):
    """Names as in HOSTS; an address is its own."""
    return HOSTS.get(host, [host])


def fetcher(answer, **known):
    """A fetcher of a web that answers with `answer(request)`, where nobody waits."""
    transport = httpx.MockTransport(answer)
    return Fetcher(transport=transport, resolve=resolve, **{"sleep": lambda seconds: None, **known})


def get(url, answer, max_bytes=1000):
    """The page at `url` of a web that answers with `answer(request)`."""
    return fetcher(answer).fetch(url, max_bytes)


def page(request):
    """A server with one page."""
    return httpx.Response(200, html="<p>Two men died.</p>")


def test_a_page_is_fetched_from_the_address_that_was_checked():
    """The connection goes to the address, the name stays in the request."""
    seen = []

    def answer(request):
        seen.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"]))
        return page(request)

    fetched = get("https://example.org/a", answer)

    assert (b"<p>Two men died.</p>", "https://example.org/a", "utf-8") == fetched[:3]
    assert [(PUBLIC, "example.org", "example.org")] == seen


@pytest.mark.parametrize(
    "host",
    ["inside.example.org", "both.example.org", "127.0.0.1", "[::1]", "169.254.169.254", "192.168.1.1",
     "0.0.0.0", "[::ffff:10.0.0.1]", "[fe80::1]", "100.64.0.1", "224.0.0.1", "[64:ff9b::a00:7]",
     "[2002:a00:7::]", "nowhere.example.org"],
)  # fmt: skip
def test_private_addresses_are_refused(host):
    """No page makes us look into the network that we are in."""
    row = get(f"http://{host}/", page)

    assert isinstance(row, Skipped)
    assert row.reason in {"refused", "unreachable"}


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://inside.example.org/", "refused"),
        ("http://127.0.0.1/", "refused"),
        ("file:///etc/passwd", "unsupported"),
        ("/again", "unreachable"),
    ],
)
def test_every_redirect_is_checked(target, reason):
    """A public page cannot send us to a private one, to a file, or round in a circle."""
    row = get("http://example.org/", lambda request: httpx.Response(302, headers={"location": target}))

    assert reason == row.reason


def test_a_redirect_is_followed():
    """What counts is where the page is in the end."""

    def answer(request):
        if request.url.path == "/old":
            return httpx.Response(301, headers={"location": "https://example.org/new"})
        return page(request)

    assert "https://example.org/new" == get("http://example.org/old", answer).url


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (httpx.Response(404, html="no"), "missing"),
        (httpx.Response(403, html="no"), "refused"),
        (httpx.Response(503, html="no"), "unreachable"),
        (httpx.Response(304), "unreachable"),
        (httpx.Response(200, content=b"x", headers={"content-type": "image/png"}), "unsupported"),
        (httpx.Response(200, html="x" * 2000), "too large"),
        (httpx.Response(200, content=b"x", headers={"content-encoding": "gzip, gzip"}), "unsupported"),
        (httpx.Response(200, content=b"x", headers={"content-encoding": "br"}), "unsupported"),
    ],
)
def test_a_bad_answer_is_a_row(response, reason):
    """Errors, pictures and endless pages say why they are not read."""
    assert reason == get("http://example.org/", lambda request: response).reason


def test_a_failing_connection_is_a_row():
    """A server that does not answer costs one source."""

    def answer(request):
        raise httpx.ConnectTimeout("too slow")

    row = get("http://example.org/", answer)

    assert ("unreachable", "ConnectTimeout: too slow") == (row.reason, row.detail)


@pytest.mark.parametrize(
    "url", ["http://", "http://[", "https://exa mple.org", "http://\udcff.org", "http://a:99999/"]
)
def test_a_broken_address_is_a_row(url):
    """What only looks like an address is refused, not raised."""
    assert isinstance(get(url, page), Skipped)


def test_paths_are_no_addresses():
    """Only http and https are fetched."""
    assert [True, True, False, False] == list(
        map(is_url, ["http://a.org", "HTTPS://a.org", "notes/http.txt", "ftp://a.org"])
    )


def test_a_page_that_is_as_it_was_is_not_read_again():
    """The server is told what we have, by its own marks."""
    seen = []

    def answer(request):
        seen.append([request.headers.get(name) for name in ("if-none-match", "if-modified-since")])
        if request.headers.get("if-none-match") == '"one"':
            return httpx.Response(304)
        return httpx.Response(200, html="<p>One.</p>", headers={"etag": '"one"', "last-modified": "Monday"})

    web = fetcher(answer)
    first = web.fetch("http://example.org/", 1000)

    assert web.fetch("http://example.org/", 1000, stamp=first.stamp) is None
    assert [[None, None], ['"one"', "Monday"]] == seen


def test_a_server_without_marks_is_compared_by_what_it_sends():
    """The same bytes are no news, other bytes are."""
    pages = iter(["<p>One.</p>", "<p>One.</p>", "<p>Two.</p>"])
    web = fetcher(lambda request: httpx.Response(200, html=next(pages)))
    stamp = web.fetch("http://example.org/", 1000).stamp

    assert web.fetch("http://example.org/", 1000, stamp=stamp) is None
    assert b"<p>Two.</p>" == web.fetch("http://example.org/", 1000, stamp=stamp).content


def test_one_host_is_not_pressed():
    """Between two requests to one host there is a pause; another host does not wait for it."""
    now, slept = [100.0], []
    web = fetcher(page, sleep=slept.append, clock=lambda: now[0])
    for host in ("example.org", "example.org", "93.184.215.14"):
        web.fetch(f"http://{host}/", 1000)
        now[0] += 0.25

    assert [0.75] == slept


@pytest.mark.parametrize(
    ("robots", "reason"),
    [
        (httpx.Response(200, text="User-agent: *\nDisallow: /private/"), "refused"),
        (httpx.Response(200, text="User-agent: claims\nDisallow: /"), "refused"),
        (httpx.Response(200, text="User-agent: claims\nDisallow:\n\nUser-agent: *\nDisallow: /"), None),
        (httpx.Response(200, text="User-agent: other\nDisallow: /"), None),
        (httpx.Response(200, content=b"\xff\xfe\0"), None),
        (httpx.Response(404), None),
        (httpx.Response(403), None),
        (httpx.Response(503), "unreachable"),
    ],
)
def test_robots_txt_is_heard(robots, reason):
    """What a host asks of programs holds; without a file all may be read; a host in trouble is left alone."""
    row = fetcher(lambda request: robots).why_not("http://example.org/private/a")

    assert reason == (row and row.reason)


def test_a_host_is_asked_once_what_may_be_read():
    """For all of its pages; one in trouble is asked again."""
    asked = []
    answers = iter([httpx.Response(503), httpx.Response(404)])
    web = fetcher(lambda request: asked.append(request.url.path) or next(answers))
    for name in "abc":
        web.why_not(f"http://example.org/{name}")

    assert ["/robots.txt", "/robots.txt"] == asked


@pytest.mark.parametrize("url", ["http://[", "http://", "javascript:alert(1)"])
def test_an_address_that_is_none_is_not_read(url):
    """What a feed calls a link may be anything."""
    row = fetcher(page).why_not(url)

    assert row.reason in {"unsupported", "unreachable"}


class Local(httpx.HTTPTransport):
    """The real transport, whatever the address led to a server on this machine."""

    def __init__(self, port):
        super().__init__()
        self.port = port

    def handle_request(self, request):
        """The answer of that server."""
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        return super().handle_request(request)


@pytest.fixture
def serve():
    """Starts a server that sends what it is given, piece by piece; gives the transport that leads there."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(pieces):
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            for piece in pieces:
                try:
                    connection.sendall(piece)
                except OSError:
                    return

    def start(pieces):
        threading.Thread(target=answer, args=(pieces,), daemon=True).start()
        return Local(listener.getsockname()[1])

    yield start
    listener.close()


def headers(*lines):
    """The head of an answer."""
    return "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *lines, "\r\n"]).encode()


def drip(start):
    """The beginning of an answer, then a letter now and then, for ever."""
    yield start
    while True:
        time.sleep(0.02)
        yield b"x"


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nX-Slow: ", headers("Content-Length: 9999")])
def test_a_server_that_drips_is_cut_off(serve, start):
    """A letter now and then keeps within every timeout; the page as a whole has one, headers and all."""
    web = Fetcher(transport=serve(drip(start)), resolve=resolve, seconds=0.2)
    began = time.monotonic()

    row = web.fetch("http://example.org/", 100_000)

    assert ("unreachable", "not read in 0 seconds") == (row.reason, row.detail)
    assert time.monotonic() - began < 5


def test_a_small_packet_cannot_become_a_large_page(serve):
    """What counts is the size after unpacking."""
    bomb = gzip.compress(b"a" * 20_000_000)
    pieces = [headers("Content-Encoding: gzip", f"Content-Length: {len(bomb)}"), bomb]

    row = Fetcher(transport=serve(pieces), resolve=resolve).fetch("http://example.org/", 100_000)

    assert "too large" == row.reason


def test_a_real_answer_is_read(serve):
    """From a real server, packed, with the encoding that it names."""
    body = gzip.compress("<p>Café</p>".encode("cp1252"))
    pieces = [
        headers("Content-Encoding: gzip", f"Content-Length: {len(body)}").replace(
            b"text/html", b"text/html; charset=windows-1252"
        ),
        body,
    ]

    fetched = Fetcher(transport=serve(pieces), resolve=resolve).fetch("http://example.org/a", 100_000)

    assert isinstance(fetched, Fetched)
    assert ("<p>Café</p>".encode("cp1252"), "http://example.org/a", "windows-1252") == fetched[:3]
