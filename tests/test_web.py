"""The review page: what it shows, what a verdict does, and whom it refuses."""

import threading
import time
from datetime import date

import httpx
import numpy as np
import pytest
import uvicorn
from starlette.testclient import TestClient
from typer.testing import CliRunner

from claims.base.records import Claim, Contradiction, Document, Finding, Topic, content_id
from claims.cli import app as program
from claims.rules.frames import Findings
from claims.store.ledger import Ledger
from claims.web.desk import ON_A_PAGE, Asked, Desk, read_asked
from claims.web.server import make_app, open_socket

KEY = "secret"
HOME = f"http://127.0.0.1/{KEY}/"
MOMENT = "2026-03-04T08:00:00+00:00"
TOPIC = content_id("topic")
HOSTILE = "<script>alert(1)</script>\u202e javascript:alert(2)"


def claim_of(document, **known):
    """All that the document says, as a claim."""
    return Claim(
        id=content_id(document.id),
        document=document.id,
        origin=document.id,
        text=document.text,
        quote=document.text,
        start=0,
        end=len(document.text),
        sentence=document.text,
        topic=TOPIC,
        published=document.published,
        **known,
    )


def pair_of(left, right, why, **known):
    """A contradiction between two claims."""
    finding = Finding(
        rule="figures", relation="contradiction", kind="figure", reading="conflict", incident="same",
        weight=1, left_value="12", right_value="20", why=why,
    )  # fmt: skip
    return Contradiction(
        id=content_id(left.id, right.id), kind=known.get("kind", "figure"), reading="conflict",
        incident="same", probability=0.9, topic=TOPIC, left=left, right=right, decided_by=(finding,),
        why=why, first_seen=MOMENT,
    )  # fmt: skip


def fill(path, texts, whys):
    """A ledger with these texts, where each contradicts the next."""
    documents = [
        Document.of(text, source=f"{number}.txt", publisher=f"Paper {number}", published=date(2026, 3, 3))
        for number, text in enumerate(texts)
    ]
    claims = [
        claim_of(document, speaker=f"Speaker {number}", party=f"Party {number % 2}")
        for number, document in enumerate(documents)
    ]
    pairs = [pair_of(*sides, why) for *sides, why in zip(claims, claims[1:], whys, strict=False)]
    topic = Topic(
        id=TOPIC, label="tolls of the fire", claims=tuple(claim.id for claim in claims),
        documents=tuple(document.id for document in documents), parties=(), figures=(),
    )  # fmt: skip
    with Ledger.open(str(path), create=True) as ledger:
        for document, claim in zip(documents, claims, strict=True):
            ledger.save_document(document, [claim], np.ones((1, 2), dtype=np.float32), model="m")
        ledger.save_findings(
            Findings(claims=claims, topics=[topic], contradictions=pairs, agreements=[]),
            run=MOMENT,
        )  # fmt: skip
    return pairs


@pytest.fixture
def ledger(tmp_path):
    """Path of a ledger with two contradictions."""
    path = tmp_path / "claims.db"
    fill(
        path,
        ["The fire killed 12 people.", "The fire killed 20 people.", "The fire was put out."],
        ["12 against 20.", "One says burning, one says out."],
    )
    return str(path)


@pytest.fixture
def browser(ledger):
    """A browser on the page of that ledger."""
    with TestClient(make_app(Desk(ledger, by="Ana"), KEY), base_url="http://127.0.0.1") as client:
        yield client


def pairs_in(path):
    """What the ledger holds."""
    with Ledger.open(path) as opened:
        return opened.contradictions()


def say(browser, path, verdict="dismiss", **more):
    """What happens when a form is sent."""
    headers = more.pop("headers", {})
    form = {"id": pairs_in(path)[0].id, "verdict": verdict, "note": "two mills", **more}
    return browser.post(f"{HOME}review", data=form, headers=headers, follow_redirects=False)


