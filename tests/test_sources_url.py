"""Pages from the web: what is fetched, and what is refused."""

import httpx
import pytest

from claims.base.records import Skipped
from claims.sources.url import Fetched, fetch, is_url

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


def get(url, answer, max_bytes=1000):
    """What `fetch` makes of a server that answers with `answer(request)`."""
    return fetch(url, max_bytes, transport=httpx.MockTransport(answer), resolve=resolve)


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

    assert Fetched(b"<p>Two men died.</p>", "https://example.org/a", "utf-8") == fetched
    assert [(PUBLIC, "example.org", "example.org")] == seen


@pytest.mark.parametrize(
    "host",
    ["inside.example.org", "both.example.org", "127.0.0.1", "[::1]", "169.254.169.254", "192.168.1.1",
     "0.0.0.0", "[::ffff:10.0.0.1]", "[fe80::1]", "100.64.0.1", "224.0.0.1", "nowhere.example.org"],
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
        (httpx.Response(404, html="no"), "unreachable"),
        (httpx.Response(200, content=b"x", headers={"content-type": "image/png"}), "unsupported"),
        (httpx.Response(200, html="x" * 2000), "too large"),
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
