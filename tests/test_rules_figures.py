"""Figures: when two amounts contradict each other, agree, or say nothing of each other."""

from datetime import date

import pytest

from claims.base.records import Claim, Quantity, TimeSpan
from claims.rules.counts import head_of, populations_compare
from claims.rules.figures import find_figure_clash
from claims.rules.incidents import relate_incidents
from claims.rules.measured import measure_of
from claims.rules.pairs import Pair

MONDAY = TimeSpan(text="on Monday", start=date(2024, 3, 4), end=date(2024, 3, 4))
YEARS = {
    year: TimeSpan(text=f"in {year}", start=date(year, 1, 1), end=date(year, 12, 31)) for year in (2021, 2023)
}


def amount(low, high=None, *, of="people", role="killed", **known):
    """A quantity: one value, or a range."""
    return Quantity(text=str(low), low=low, high=low if high is None else high, of=of, role=role, **known)


def at_least(low, **known):
    """A quantity with a lower bound only."""
    return amount(low, **known).model_copy(update={"high": None})


def claim(quantity, *, document="d1", **known):
    """A claim on a fire in Lyon on Monday, but for what is said otherwise."""
    slots = {
        "speaker": "officials",
        "published": date(2024, 3, 5),
        "event": "fire",
        "time": MONDAY,
        "places": ("Lyon",),
        "names": ("Lyon",),
        "predicate": "die",
    }
    words = f"{document} {quantity.text}"
    return Claim(
        id=words,
        document=document,
        origin=document,
        text=words,
        quote=words,
        start=0,
        end=len(words),
        sentence=words,
        quantities=(quantity,),
        **(slots | known),
    )


def compare(left, right, *, similarity=0.7):
    """What the rule says of two claims; the same whichever comes first."""
    finding = find_figure_clash(Pair(left, right, similarity, relate_incidents(left, right)))
    swapped = find_figure_clash(Pair(right, left, similarity, relate_incidents(right, left)))
    summary, mirrored = (
        row and (row.relation, row.kind, row.reading, row.incident, row.weight) for row in (finding, swapped)
    )
    assert summary == mirrored
    if finding is None or swapped is None:
        return None
    assert {finding.left_value, finding.right_value} == {swapped.left_value, swapped.right_value}
    return finding.relation, finding.kind, finding.reading


CONFLICT = ("contradiction", "figure", "conflict")
AGREE = ("agreement", "figure", "conflict")


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (amount(12), amount(20), CONFLICT),
        (amount(12), at_least(20), CONFLICT),
        (amount(12, role="injured"), amount(20, role="injured"), CONFLICT),
        (amount(12), amount(12), AGREE),
        (at_least(40), amount(46), AGREE),
        (amount(40, 50), amount(46), AGREE),
        (amount(12), amount(20, role="injured"), None),
        (amount(30), amount(12, part=True), None),
        (amount(12, of="soldiers"), amount(20, of="children"), None),
        (amount(12), amount(12, unit="km", role="length"), None),
    ],
)
def test_tolls_of_one_event(mine, theirs, expected):
    """Ranges that lie apart contradict each other; other roles, people, parts and units do not."""
    assert expected == compare(claim(mine), claim(theirs, document="d2"))


@pytest.mark.parametrize(
    ("speaker", "expected"), [("villagers", CONFLICT), ("officials", None), (None, None)]
)
def test_a_text_disagrees_with_itself_only_where_two_voices_speak(speaker, expected):
    """What one voice, or nobody by name, gives as another figure is a figure of something else."""
    assert expected == compare(claim(amount(12)), claim(amount(20), speaker=speaker))


FIRES = amount(7, of="fires", role="attacks")


def test_the_toll_of_a_night_of_fires_is_no_rival_of_the_toll_of_one():
    """Unless both count over many."""
    one = claim(amount(12))
    many = claim(amount(20), document="d2").model_copy(update={"quantities": (amount(20), FIRES)})
    more = claim(amount(31), document="d3").model_copy(update={"quantities": (amount(31), FIRES)})

    assert compare(one, many) is None
    assert CONFLICT == compare(many, more)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the first 20 died at dawn", None),
        ("the other 20 died at dawn", None),
        ("20 died at dawn", CONFLICT),
    ],
)
def test_a_chosen_few_are_no_rivals_of_all(words, expected):
    """The first and the other twenty leave room for more."""
    some = claim(amount(20), document="d2").model_copy(update={"quote": words})

    assert expected == compare(claim(amount(12)), some)


