"""The benchmark measures what it says; nothing here is timed."""

import json
import random
import sys
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from bench.__main__ import app
from bench.articles import SIDES, contradictions, worded, write_articles
from bench.corpora import load_corpus, written_by_hand
from bench.ledgers import LIKENESS, Telling, blurred, tell
from bench.page import render
from bench.pipelines import beside, extended
from bench.plain import pairs_inside
from bench.processes import watched
from bench.stopwatch import Network, Stopwatch, gone, hear, operations
from bench.truth import Told, Truth
from typer.testing import CliRunner

from claims import collect
from claims.base.records import Claim, Document, Sentence, content_id

PLAIN = {
    "documents": 40,
    "sentences": 1000,
    "clusters": 9,
    "stages": {"load": 5.0, "read": 1.0, "embed": 10.0, "cluster": 2.0, "pairs": 0.5, "score": 20.0},
    "seconds": 38.5,
    "pairs": 4000,
    "scored": 4000,
    "flags": 300,
    "planted": 3,
    "within": ["a", "b"],
    "true": ["a"],
    "peak_bytes": 10**9,
    "guessed": [],
}
OURS = {
    "documents": 40,
    "claims": 1200,
    "sentences": 1000,
    "seconds": 8.0,
    "stages": {"load": 1.0, "read": 4.0, "judge": 2.0},
    "pairs": 900,
    "questions": 100,
    "networks": {"nli": {"seconds": 4.0, "pieces": 0, "operations": 0}},
    "processor_seconds": 9.0,
    "ledger_bytes": 5_000_000,
    "flags": 7,
    "agreements": 2,
    "planted": 3,
    "paired": ["a", "c"],
    "asked": ["a"],
    "true": ["c"],
    "one_more": [0.5, 0.7, 0.6],
    "peak_bytes": 8 * 10**8,
}
MACHINE = {
    "day": "2026-01-01",
    "processor": "one",
    "cores": 2,
    "memory_bytes": 8 * 10**9,
    "system": "Linux 6",
    "python": "3.11",
    "versions": {"numpy": "2"},
    "load": 0.1,
}


def document_of(name, text):
    """A document that was read from the row `name` of a file."""
    return Document.of(text, source=f"rows.jsonl#{name}")


def test_the_made_articles_are_always_the_same():
    """The figures of two machines are of the same articles, and a larger corpus begins with the smaller."""
    first, again = (list(islice(write_articles(), 4)) for _ in range(2))
    small, large = load_corpus(20, None), load_corpus(40, None)

    assert first == again
    assert small.rows == large.rows[:20]
    assert 20 == len(small.rows)


def test_what_contradicts_stands_in_the_articles():
    """Each planted sentence lies inside one that the tool reads, in the article that is named."""
    corpus = load_corpus(40, None)
    documents = {row["id"]: document_of(row["id"], row["text"]) for row in corpus.rows}
    read = {name: collect.split_sentences([document]) for name, document in documents.items()}
    sides = [row[side] for row in corpus.truth for side in SIDES]
    lost = [side for side in sides if not any(side["words"][0] in row.text for row in read[side["file"]])]

    assert len(sides) > 20
    assert [] == lost


def test_who_takes_one_side_contradicts_nobody():
    """Articles that tell a point alike, or not at all, are not planted as contradicting each other."""
    for articles in islice(write_articles(), 20):
        sides = {
            article.id: {point: side for point, (_, side) in article.told.items()} for article in articles
        }
        for row in contradictions(articles):
            point = row["id"].split()[-1]

            assert SIDES == tuple(sides[row[side]["file"]][point] for side in SIDES)


def test_what_nobody_disputes_is_told_alike():
    """A choice in angle brackets is made once for an incident, one in square brackets by each outlet."""
    facts = {"town": "Lyon"}
    told = {worded("<a|b|c|d|e|f|g|h> [i|j|k|l|m|n]", facts, random.Random(seed)) for seed in range(30)}

    assert 1 == len({line[0] for line in told})
    assert len(told) > 1


def test_the_truth_is_found_by_article_and_words():
    """A pair counts as found in either order, and not where the words stand in another article."""
    row = {
        "id": "toll",
        "left": {"file": "a", "words": ["Nine people died."]},
        "right": {"file": "b", "words": ["Twelve people died."]},
    }
    documents = [document_of("a", "Nine people died."), document_of("b", "Twelve people died.")]
    nine, twelve = (Told(document.id, document.text) for document in documents)
    truth = Truth([row], documents)

    assert {frozenset(document.id for document in documents)} == truth.documents
    assert ["toll"] == truth.among([(nine, twelve)]) == truth.among([(twelve, nine)])
    assert [] == truth.among([(nine, nine), (Told(nine.document, twelve.sentence), nine)])


