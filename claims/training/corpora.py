"""What a careful reader would flag in small collections of articles, and what is flagged.

    python -m claims.training.corpora [FOLDER]

FOLDER holds collections of two to four articles on one story (`tests/data/corpora` without), each with
an `expect.json`: pairs of sentences that contradict or agree, pairs that may be flagged besides, and
what a hasty reader would wrongly flag. They were written for this, before anybody saw what is flagged
in them. The errors of most were read and acted on; those of HELD_OUT were not.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from claims import judge
from claims.base.records import Agreement, Claim, Contradiction, Skipped
from claims.base.settings import Settings
from claims.collect import read_documents
from claims.rules import Pair
from claims.rules.evidence import is_worth_asking
from claims.rules.frames import Frame
from claims.settle import Placed, conclude, place
from claims.tools import Tools

CORPORA = Path(__file__).parents[2] / "tests" / "data" / "corpora"
EXPECTED = "expect.json"
HELD_OUT = frozenset({"19", "20", "22", "23", *map(str, range(65, 85))})
RIVALS = frozenset({"conflict", "denial", "revision"})  # readings that are flagged before all others

Expected = Mapping[str, Any]
Files = Mapping[str, str]  # document id -> name of its file


def measure(folder: Path = CORPORA) -> dict[str, Any]:
    """Counts for the collections that were read, and for those that were not."""
    counts = {"read": Counter[str](), "held out": Counter[str]()}
    tools = Tools(Settings())
    for corpus in sorted(path.parent for path in folder.glob(f"*/{EXPECTED}")):
        counts["held out" if corpus.name in HELD_OUT else "read"] += count(corpus, tools)
    return {half: dict(sorted(found.items())) for half, found in counts.items()}


def count(corpus: Path, tools: Tools) -> Counter[str]:
    """How many of the expected pairs of one collection are found, and how many flags nobody expects."""
    expected = json.loads((corpus / EXPECTED).read_text(encoding="utf-8"))
    placed, files = place_collection(corpus, tools)
    heard = [pair for pair in placed.pairs if is_heard(pair, tools)]
    findings = conclude(placed, judge.weigh(placed.pairs, tools.panel), tools, moment="")
    flagged = [pair for pair in findings.contradictions if pair.reading in RIVALS]
    return Counter(
        {
            "collections": 1,
            "contradictions": len(expected["contradictions"]),
            "contradictions paired": count_found(expected["contradictions"], placed.pairs, files),
            "contradictions heard": count_found(expected["contradictions"], heard, files),
            "pairs": len(placed.pairs),
            "pairs of all": count_all(placed.frame.claims),
            "pairs heard": len(heard),
            "contradictions found": count_found(expected["contradictions"], flagged, files),
            "agreements": len(expected["agreements"]),
            "agreements found": count_found(expected["agreements"], findings.agreements, files),
            "flags": len(flagged),
            "wrong flags": sum(not is_expected(pair, expected, files) for pair in flagged),
        }
    )


def place_collection(corpus: Path, tools: Tools) -> tuple[Placed, Files]:
    """One collection with its pairs, and the file of each of its documents."""
    sources = [str(path) for path in sorted(corpus.iterdir()) if path.name != EXPECTED]
    read = read_documents(sources, tools.settings)
    documents = [row for row in read if not isinstance(row, Skipped)]
    claims = tools.read(documents)
    files = {document.id: Path(document.source).name for document in documents}
    frame = Frame(claims, tools.embed(claims), frozenset(files))
    return place(frame, tools, newest={}), files


def is_heard(pair: Pair, tools: Tools) -> bool:
    """Whether a rule speaks of a pair, or the cross-encoder is asked."""
    return bool(judge.apply_rules(pair, tools.panel.rules)) or is_worth_asking(pair)


def count_all(claims: Sequence[Claim]) -> int:
    """How many pairs of claims of two documents there are."""
    sizes = Counter(claim.document for claim in claims).values()
    return sum(one * other for one, other in combinations(sizes, 2))


def count_found(
    expected: Iterable[Expected], pairs: Sequence[Contradiction | Agreement | Pair], files: Files
) -> int:
    """How many of the expected pairs are among those found."""
    return sum(any(is_hit(pair, row, files) for pair in pairs) for row in expected)


def is_expected(pair: Contradiction, expected: Mapping[str, Sequence[Expected]], files: Files) -> bool:
    """Whether a reader wants a flag, or does not mind it in this reading."""
    wanted = any(is_hit(pair, row, files) for row in expected["contradictions"])
    return wanted or any(
        is_hit(pair, row, files) and pair.reading in row.get("readings", RIVALS)
        for row in expected["allowed"]
    )


def is_hit(pair: Contradiction | Agreement | Pair, row: Expected, files: Files) -> bool:
    """Whether the two claims of a pair stand in the two sentences of an expected one."""
    ways = ((pair.left, pair.right), (pair.right, pair.left))
    return any(
        stands_in(one, row["left"], files) and stands_in(other, row["right"], files) for one, other in ways
    )


def stands_in(claim: Claim, side: Expected, files: Files) -> bool:
    """Whether the sentence of a claim holds all words of one of the ways in which a side is told."""
    sentence = plain(claim.sentence)
    told = (side["words"], *side.get("or", ()))
    return files[claim.document] == side["file"] and any(
        all(plain(words) in sentence for words in way) for way in told
    )


def plain(text: str) -> str:
    """A text in lower case with single blanks and straight quotes."""
    straight = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})
    return " ".join(text.translate(straight).casefold().split())


if __name__ == "__main__":
    print(json.dumps(measure(*map(Path, sys.argv[1:2])), indent=1))