def test_one_person_who_did_something_is_no_rival_of_two():
    """Two children slept; that one child slept on is told of one of them."""
    slots = {"event": None, "time": None, "predicate": "sleep"}
    two, one = amount(2, of="children", role=None), amount(1, of="child", role=None)

    assert compare(claim(two, **slots), claim(one, document="d2", **slots), similarity=0.9) is None


def test_a_later_toll_is_a_revision():
    """A figure that grows from day to day is named as such."""
    early = claim(amount(12))
    late = claim(amount(20), document="d2", published=date(2024, 3, 8))

    assert ("contradiction", "figure", "revision") == compare(early, late)


def test_rival_parties_do_not_revise_each_other():
    """A later figure of the other side is no update."""
    mine = claim(amount(12), party="North")
    theirs = claim(amount(20), document="d2", party="South", published=date(2024, 3, 8))

    assert CONFLICT == compare(mine, theirs)


@pytest.mark.parametrize(
    "other",
    [
        {"time": TimeSpan(text="in May", start=date(2022, 5, 2), end=date(2022, 5, 2))},
        {"places": ("Osaka",), "names": ("Osaka",)},
    ],
)
def test_tolls_of_two_events_by_one_actor_stand_side_by_side(other):
    """They are shown, and named as figures of two incidents."""
    mine = claim(amount(12), actors=("North",))
    theirs = claim(amount(20), document="d2", actors=("North",), **other)

    assert ("contradiction", "figure", "incident") == compare(mine, theirs)


@pytest.mark.parametrize(
    "other", [{"event": "flood"}, {"actors": ("South",)}, {"event": None, "names": ("Osaka",)}]
)
def test_tolls_of_unlike_events_are_left_alone(other):
    """Another sort of event, other hands, or no event at all."""
    mine = claim(amount(12), actors=("North",))

    assert compare(mine, claim(amount(20), document="d2", **other), similarity=0.3) is None


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ((56, "deaths", 2023), (42, "deaths", 2023), CONFLICT),
        ((56, "deaths", 2023), (56, "fatalities", 2023), AGREE),
        ((56, "deaths", 2023), (42, "attacks", 2021), None),
        ((56, "deaths", 2023), (42, "deaths", 2021), None),
    ],
)
def test_changes_of_one_measure_in_one_period(mine, theirs, expected):
    """A rise of deaths says nothing of a rise of attacks, nor of another year."""
    left, right = (
        claim(
            amount(value, of=of, role="change", unit="%"),
            document=document,
            event=None,
            time=YEARS[year],
            places=(),
            names=(),
        )
        for document, (value, of, year) in (("d1", mine), ("d2", theirs))
    )

    assert expected == compare(left, right, similarity=0.8)


def a_length(value, name, document):
    """A claim on how long something is."""
    slots = {"event": None, "time": None, "places": (), "names": (name,), "predicate": "long"}
    quantity = amount(value, of=None, role="length", unit="m")
    return claim(quantity, document=document, subject=f"The {name}", **slots)


def test_one_thing_has_one_length():
    """An attribute of one named thing cannot have two values."""
    mine, theirs = a_length(2640, "Almond Bridge", "d1"), a_length(1900, "Almond Bridge", "d2")

    assert ("contradiction", "attribute", "conflict") == compare(mine, theirs)


def test_two_things_have_two_lengths():
    """Attributes of two things say nothing of each other."""
    mine, theirs = a_length(2640, "Almond Bridge", "d1"), a_length(1900, "Mill Bridge", "d2")

    assert compare(mine, theirs) is None


@pytest.mark.parametrize(
    ("of", "head"),
    [
        ("soldiers of the army", "soldier"),
        ("innocent civilians", "civilian"),
        ("children", "child"),
        (None, None),
        ("", None),
    ],
)
def test_what_is_counted(of, head):
    """The last word of the phrase that is counted, in the singular."""
    assert head == head_of(amount(3, of=of))