def test_the_page_shows_both_quotes(browser):
    """With who says them, why they differ, and where they stand."""
    page = browser.get(HOME).text

    for words in ("The fire killed 12 people.", "The fire killed 20 people.", "12 against 20.", "Speaker 1",
                  "Paper 2", "2 disputes", "tolls of the fire"):  # fmt: skip
        assert words in page


@pytest.mark.parametrize(
    ("verdict", "status"), [("confirm", "confirmed"), ("dismiss", "dismissed"), ("resolve", "resolved")]
)
def test_a_verdict_goes_into_the_ledger(browser, ledger, verdict, status):
    """With its note and who gave it; the page comes back and says so."""
    answer = say(browser, ledger, verdict)
    [pair] = [pair for pair in pairs_in(ledger) if pair.reviews]

    assert 303 == answer.status_code
    assert (status, "two mills", "Ana") == (pair.status, pair.reviews[0].note, pair.reviews[0].by)
    assert f"<b>{status.capitalize()}</b> by Ana" in browser.get(answer.headers["location"]).text


def test_what_has_a_verdict_is_not_to_review(browser, ledger):
    """It stands with its like, and can be judged again: the last word counts."""
    say(browser, ledger)

    assert "1 dispute." in browser.get(HOME).text
    assert "two mills" in browser.get(f"{HOME}?status=dismissed").text
    say(browser, ledger, "confirm", id=next(pair.id for pair in pairs_in(ledger) if pair.reviews))
    assert ["confirmed", "new"] == sorted(pair.status for pair in pairs_in(ledger))


def test_one_comes_back_to_what_one_looked_at(browser, ledger):
    """The same search, at the next finding."""
    answer = say(browser, ledger, back="?words=fire&kind=figure", next="abc")

    assert f"/{KEY}/?words=fire&kind=figure&done=" in answer.headers["location"]
    assert answer.headers["location"].endswith("#d-abc")


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "?page=x", "\r\nX: y"])
def test_one_comes_back_to_this_page_only(browser, ledger, back):
    """Whatever the form says."""
    assert say(browser, ledger, back=back, next=back).headers["location"].startswith(f"/{KEY}/?done=")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"words": "put OUT"}, 1),
        ({"words": "burning paper"}, 1),
        ({"words": "paper"}, 2),
        ({"words": "flood"}, 0),
        ({"kind": "figure"}, 2),
        ({"kind": "date"}, 0),
        ({"reading": "denial"}, 0),
        ({"party": "Party 1"}, 2),
        ({"party": "Party"}, 0),
        ({"topic": TOPIC}, 2),
        ({"status": "all"}, 2),
        ({"status": "new"}, 2),
        ({"status": "confirmed"}, 0),
        ({"status": "nonsense"}, 2),
        ({"page": "-1"}, 2),
        ({"page": "99"}, 2),
        ({"words": "x" * 1000}, 2),
    ],
)
def test_findings_are_asked_for(browser, query, found):
    """By words, kind, reading, party, topic and verdict; an address that makes no sense asks for all."""
    page = browser.get(HOME, params=query).text

    assert found == page.count('class="verdict"')


def test_many_findings_come_in_pages(tmp_path):
    """Each is on one of them."""
    path = tmp_path / "many.db"
    texts = [f"The fire killed {number} people." for number in range(ON_A_PAGE + 6)]
    pairs = fill(path, texts, [f"why {number}" for number in range(ON_A_PAGE + 5)])
    pages = [Desk(str(path)).page(Asked(page=number)) for number in (1, 2)]

    assert [ON_A_PAGE, 5] == [page.count('class="verdict"') for page in pages]
    assert all(any(pair.id in page for page in pages) for pair in pairs)


def test_a_hostile_document_does_nothing(tmp_path):
    """What it says is shown, and is neither markup nor script nor a turn of direction."""
    path = tmp_path / "hostile.db"
    fill(path, [HOSTILE, "The fire killed 20 people."], [HOSTILE])
    page = Desk(str(path), by=HOSTILE).page(Asked(words="alert"))

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "\u202e" not in page


