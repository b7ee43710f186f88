"""Measures who says what, by which words, on PolNeAR's dev split, which nothing was trained on.

    python -m claims.training.relations DATA [--card]

Three ways: the rules alone (cue words and trees), the network alone, and both as claims are read
(the rules first, the network where they hear nobody). Tokens without a letter or digit do not count.

- *relations*: predicted ones pair one-to-one with annotated ones, best overlap first, if their cues
  share a word or more than half of their contents' words are shared.
- *overlap*: words of a source, cue or content found within paired relations.
- *words*: words that are part of any source, cue or content, whoever's.
- *exact*: parts with the same words from first to last.

The rules read what is stated, clause by clause; PolNeAR also marks attitudes ("supports the ban"),
which are no statements of their own here, so that the rules' recall is bounded by design.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.base.records import Document, Sentence
from claims.collect import split_sentences
from claims.language.attribution import Statement, read_statements
from claims.language.clauses import cut_clauses, subtree_phrase
from claims.language.relations import relations_of, resumed_in, set_relations
from claims.models.attribution import FOLDER
from claims.models.parser import ShippedParser
from claims.training.attribution import touches
from claims.training.card import keep_figures, table_of
from claims.training.polnear import PARTS, Article, read_articles

WAYS = ("rules", "network", "both")
Words = frozenset[int]
Parts = dict[str, Words]  # source, cue, content: places of words in the article


@dataclass(frozen=True)
class Page:
    """A parsed sentence with the place of each of its words in the article; marks have none."""

    sentence: Sentence
    doc: Any
    places: dict[int, int]

    def span(self, word: int) -> tuple[int, int]:
        """Where a word stands in the article."""
        start = self.sentence.start + self.doc[word].idx
        return start, start + len(self.doc[word])

    def place(self, words: Iterable[int]) -> Words:
        """Places in the article of words of the sentence."""
        return frozenset(self.places[word] for word in words if word in self.places)


def measure(data: Path) -> dict[str, Any]:
    """Precision, recall and F1 of every way, part and way of counting, rounded to three places."""
    parser = ShippedParser()
    hits: dict[str, Counter[str]] = {way: Counter() for way in WAYS}
    articles = read_articles(data, "dev")
    for article in articles:
        pages = parse_article(article, parser)
        gold = annotated(article, pages)
        found = {"network": by_network(pages), "both": by_statements(pages)}
        for page in pages:
            set_relations(page.doc, ())
        found["rules"] = by_statements(pages)
        for way in WAYS:
            hits[way] += count_hits(gold, found[way])
    return {
        "articles": len(articles),
        "relations": sum(len(article.attributions) for article in articles),
        **{way: figures_of(hits[way]) for way in WAYS},
    }


def parse_article(article: Article, parser: ShippedParser) -> list[Page]:
    """The sentences of an article, parsed."""
    sentences = split_sentences([Document.of(article.text, source=article.name)])
    pages, count = [], 0
    for sentence, doc in zip(sentences, parser.parse([row.text for row in sentences]), strict=True):
        counted = [token.i for token in doc if any(letter.isalnum() for letter in token.text)]
        pages.append(Page(sentence, doc, {word: count + at for at, word in enumerate(counted)}))
        count += len(counted)
    return pages


def annotated(article: Article, pages: Sequence[Page]) -> list[Parts]:
    """The annotated relations by places of words."""
    spans = {place: page.span(word) for page in pages for word, place in page.places.items()}
    return [
        {
            part: frozenset(place for place, span in spans.items() if touches(span, getattr(row, part)))
            for part in PARTS
        }
        for row in article.attributions
    ]


def by_network(pages: Sequence[Page]) -> list[Parts]:
    """The relations of the network; what resumes goes to the last one before it."""
    rows: list[Parts] = []
    for page in pages:
        rows += [{part: page.place(getattr(row, part)) for part in PARTS} for row in relations_of(page.doc)]
        if rows:
            rows[-1]["content"] |= page.place(resumed_in(page.doc))
    return rows


def by_statements(pages: Sequence[Page]) -> list[Parts]:
    """The voices of statements as relations: all that one source says in a sentence is one content."""
    rows: list[Parts] = []
    for page in pages:
        told: dict[int, list[Statement]] = defaultdict(list)
        for statement in read_statements(cut_clauses(page.doc)):
            if statement.voice.source is not None:
                told[statement.voice.source.i].append(statement)
        rows += [relation_of(page, statements) for statements in told.values()]
    return rows


def relation_of(page: Page, statements: Sequence[Statement]) -> Parts:
    """The relation behind the statements of one source."""
    source = {token.i for row in statements for token in subtree_phrase(row.voice.source)}
    cue = {row.cue.head.i for row in statements if row.cue is not None}
    content = {token.i for row in statements for token in row.clause.tokens} - source - cue
    return {"source": page.place(source - cue), "cue": page.place(cue), "content": page.place(content)}


def count_hits(gold: Sequence[Parts], found: Sequence[Parts]) -> Counter[str]:
    """What one article adds to every count."""
    hits = Counter({"relations/gold": len(gold), "relations/found": len(found)})
    for side, rows in (("gold", gold), ("found", found)):
        for part in PARTS:
            hits[f"{part}/overlap/{side}"] += sum(len(row[part]) for row in rows)
            hits[f"{part}/exact/{side}"] += sum(bool(row[part]) for row in rows)
            hits[f"{part}/words/{side}"] += len(union(rows, part))
    for part in PARTS:
        hits[f"{part}/words/both"] += len(union(gold, part) & union(found, part))
    for left, right in pair_up(gold, found):
        hits["relations/both"] += 1
        for part in PARTS:
            hits[f"{part}/overlap/both"] += len(left[part] & right[part])
            hits[f"{part}/exact/both"] += bool(left[part]) and left[part] == right[part]
    return hits


def union(rows: Sequence[Parts], part: str) -> Words:
    """All words of a part."""
    return frozenset().union(*(row[part] for row in rows))


def pair_up(gold: Sequence[Parts], found: Sequence[Parts]) -> list[tuple[Parts, Parts]]:
    """Pairs of relations, each in one pair at most, by falling overlap."""
    scored = [
        (share(left["cue"], right["cue"]) + share(left["content"], right["content"]), at, other)
        for at, left in enumerate(gold)
        for other, right in enumerate(found)
        if left["cue"] & right["cue"] or share(left["content"], right["content"]) > 0.5
    ]
    pairs, used, taken = [], set(), set()
    for _, at, other in sorted(scored, key=lambda row: (-row[0], row[1:])):
        if at not in used and other not in taken:
            used.add(at)
            taken.add(other)
            pairs.append((gold[at], found[other]))
    return pairs


def share(left: Words, right: Words) -> float:
    """Shared words by all words."""
    return len(left & right) / max(len(left | right), 1)


def figures_of(hits: Counter[str]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of everything counted."""
    names = sorted({name.rpartition("/")[0] for name in hits})
    return {
        name: {
            "precision": round(hits[f"{name}/both"] / max(hits[f"{name}/found"], 1), 3),
            "recall": round(hits[f"{name}/both"] / max(hits[f"{name}/gold"], 1), 3),
            "f1": round(2 * hits[f"{name}/both"] / max(hits[f"{name}/found"] + hits[f"{name}/gold"], 1), 3),
        }
        for name in names
    }


def show_figures(measured: dict[str, Any]) -> str:
    """F1 as a Markdown table: a row for everything counted, a column a way."""
    rows = [
        [name.replace("/", ", "), *(f"{100 * measured[way][name]['f1']:.1f}" for way in WAYS)]
        for name in sorted(measured[WAYS[0]])
    ]
    return table_of([f"F1, {measured['relations']:,} relations of dev", *WAYS], rows)


def main() -> None:
    """Measures, prints, writes `figures.json` and, if asked, the card."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--card", action="store_true", help="write the figures into CARD.md too")
    given = arguments.parse_args()
    measured = measure(given.data)
    digest = (FOLDER / "sha256").read_text(encoding="ascii").split()[0]
    keep_figures(FOLDER, {"sha256": digest, **measured}, show_figures(measured), card=given.card)


if __name__ == "__main__":
    main()