def test_a_change_of_deaths_is_a_change_of_fatalities():
    """Two words for one measure are one measure."""
    assert measure_of(amount(3, of="deaths")) == measure_of(amount(3, of="fatalities")) is not None
    assert measure_of(amount(3, of="deaths")) != measure_of(amount(3, of="attacks"))


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [("people", "civilians", True), (None, "people", True), ("soldiers", "children", False)],
)
def test_populations(mine, theirs, expected):
    """People of any sort compare with everyone; two sorts do not compare."""
    assert expected == populations_compare(amount(1, of=mine), amount(1, of=theirs))
    assert expected == populations_compare(amount(1, of=theirs), amount(1, of=mine))


def an_age(words, of, sentence, document, names):
    """A claim on how old somebody is."""
    years = int(words.split("-")[0].split()[-1])
    slots = {"event": None, "time": None, "places": (), "names": names, "predicate": "live"}
    told = claim(amount(years, of=of, role="age"), document=document, **slots)
    quantity = told.quantities[0].model_copy(update={"text": words})
    return told.model_copy(update={"sentence": sentence, "quantities": (quantity,)})


KERN = an_age("40", "Ada Ruth Kern", "Ada Ruth Kern, 40, lives here.", "d1", ("Ada Ruth Kern",))


@pytest.mark.parametrize(
    ("words", "of", "sentence", "names", "expected"),
    [
        ("36", "Ada Kern", "Ada Kern, 36, lives there.", ("Ada Kern",), True),
        ("36-year-old Ada Kern", "Ada Kern", "The 36-year-old Ada Kern lives.", ("Ada Kern",), True),
        ("40", "Ada Kern", "Ada Kern, 40, lives there.", ("Ada Kern",), False),
        ("36", "Kern", "Kern, 36, lives there.", ("Kern",), False),
        ("36", "Ben Kern", "Ben Kern, 36, lives there.", ("Ben Kern",), False),
        ("2-year-old", "Ada Ruth Kern", "Ada Ruth Kern held a 2-year-old.", ("Ada Ruth Kern",), False),
        ("1-year-old Ada Kern", "Ada Kern", "Fotry-1-year-old Ada Kern lives.", ("Ada Kern",), False),
        ("5-year-old Tom", "Tom", "Ada Ruth Kern, 5-year-old Tom and a dog.", ("Ada Ruth Kern",), False),
    ],
)
def test_one_person_has_one_age(words, of, sentence, names, expected):
    """One name or its shorter form; a last name alone, or a child beside, may be another of the family."""
    found = compare(KERN, an_age(words, of, sentence, "d2", names))

    assert expected == (found == ("contradiction", "attribute", "conflict"))


def test_the_ages_of_several_are_no_age_of_the_one_who_is_named():
    """Of "her boys, 7 and 8" neither is hers."""
    boys = an_age("7", "Ada Ruth Kern", "Ada Ruth Kern came with boys, 7 and 8.", "d2", ("Ada Ruth Kern",))
    eight = boys.quantities[0].model_copy(update={"text": "8", "low": 8, "high": 8})
    boys = boys.model_copy(update={"quantities": (*boys.quantities, eight)})

    assert compare(KERN, boys) is None


def test_those_who_did_it_are_no_toll():
    """Two people who started shooting were not shot."""
    six, two = amount(6, role="shot"), amount(2, role="shot")
    doers = claim(two, document="d2").model_copy(update={"quote": "2 started shooting"})
    shot = claim(two, document="d2").model_copy(update={"quote": "2 were shot"})

    assert compare(claim(six), doers) is None
    assert CONFLICT == compare(claim(six), shot)


@pytest.mark.parametrize(("owner", "expected"), [("the school", CONFLICT), ("the district", None)])
def test_the_pupils_of_a_school_are_not_those_of_its_district(owner, expected):
    """What nobody suffers is counted of somebody."""
    slots = {"event": None, "time": None, "predicate": "have"}
    mine, theirs = (amount(low, of="pupils", role=None) for low in (270, 990))

    found = compare(
        claim(mine, subject="the school", **slots),
        claim(theirs, document="d2", subject=owner, **slots),
        similarity=0.9,
    )

    assert expected == found