def test_nothing_is_asked_of_the_network(browser):
    """Scripts and styles stand in the page, allowed by their hashes; nobody may frame it."""
    answer = browser.get(HOME)

    assert "default-src &#39;none&#39;" in answer.text or "default-src 'none'" in answer.text
    assert "form-action 'self'" in answer.text.replace("&#39;", "'")
    assert "unsafe" not in answer.text.partition("</head>")[0].partition("<style")[0]
    assert "frame-ancestors 'none'" == answer.headers["content-security-policy"]
    assert ("nosniff", "no-store") == (
        answer.headers["x-content-type-options"], answer.headers["cache-control"],
    )  # fmt: skip


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.0.1", ""])
def test_a_foreign_host_is_refused(browser, ledger, host):
    """A name that somebody points at this machine leads to nothing."""
    assert 400 == browser.get(HOME, headers={"host": host}).status_code
    assert 400 == say(browser, ledger, headers={"host": host}).status_code
    assert not any(pair.reviews for pair in pairs_in(ledger))


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"sec-fetch-site": "none"},
     {"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:1"}],
)  # fmt: skip
def test_a_form_from_elsewhere_is_refused(browser, ledger, headers):
    """Another page in the same browser cannot review."""
    assert 403 == say(browser, ledger, headers=headers).status_code
    assert not any(pair.reviews for pair in pairs_in(ledger))


def test_a_form_of_the_page_is_taken(browser, ledger):
    """As browsers send it."""
    headers = {"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"}

    assert 303 == say(browser, ledger, headers=headers).status_code


@pytest.mark.parametrize(
    "path", ["/", "/review", "/wrong/", "/wrong/review", f"/{KEY}/other", "/favicon.ico"]
)
def test_elsewhere_is_nothing(browser, path):
    """Who does not know the address does not find the page."""
    assert 404 == browser.get(f"http://127.0.0.1{path}").status_code


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"verdict": "delete"}, 400),
        ({"id": "0" * 16}, 400),
        ({"id": ""}, 400),
        ({"extra": "x"}, 400),
        ({"note": "x" * 3000}, 400),
        ({"note": "x" * 30_000}, 413),
        ({f"f{number}": "x" for number in range(20)}, 400),
    ],
)
def test_a_wrong_form_changes_nothing(browser, ledger, form, code):
    """It is told in a line, as plain text."""
    answer = say(browser, ledger, **form)

    assert code == answer.status_code
    assert "text/plain" in answer.headers["content-type"]
    assert not any(pair.reviews for pair in pairs_in(ledger))


def test_only_forms_are_taken(browser):
    """What a page elsewhere could send without asking, and what it could not."""
    assert 415 == browser.post(f"{HOME}review", json={"id": "x"}).status_code
    assert 405 == browser.get(f"{HOME}review").status_code


def test_an_address_that_makes_no_sense_asks_for_the_first_page():
    """No address is an error."""
    assert Asked() == read_asked({"page": "many", "status": "?"})
    assert Asked(page=2) == read_asked({"page": "2", "utm_source": "x"})


def test_the_real_server_answers(ledger):
    """On a free port of this machine, with a real request."""
    listening = open_socket(0)
    port = listening.getsockname()[1]
    config = uvicorn.Config(make_app(Desk(ledger), KEY), ws="none", lifespan="off", log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        page = httpx.get(f"http://127.0.0.1:{port}/{KEY}/", trust_env=False)
    finally:
        server.should_exit = True
        thread.join()

    assert (200, True) == (page.status_code, "12 against 20." in page.text)


def test_a_port_that_is_taken_is_told(ledger):
    """With what to do about it."""
    with open_socket(0) as listening:
        port = str(listening.getsockname()[1])
        told = CliRunner().invoke(program, ["--ledger", ledger, "serve", "--port", port])

    assert 2 == told.exit_code
    assert "--port 0" in told.stderr


def test_a_missing_ledger_is_told_at_once(tmp_path):
    """Not in the browser."""
    told = CliRunner().invoke(program, ["--ledger", str(tmp_path / "none.db"), "serve"])

    assert 2 == told.exit_code
    assert "no ledger" in told.stderr
