"""The review page in a browser: keys do all of it, and a page from elsewhere does nothing."""

import shutil
import threading
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
import uvicorn

from claims.base.records import Claim, Contradiction, Document, Topic, content_id
from claims.rules.frames import Findings
from claims.store.ledger import Ledger
from claims.web.desk import Desk
from claims.web.server import make_app, open_socket

CHROMIUM, DRIVER = shutil.which("chromium") or shutil.which("chrome"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no chromium and chromedriver on PATH"),
]
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
TEXTS = [f"The flood took {number} houses." for number in (3, 5, 9)]


@pytest.fixture
def browser(tmp_path):
    """A Chromium of its own."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def ledger(tmp_path):
    """Path of a ledger with two contradictions."""
    path = str(tmp_path / "claims.db")
    documents = [Document.of(text, source="a.txt", published=date(2026, 3, 3)) for text in TEXTS]
    claims = [
        Claim(
            id=content_id(document.id), document=document.id, origin=document.id, text=document.text,
            quote=document.text, sentence=document.text, start=0, end=len(document.text), topic="t",
        )
        for document in documents
    ]  # fmt: skip
    pairs = [
        Contradiction(
            id=content_id(left.id, right.id), kind="figure", reading="conflict", incident="same",
            probability=0.9, topic="t", left=left, right=right, decided_by=(), why="Houses differ.",
            first_seen="2026-03-04T08:00:00+00:00",
        )
        for left, right in pairwise(claims)
    ]  # fmt: skip
    topic = Topic(id="t", label="flood", claims=(), documents=(), parties=(), figures=())
    with Ledger.open(path, create=True) as opened:
        for document, claim in zip(documents, claims, strict=True):
            opened.save_document(document, [claim], np.ones((1, 2), dtype=np.float32), model="m")
        opened.save_findings(
            Findings(claims=claims, topics=[topic], contradictions=pairs, agreements=[]),
            run="2026-03-04T08:00:00Z",
        )
    return path


@pytest.fixture
def address(ledger):
    """Where the review page of that ledger is served."""
    listening = open_socket(0)
    config = uvicorn.Config(make_app(Desk(ledger, by="Ana"), "key"), ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/key/"
    server.should_exit = True
    thread.join()


def reviews_in(path):
    """Verdict, note and reviewer of each contradiction that has one."""
    with Ledger.open(path) as opened:
        return [(pair.status, pair.reviews[-1].note, pair.reviews[-1].by) for pair in opened.contradictions()
                if pair.reviews]  # fmt: skip


def type_on(browser, *keys):
    """Press keys, wherever the focus is."""
    for key in keys:
        browser.switch_to.active_element.send_keys(key)


def wait_for(browser, selector):
    """The element, once it is there."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 20).until(lambda page: page.find_element(By.CSS_SELECTOR, selector))


def test_keys_do_all_of_it(browser, address, ledger):
    """To the second finding, a note, a verdict, and on to what is left; Enter in a note judges nothing."""
    browser.get(address)
    type_on(browser, "j", "j", "n", "two valleys, c d r", "\ue007", "\ue00c", "d")
    done = wait_for(browser, ".done")

    assert "Dismissed by Ana" in done.text
    assert [("dismissed", "two valleys, c d r", "Ana")] == reviews_in(ledger)
    assert "1 dispute." in wait_for(browser, "#found").text
    assert wait_for(browser, "#table tbody tr").get_attribute("id") == (
        browser.switch_to.active_element.get_attribute("id")
    )
    assert [] == [
        entry["message"] for entry in browser.get_log("browser") if "favicon" not in entry["message"]
    ]


def test_a_page_from_elsewhere_reviews_nothing(browser, address, ledger, tmp_path):
    """Even one that knows the address and the finding."""
    with Ledger.open(ledger) as opened:
        name = opened.contradictions()[0].id
    fields = f'<input name="id" value="{name}"><input name="verdict" value="dismiss">'
    (tmp_path / "evil.html").write_text(f'<form method="post" action="{address}review">{fields}</form>')
    browser.get((tmp_path / "evil.html").as_uri())
    browser.execute_script("document.forms[0].submit()")

    assert "comes from another page" in wait_for(browser, "pre").text
    assert [] == reviews_in(ledger)