def in_story(left, right, *, similarity=0.6):
    """What the rule says of two claims of one story that name no event, place or time."""
    slots = {"event": None, "time": None, "places": ()}
    pair = Pair(left.model_copy(update=slots), right.model_copy(update=slots), similarity, "unknown", True)
    finding = find_figure_clash(pair)
    return finding and (finding.relation, finding.left_value, finding.right_value)


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [
        ("Halden Works", "Halden Works AG", True),
        ("Ada Byron", "Byron", True),
        ("Halden Works", "Norrvik Steel", False),
    ],
)
def test_a_shorter_name_is_of_the_same_thing(left, right, apart):
    """Figures of one story meet where the one text shortens a name, not where two things are named."""
    mine = claim(amount(120, of="jobs", role="dismissed"), names=(left,))
    theirs = claim(amount(180, of="jobs", role="dismissed"), document="d2", names=(right,))

    assert (("contradiction", "120", "180") if apart else None) == in_story(mine, theirs)


@pytest.mark.parametrize(
    ("price", "apart"),
    [(11.3e9, True), (9.4e9, True), (40e9, False), (35.0, False)],
)
def test_rival_prices_are_of_one_order(price, apart):
    """What a crossing cost and what the bridge cost is one price; what a ride costs is another."""
    mine = claim(amount(7.9e9, of="The crossing", role="cost", unit="NOK"), names=(), predicate="cost")
    theirs = claim(
        amount(price, of="The bridge", role="cost", unit="NOK"), document="d2", names=(), predicate="cost"
    )

    assert apart == (in_story(mine, theirs) is not None)


@pytest.mark.parametrize(
    ("name", "age", "apart"),
    [
        ("Ylva", 41, True),
        ("Ylva", 9, False),
        ("Lund", 41, False),
        ("Ylva Lund", 41, True),
        ("Vera", 41, False),
    ],
)
def test_a_given_name_is_of_the_one_who_bears_it_in_a_story(name, age, apart):
    """So "Ylva, 37" is Ylva Lund, 41; a child of that name, or a relative, is not."""
    mine = claim(amount(37, of=name, role="age", unit="year"), names=(name,))
    theirs = claim(amount(age, of="Ylva Lund", role="age", unit="year"), document="d2", names=("Ylva Lund",))

    assert apart == (in_story(mine, theirs) is not None)


@pytest.mark.parametrize(("soldiers", "dead", "apart"), [(6, 4, True), (4, 4, False), (4, 6, False)])
def test_of_one_sort_no_more_die_than_of_all(soldiers, dead, apart):
    """Six soldiers cannot be among four dead; four of six can."""
    mine = claim(amount(soldiers, of="soldiers"), names=())
    theirs = claim(amount(dead, of=None), document="d2", names=())

    assert apart == (in_story(mine, theirs) is not None)


@pytest.mark.parametrize(
    ("words", "apart"),
    [("A week after the wreck 50 tonnes had leaked", True), ("Five years after the wreck 50 leaked", False)],
)
def test_what_is_told_a_week_after_the_event_is_of_it(words, apart):
    """Shortly after it means the story's own event; years after it means another."""
    mine = claim(amount(14, of="oil", role="weight", unit="tonne"), names=())
    theirs = claim(amount(50, of="oil", role="weight", unit="tonne"), document="d2", names=())
    theirs = theirs.model_copy(update={"sentence": words})

    assert apart == (in_story(mine, theirs) is not None)


def test_a_toll_weeks_later_is_of_the_story_where_it_is_worded_alike():
    """The dead of an outbreak are counted for longer than those of a crash."""
    mine = claim(amount(58), names=())
    theirs = claim(amount(64), document="d2", names=(), published=date(2024, 3, 25))

    assert [True, False] == [in_story(mine, theirs, similarity=near) is not None for near in (0.6, 0.4)]


def of_one_attack(left, right, **slots):
    """Whether two tolls of one raid, told by two voices, are in dispute."""
    told = {"event": "strike", "incident": "raid", "mention": "raid"}
    one = left.model_copy(update=told | {"speaker": "the governor"})
    other = right.model_copy(update=told | {"speaker": "an army spokesman"} | slots)
    finding = find_figure_clash(Pair(one, other, 0.4, "same", one_story=True))
    return finding is not None and finding.relation == "contradiction"


