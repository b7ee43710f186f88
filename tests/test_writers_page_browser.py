"""The pages in a browser: they open, filter and draw, ask for nothing, and no document takes them over."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from claims.base.records import Claim, Contradiction, Document, Topic, content_id
from claims.base.views import Made, View
from claims.writers.graphs import build_graph
from claims.writers.page import draw_page, write_page

CHROMIUM, DRIVER = shutil.which("chromium") or shutil.which("chrome"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no chromium and chromedriver on PATH"),
]
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ATTACK = (
    "</script><script>document.title='owned'</script>"
    '"><img src=https://evil.example/x onerror="document.title=1"><svg onload="document.title=2">'
    "<style>body{display:none}</style>=1+1 [a](javascript:document.title=3) \u202etfel"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A Chromium of its own that tells all that it is asked to load and all that goes wrong in a page."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options, Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser, tmp_path):
    """Opens the text of a page, which then must ask for nothing but itself, and tell no error."""
    path = tmp_path / "page.html"

    def open_page(text):
        path.write_text(text, encoding="utf-8")
        browser.get_log("performance")
        browser.get(path.as_uri())
        return browser

    yield open_page
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = {
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
        and message["params"]["documentURL"].startswith(path.as_uri())  # not the browser's own first tab
    }
    assert {path.as_uri()} == asked
    assert [] == [entry["message"] for entry in browser.get_log("browser")]


def make_claim(quote, document, party, **known):
    """What a party says in a document."""
    name = content_id(quote, party)
    text = {"text": quote, "quote": quote, "sentence": quote, "start": 0, "end": len(quote), "topic": "t1"}
    return Claim(
        id=name,
        document=document,
        origin=document,
        speaker=party,
        party=party,
        carrier="Post",
        **{**text, **known},
    )


def make_view(said="boats", url=None):
    """Three disputes of three parties on two topics, one of them dismissed."""
    document = Document.of("x", source="a.txt", title=said, url=url, published=date(2024, 5, 1))
    north, south, east = (
        make_claim(f"{party} {said}", document.id, party) for party in ("Northérn", "Southern", "Eastern")
    )
    rows = [
        (north, south, "denial", "open"),
        (south, east, "figure", "new"),
        (north, east, "date", "dismissed"),
    ]
    pairs = [
        Contradiction(
            id=content_id(left.id, right.id),
            kind=kind,
            reading="denial" if kind == "denial" else "conflict",
            incident="same",
            probability=0.9 - number / 10,
            status=status,
            topic=f"t{1 + number % 2}",
            left=left,
            right=right,
            decided_by=(),
            why=f"{left.party} against {right.party}: {said}",
            first_seen="2024-06-01T00:00:00Z",
        )
        for number, (left, right, kind, status) in enumerate(rows)
    ]
    topics = [
        Topic(id=name, label=f"{said} {name}", claims=(), documents=(), parties=(), figures=())
        for name in ("t1", "t2")
    ]
    return View(
        documents=(document,),
        claims=(north, south, east),
        topics=tuple(topics),
        contradictions=tuple(pairs),
        agreements=(),
        made=Made(version="1", day=date(2024, 6, 1)),
    )


def shown(driver):
    """The ids of the disputes that the table shows."""
    rows = driver.find_elements("css selector", "#table tbody tr")
    return [row.get_attribute("data-id") for row in rows if row.is_displayed()]


def until(driver, script, expected):
    """Waits, for at most five seconds, until a script gives what is expected."""
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(driver, 5, poll_frequency=0.05).until(
        lambda page: page.execute_script(f"return {script}") == expected, f"{script} is not {expected!r}"
    )


def painted(driver):
    """Whether the canvas of the graph holds something."""
    return driver.execute_script(
        "return [...document.querySelectorAll('#graph canvas')].some((canvas) => canvas.width && canvas"
        ".getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean))"
    )


def test_the_page_opens_and_the_graph_is_drawn(opened):
    """Every dispute that stands is a row and a line, in the colours of the legend."""
    driver = opened(write_page(make_view()))

    assert 2 == len(shown(driver))
    assert "2 of 3 disputes, 1 dismissed not shown" == driver.find_element("id", "found").text
    until(driver, "document.getElementById('graph-frame').dataset.drawn", "2")
    assert painted(driver)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("words", "northern", [0]),  # an accent makes no difference
        ("words", "SOUTHERN eastern", [1]),
        ("words", "nobody", []),
        ("kind", "figure", [1]),
        ("reading", "denial", [0]),
        ("status", "dismissed", [2]),
        ("party", "Southern", [0, 1]),
        ("topic", "t2", [1]),
    ],
)
def test_the_table_shows_what_is_asked_for_and_says_how_much(opened, field, value, expected):
    """Search and every filter; the graph follows."""
    from selenium.webdriver.support.select import Select

    view = make_view()
    driver = opened(write_page(view))

    control = driver.find_element("name", field)
    Select(control).select_by_value(value) if control.tag_name == "select" else control.send_keys(value)

    until(driver, "document.getElementById('found').textContent.split(' ')[0]", str(len(expected)))
    assert [view.contradictions[number].id for number in expected] == shown(driver)
    drawn = [number for number in expected if number < 2]
    until(driver, "document.getElementById('graph-frame').dataset.drawn", str(len(drawn)))


def test_all_can_be_shown_again(opened):
    """One button undoes every filter."""
    driver = opened(write_page(make_view()))
    driver.find_element("name", "words").send_keys("nobody")
    until(driver, "document.getElementById('found').textContent.split(' ')[0]", "0")

    driver.find_element("css selector", "#asking [type=reset]").click()

    until(driver, "document.getElementById('found').textContent.split(' ')[0]", "2")


@pytest.mark.parametrize("write", [write_page, lambda view: draw_page(build_graph([], view.contradictions))])
def test_a_dispute_chosen_with_the_keyboard_shows_both_quotes(opened, write):
    """Arrow keys go from line to line, strongest first, and back; Escape lets go."""
    from selenium.webdriver.common.keys import Keys

    driver = opened(write(make_view()))
    graph, picked = driver.find_element("id", "graph"), driver.find_element("id", "picked")
    quotes = "[...document.querySelectorAll('#picked blockquote p')].map((part) => part.textContent)"

    graph.send_keys(Keys.ARROW_RIGHT)
    until(driver, quotes, ["Northérn boats", "Southern boats"])
    assert "Northérn against Southern: boats" in picked.text
    graph.send_keys(Keys.ARROW_RIGHT)
    until(driver, quotes, ["Southern boats", "Eastern boats"])
    graph.send_keys(Keys.ARROW_LEFT)
    until(driver, quotes, ["Northérn boats", "Southern boats"])
    graph.send_keys(Keys.ESCAPE)
    until(driver, quotes, [])


def test_a_click_on_a_line_shows_both_quotes_and_on_a_point_one(opened):
    """With the mouse, where the line is; beside it, nothing is chosen."""
    from selenium.webdriver import ActionChains

    driver = opened(write_page(make_view()))
    graph = driver.find_element("id", "graph")
    width, height = graph.size["width"], graph.size["height"]
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", graph)
    drawn = "const drawn = arguments[0]._cyreg.cy; return "
    line = driver.execute_script(drawn + "drawn.edges()[0].renderedMidpoint()", graph)
    point = driver.execute_script(drawn + "drawn.nodes()[0].renderedPosition()", graph)

    for place, expected in ((line, 2), (point, 1), ({"x": 3, "y": 3}, 0)):
        across, down = round(place["x"] - width / 2), round(place["y"] - height / 2)
        ActionChains(driver).move_to_element_with_offset(graph, across, down).click().perform()

        until(driver, "document.querySelectorAll('#picked blockquote').length", expected)


def test_a_click_on_a_row_shows_it_in_the_graph(opened):
    """From the table to the picture."""
    driver = opened(write_page(make_view()))

    driver.find_elements("css selector", "[data-show]")[1].click()

    until(driver, "document.querySelectorAll('#picked blockquote').length", 2)
    assert "Southern against Eastern" in driver.find_element("id", "picked").text
    assert "graph" == driver.switch_to.active_element.get_attribute("id")


def test_the_reader_chooses_between_dark_and_light(opened):
    """The page follows the system until then."""
    driver = opened(write_page(make_view()))
    button = driver.find_element("id", "theme")
    colour = "return getComputedStyle(document.body).backgroundColor"
    names, colours = [button.text], [driver.execute_script(colour)]
    for _ in range(2):
        button.click()
        names.append(button.text)
        colours.append(driver.execute_script(colour))

    assert ["Dark page", "Light page", "Dark page"] == names
    assert colours[0] == colours[2] != colours[1]
    driver.execute_script("localStorage.clear()")


def test_the_page_fits_a_phone(opened):
    """Nothing has to be scrolled sideways."""
    page = write_page(
        make_view("a rather long word such as Donaudampfschifffahrtsgesellschaftskapitän, then on")
    )
    driver = opened(page)
    size = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        assert 360 == driver.execute_script("return document.documentElement.scrollWidth")
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_without_scripts_all_can_be_read(opened):
    """Table, topics and the drawing in place of the graph; no control that does nothing."""
    text = write_page(make_view())
    driver = opened("<!doctype html><title>empty</title>")
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        opened(text)
        seen = {
            name: driver.find_element("css selector", name).is_displayed()
            for name in ("#table", ".drawing", "#asking")
        }
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    assert {"#table": True, ".drawing": True, "#asking": False} == seen


@pytest.mark.parametrize("write", [write_page, lambda view: draw_page(build_graph([], view.contradictions))])
def test_a_hostile_document_does_nothing(opened, write):
    """Markup, scripts, addresses and turned letters in every place are words; the page works on."""
    driver = opened(write(make_view(ATTACK, url="javascript:document.title='owned'")))
    title = driver.title

    driver.find_element("css selector", "[data-show]").click()

    until(driver, "document.querySelectorAll('#picked blockquote').length", 2)
    assert title == driver.title
    assert title.startswith(("Claims in dispute", "Who disagrees"))
    assert "<script>document.title='owned'</script>" in driver.find_element("id", "picked").text
    assert [] == driver.find_elements("css selector", "img, [onload], [onerror], a[href^=javascript]")
    assert "tfel" in driver.find_element("id", "picked").text
    assert driver.find_element("tag name", "body").is_displayed()


def test_what_slips_through_could_not_act(browser, tmp_path):
    """The policy stands behind the escaping: markup put into the page by force runs and loads nothing."""
    page = write_page(make_view())
    assert "<h2" in page
    path = Path(tmp_path / "forced.html")
    forced = "<script>document.title='owned'</script><img src='https://evil.example/x' onerror='alert(1)'><h2"
    path.write_text(page.replace("<h2", forced, 1), encoding="utf-8")
    browser.get_log("performance")

    browser.get(path.as_uri())

    refused: list[str] = []

    def is_refused(driver):
        """The browser tells it a little after the page has come."""
        refused.extend(entry["message"] for entry in driver.get_log("browser"))
        told = " ".join(refused)
        return "script-src" in told and ("img-src" in told or "default-src" in told)

    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 10).until(is_refused)
    assert browser.title.startswith("Claims in dispute")