def test_expected_pairs_of_the_collections_name_files_that_are_read():
    """What was written by hand is held against the articles that it is about."""
    sources, truth = written_by_hand()
    files = {"/".join(Path(source).parts[-2:]) for source in sources}

    assert set() == {row[side]["file"] for row in truth for side in SIDES} - files


def test_every_stage_has_a_function_that_is_timed():
    """A stage whose functions were all renamed would have its time told as that of another."""
    assert [] == gone()


def test_each_stage_has_its_own_time(monkeypatch):
    """What a stage calls is counted once, and what comes one by one with the stage that makes it."""
    clock = iter(range(100))
    monkeypatch.setattr("bench.stopwatch.perf_counter", lambda: next(clock))
    watch = Stopwatch()

    with watch._inside("outer"):
        with watch._inside("inner"):
            pass
        rows = list(watch._stepwise(iter("ab"), "inner"))

    assert ["a", "b"] == rows
    assert {"outer": 5, "inner": 4} == dict(watch.stages)


def test_what_is_listened_to_is_put_back():
    """A run after a measured one is not measured."""
    before = collect.split_sentences
    heard = []
    undo = hear("claims.collect:split_sentences", lambda result, *_: heard.append(len(result)))
    collect.split_sentences([document_of("a", "It rained. It snowed.")])
    undo()

    assert [2] == heard
    assert before is collect.split_sentences


def test_seconds_and_operations_of_a_network_are_those_of_all_threads(monkeypatch):
    """Also of those in other processes."""
    clock = iter([0.0, 1.0, 3.0, 4.0])
    monkeypatch.setattr("bench.stopwatch.perf_counter", lambda: next(clock))
    network, feed = Network(), {"pieces": np.zeros((2, 7))}

    with network.busy(feed), network.busy(feed):
        pass
    network.add(network.figures())

    assert 12.0 == network.seconds
    assert (56, 8 * operations(7)) == (network.pieces, network.operations)


def test_what_other_processes_heard_is_added():
    """Each piece of work is told once."""
    here, there = Stopwatch(), Stopwatch()
    there.stages["read"] += 2.0
    there.sentences += 3
    there.questions.add(("a", "b"))
    there.networks["nli"].add({"seconds": 1.0, "pieces": 5, "operations": 7})

    here.add(json.loads(json.dumps(there.take())))
    here.add(json.loads(json.dumps(there.take())))

    assert ({"read": 2.0}, 3, {("a", "b")}) == (dict(here.stages), here.sentences, here.questions)
    assert {"seconds": 1.0, "pieces": 5, "operations": 7} == here.networks["nli"].figures()


def test_plain_pairs_are_of_one_cluster_and_two_documents():
    """Sentences of one document are not set against each other, nor those of two clusters."""
    owners = ["a", "a", "b", "b", "c"]
    sentences = [Sentence(document=name, start=0, end=1, text="x") for name in owners]
    pairs = pairs_inside(np.array([0, 1, 0, 1, 0]), sentences)

    assert [[0, 2], [0, 4], [1, 3], [2, 4]] == sorted(pairs.tolist())
    assert (0, 2) == pairs_inside(np.array([0, 0]), sentences[:2]).shape


def test_what_cannot_be_run_is_worked_out_and_marked():
    """Twice the sentences take four times the clustering, and every figure that was not measured says so."""
    small = PLAIN | {"sentences": 500, "pairs": 1000}
    guess = extended(small, PLAIN, 2000)

    assert 4 * PLAIN["stages"]["cluster"] == guess["stages"]["cluster"]
    assert 2 * PLAIN["stages"]["embed"] == guess["stages"]["embed"]
    assert 4 * PLAIN["pairs"] == guess["pairs"]
    assert {*PLAIN["stages"], "pairs", "flags", "peak"} == set(guess["guessed"])


def test_a_process_is_stopped_at_its_limit():
    """What ends by itself tells its code; what would never end is given up."""
    done, _, code = watched([sys.executable, "-c", "raise SystemExit(1)"])
    given_up, _, none = watched([sys.executable, "-c", "while True: pass"], limit=0.3)

    assert (1, None) == (code, none)
    assert done > 0
    assert given_up >= 0.3