@pytest.mark.parametrize(
    ("killed", "slots", "disputed"),
    [
        (amount(26, of="fighters"), {}, True),
        (amount(26, of="rebels"), {}, True),
        (amount(26, of="fighters"), {"speaker": "the governor"}, False),
        (amount(26, of="soldiers"), {}, False),
        (amount(26, of="children"), {}, False),
    ],
)
def test_what_one_voice_calls_people_another_calls_fighters(killed, slots, disputed):
    """Two versions of whom a raid killed; own soldiers, and one sort of the dead, are none."""
    assert disputed == of_one_attack(claim(amount(34)), claim(killed, document="d2"), **slots)


@pytest.mark.parametrize(
    ("mine", "theirs", "sides", "apart"),
    [
        ("Chilean soldiers", "Peruvian soldiers", (), False),
        ("Chilean soldiers", "Chilean soldiers", (), True),
        ("Chilean soldiers", "soldiers", (), True),
        ("Chilean soldiers", "guards", (), False),
        ("Chilean soldiers", "soldiers", ("Peru",), False),
    ],
)
def test_each_side_counts_its_own(mine, theirs, sides, apart):
    """The wounded soldiers of two countries are two figures."""
    left = claim(amount(3, of=mine, role="injured"), names=())
    right = claim(amount(5, of=theirs, role="injured"), document="d2", names=(), sides=sides)

    assert apart == (in_story(left, right) is not None)


@pytest.mark.parametrize(
    ("days", "now", "reading"),
    [(3, 17, "revision"), (0, 17, None), (3, 9, None)],
)
def test_the_least_that_was_told_is_raised(days, now, reading):
    """So "at least nine", and days later 17, is news; on one day the two agree."""
    early = claim(at_least(9), incident="fire", mention="fire")
    late = claim(
        amount(now), document="d2", incident="fire", mention="fire", published=date(2024, 3, 5 + days)
    )
    finding = find_figure_clash(Pair(early, late, 0.7, "same"))

    assert finding is not None
    assert (reading or "conflict") == finding.reading
    assert (finding.relation == "contradiction") == (reading is not None)


@pytest.mark.parametrize(
    ("sentence", "apart"),
    [
        ("Forty-one people died in Arles and 17 in neighbouring Nice.", False),
        ("Forty-one people died in Arles, 12 of them children.", True),
    ],
)
def test_a_toll_told_town_by_town_is_a_part(sentence, apart):
    """What is told of one town leaves room in the whole."""
    left = claim(amount(41), names=()).model_copy(update={"sentence": sentence})
    right = claim(amount(71), document="d2", names=())

    assert apart == (in_story(left, right) is not None)


def test_votes_are_of_who_won_them():
    """Two candidates' votes are two figures, two counts of one candidate's are one."""
    votes = {"of": "votes", "role": "votes"}
    mine = claim(amount(3187, **votes), names=(), subject="Ms Lund", predicate="win")
    theirs = claim(amount(2900, **votes), document="d2", names=(), subject="Mr Ek", predicate="win")
    hers = theirs.model_copy(update={"subject": "Ms Lund"})

    assert (False, True) == (in_story(mine, theirs) is not None, in_story(mine, hers) is not None)


@pytest.mark.parametrize(
    ("left", "right", "apart"), [("Arles", "Nice", False), ("Arles", "Arles", True), ("Arles", "Bern", False)]
)
def test_two_towns_have_two_tolls(left, right, apart):
    """A story tells of many towns."""
    mine = claim(amount(9, role="infected"), names=(left,))
    theirs = claim(amount(37, role="infected"), document="d2", names=(right,))

    assert apart == (in_story(mine, theirs) is not None)


@pytest.mark.parametrize(("role", "apart"), [("expelled", True), ("crossed", True), ("displaced", False)])
def test_those_who_left_are_counted_however_their_leaving_is_called(role, apart):
    """To the one side 28,000 returned, to the other 41,000 were expelled."""
    mine = claim(amount(28000, of="refugees", role="returned"), names=())
    theirs = claim(amount(41000, of="people", role=role), document="d2", names=())

    assert apart == (in_story(mine, theirs) is not None)


@pytest.mark.parametrize(
    ("sentence", "apart"),
    [
        ("The storm took 13 lives in the two countries.", False),
        ("The storm took 13 lives in the country.", True),
        ("Since January, 13 have died in a separate outbreak.", False),
        ("Thirteen people died across the country last week.", False),
        ("In the neighbouring district of Norrvik, 13 people died.", False),
        ("Thirteen people died last week.", True),
    ],
)
def test_a_sum_over_several_places_is_no_rival_of_one(sentence, apart):
    """Nor is what is told of another event beside it, or of the district next door."""
    mine = claim(amount(13), names=()).model_copy(update={"sentence": sentence})
    theirs = claim(amount(9), document="d2", names=())

    assert apart == (in_story(mine, theirs) is not None)


@pytest.mark.parametrize(
    ("words", "apart"), [("13 people", True), ("13 of them", False), ("13 of the wounded", False)]
)
def test_some_of_them_are_no_whole(words, apart):
    """What follows the figure tells it."""
    mine = claim(amount(13), names=()).model_copy(update={"quote": f"Yesterday {words} died."})
    theirs = claim(amount(29), document="d2", names=())

    assert apart == (in_story(mine, theirs) is not None)


def test_two_versions_of_whom_a_raid_killed_are_no_revision():
    """The days between them change nothing: nobody has counted on."""
    told = {"event": "strike", "incident": "raid", "mention": "raid"}
    left = claim(amount(34), **told | {"speaker": "the governor"})
    right = claim(
        amount(26, of="fighters"),
        document="d2",
        **told | {"speaker": "an army spokesman", "published": date(2024, 3, 7)},
    )
    finding = find_figure_clash(Pair(left, right, 0.4, "same", one_story=True))

    assert finding is not None
    assert finding.reading == "conflict"


@pytest.mark.parametrize(
    ("slots", "apart"),
    [
        ({}, True),
        ({"predicate": "cross"}, False),
        ({"subject": "Some ferries"}, False),
    ],
)
def test_things_of_one_sort_that_do_one_thing_are_counted_alike(slots, apart):
    """Lorries that wait are not those that crossed."""
    told = {"predicate": "wait", "subject": "The lorries", "names": ()}
    left = claim(amount(900, of="lorries", role=None), **told)
    right = claim(amount(340, of="lorries", role=None), document="d2", **told | slots)

    assert apart == (in_story(left, right, similarity=0.5) is not None)


@pytest.mark.parametrize(
    ("similarity", "speaker", "apart"),
    [(0.7, "the owner", True), (0.4, "the owner", False), (0.7, "a survivor", False)],
)
def test_two_voices_of_one_text_count_who_was_aboard(similarity, speaker, apart):
    """Where they say much the same; one voice gives each of its figures a meaning of its own."""
    told = {"event": None, "time": None, "places": (), "names": ()}
    left = claim(amount(180, role="aboard"), **told | {"speaker": "a survivor"})
    right = claim(amount(95, role="aboard"), **told | {"speaker": speaker})
    finding = find_figure_clash(Pair(left, right, similarity, "unknown", one_story=True))

    assert apart == (finding is not None)


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("just days after five officers were shot dead", False),
        ("two weeks after five sailors had drowned", False),
        ("Two days after the storm, five people were dead", True),
        ("five people died", True),
    ],
)
def test_a_clause_that_only_says_when_is_background(text, apart):
    """It tells another event, which the story came after."""
    left = claim(amount(5), names=()).model_copy(update={"text": text})
    right = claim(amount(3), document="d2", names=())

    assert apart == (in_story(left, right) is not None)


def test_two_backgrounds_are_no_rivals():
    """The epidemic of 2006 and that of 2011 are two, as nothing says that they are one."""
    left = claim(amount(80), names=()).model_copy(update={"text": "In 2006 there were 80 dead."})
    right = claim(amount(11), document="d2", names=())
    right = right.model_copy(update={"text": "In 2011 there were 11 dead."})

    assert in_story(left, right) is None