def test_only_finds_of_the_plain_pipeline_can_be_kept():
    """Of what it found, what we pair, ask of and flag is counted; what only we find is not."""
    row = beside([OURS], PLAIN)

    assert (1, {"paired": 1, "asked": 1, "true": 0}) == (row["finds"], row["kept"])
    assert 2 == row["plain"]["within"]


def test_one_part_is_measured_and_the_rest_is_kept(tmp_path, monkeypatch):
    """`--only` writes page, plot and figures anew, with what was measured before."""
    monkeypatch.setattr("bench.__main__.operations_a_second", lambda: 2e11)
    kept = {"pipeline": {"made": {"40": beside([OURS], PLAIN) | {"machine": MACHINE}}}}
    (tmp_path / "performance.json").write_text(json.dumps(kept), encoding="utf-8")
    result = CliRunner().invoke(app, ["--only", "limit", "--out", str(tmp_path)])
    figures = json.loads((tmp_path / "performance.json").read_text(encoding="utf-8"))

    assert (0, "") == (result.exit_code, result.stdout)
    assert 2e11 == figures["limit"]["operations"]
    assert kept["pipeline"] == figures["pipeline"]
    assert "200 billion" in (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert "plain pipeline" in (tmp_path / "performance.svg").read_text(encoding="utf-8")


def test_a_part_or_a_folder_that_is_not_there_is_named(tmp_path):
    """Nothing is measured before the call is known to be right."""
    part = CliRunner().invoke(app, ["--only", "colds"])
    folder = CliRunner().invoke(app, ["--data", str(tmp_path)])

    assert (2, 2) == (part.exit_code, folder.exit_code)
    assert "colds" in part.stderr
    assert "incidents_dev" in folder.stderr


@pytest.mark.parametrize("load", [0.1, 3.0])
def test_the_page_shows_what_was_measured(load):
    """Parts that were not measured are left out, and a busy machine is told."""
    machine = MACHINE | {"load": load}
    figures = {"pipeline": {"made": {"40": beside([OURS], PLAIN) | {"machine": machine}}}}
    page = render(figures)

    assert "| sentences | 1,000 | 1,000 |" in page
    assert "| **whole, s** | **8** | **38.5** |" in page
    assert "1 of 1" in page
    assert "Cold start" not in page
    assert (load > 1) == ("Provisional" in page)


def test_the_page_tells_what_was_given_up():
    """A command or a ledger that took too long is shown as such, not left out."""
    held = {"claims": 1000, "documents": 30, "contradictions": 4}
    command = {"seconds": None, "peak_bytes": 10**9}
    page = render(
        {
            "growth": {
                "ledgers": [held | {"seconds": [1.0, 2.0], "pairs": 3.0}, held | {"seconds": None}],
                "articles": 2,
                "limit": 900.0,
                "machine": MACHINE,
            },
            "cold": {
                "ledger": held,
                "commands": {"check": command},
                "loading": {"parser": [1.0]},
                "machine": MACHINE,
            },
        }
    )

    assert "> 900 for all" in page
    assert "| `claims check` | > 60 |" in page


def test_a_telling_is_the_same_under_other_names():
    """Every span still cuts out its quote, weekdays stay true, and ids lead to where they led."""
    day = date(2024, 3, 4)
    text = "The dam in Lyon broke on Monday, Amara Abelin said."
    document = Document.of(text, source="a", title="Flood in Lyon", published=day)
    claim = Claim(
        id=content_id("one"),
        document=document.id,
        origin=document.id,
        text=text,
        quote=text[:32],
        start=0,
        end=32,
        sentence=text,
        speaker="Amara Abelin",
        published=day,
    )
    _, told, again = islice(tell(Telling([document], [claim], np.ones((1, 4), np.float32) / 2)), 3)
    new, page = told.claims[0], told.documents[0]

    assert new.quote == page.text[new.start : new.end] != claim.quote
    assert new.speaker in page.text
    assert day.weekday() == new.published.weekday()
    assert page.id == new.document
    assert 3 == len({claim.id, new.id, again.claims[0].id})


def test_tellings_are_as_alike_as_they_are_meant_to_be():
    """The vectors of two tellings are near each other, not equal, and of length 1."""
    base = np.eye(400, dtype=np.float32)[:50]
    one, other = blurred(base, 1), blurred(base, 2)

    assert np.allclose(1, np.linalg.norm(one, axis=1), atol=1e-5)
    assert np.allclose(LIKENESS, (one * other).sum(axis=1).mean(), atol=0.03)
