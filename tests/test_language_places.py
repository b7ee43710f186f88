"""Places named in text, what contains them, and how two of them lie to each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.language.places import Places

PLACES = Places.load()
OPPOSITE = {"inside": "contains", "contains": "inside"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The air raids in the Khost and Kunar provinces of Afghanistan.",
            ["Khost Province", "Kunar", "Afghanistan"],
        ),
        ("Airstrikes in eastern Afghanistan’s Paktika province.", ["Afghanistan", "Paktika"]),
        ("Posts in the Chaman and Spin Boldak districts.", ["Chaman", "Spin Boldak"]),
        ("A blast in Khyber Pakhtunkhwa province.", ["Khyber Pakhtunkhwa"]),
        ("Shelling of Bucha in the Kyiv region.", ["Bucha", "Kyiv Oblast"]),
        ("Israeli strikes hit Khan Younis in the Gaza Strip.", ["Khan Younis", "Gaza Strip"]),
        ("The RSF shelled El Fasher, North Darfur.", ["El Fasher", "North Darfur"]),
        ("M23 took Goma in North Kivu.", ["Goma", "North Kivu"]),
        ("A gunfight in Banjska, northern Kosovo.", ["Banjska", "Kosovo"]),
        ("Chicago police shot a man in Illinois.", ["Chicago", "Illinois"]),
        ("KABUL: nine dead", ["Kabul"]),
        ("Clashes in Côte d’Ivoire and São Paulo.", ["Ivory Coast", "Sao Paulo"]),
        ("The U.S. and the UK agreed.", ["United States", "United Kingdom"]),
        ("A march in St. Petersburg.", ["Saint Petersburg"]),
        ("Kiev, Bombay and Peking.", ["Kyiv", "Mumbai", "Beijing"]),
        ("Houthi forces in Marib and Hodeidah.", ["Marib", "Hodeidah"]),
        ("It hit Mosul University.", ["Mosul"]),
        ("A fire at Lagos airport in Nigeria.", ["Lagos", "Nigeria"]),
        ("A flood in Fresno, Calif., on Monday.", ["Fresno", "California"]),
        ("A flood in Columbus, GA.", ["Columbus, Georgia", "Georgia, United States"]),
        ("Snow in Buffalo, N.Y., and Maine.", ["Buffalo", "New York State", "Maine"]),
        ("Snow fell on upstate New York.", ["New York State"]),
        ("A quake in Cook County, Illinois.", ["Cook County, Illinois", "Illinois"]),
        ("Orchards near Beebe, Arkansas.", ["Beebe", "Arkansas"]),
        ("Orlando police closed the road.", ["Orlando"]),
        ("Rain in Mt. Vernon, Ohio.", ["Mount Vernon, Ohio", "Ohio"]),
    ],
)
def test_places_are_found_by_any_name(text, expected):
    """Countries, regions and cities, in the spellings that the press uses."""
    assert expected == [name for _, _, name in PLACES.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Pakistani troops and Afghan officials met Iranian envoys.",
        "Reading books is nice.",
        "Nice work, he said.",
        "Mobile phones were cut off.",
        "In March, most of them came along.",
        "In May 2022 the police said so.",
        "Of course it was.",
        "He told us about turkey and china.",
        "Imran Khan met Ahmed Ali.",
        "Jordan Peterson and Paris Hilton.",
        "Lincoln said it was over.",
        "The Punjab Today newspaper.",
        "The Washington Post and the New York Times.",
        "An Islamabad-based centre.",
        "The Kabul-led talks.",
        "Central and Northern forces.",
        "Officer Jackson fired.",
        "Man of the match.",
        "Defence Minister Austin spoke.",
        "An independent court ruled.",
        "A fire on Lincoln Street and at 120 Austin Avenue.",
        "In the 900 block of West Houston a pipe burst.",
        "Houston, 34, paints boats.",
        "The Gulf of Guinea and Mount Kenya.",
        "The Duke of Edinburgh fished in the Mississippi River.",
        "They met at Duncan Park on Robertson Bridge Road.",
        "Wash the pan, Ore said, OR ELSE.",
        "",
    ],
)
def test_words_people_and_nationalities_are_no_places(text):
    """What only looks like a place is left alone."""
    assert [] == PLACES.find(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A protest in Reading.", ["Reading"]),
        ("They fled to Split.", ["Split"]),
        ("Split, Croatia, was calm.", ["Split", "Croatia"]),
        ("A storm near Mobile, Alabama.", ["Mobile", "Alabama"]),
        ("A shooting in Lincoln, Nebraska.", ["Lincoln", "Nebraska"]),
        ("The city of Jackson flooded.", ["Jackson"]),
    ],
)
def test_context_makes_a_word_a_place(text, expected):
    """A preposition, or the place around it, says that a word is a place."""
    assert expected == [name for _, _, name in PLACES.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police in Hyderabad said.", "Hyderabad"),
        ("Pakistani police in Hyderabad said.", "Hyderabad, Sindh"),
        ("Police in Hyderabad, Pakistan, said.", "Hyderabad, Sindh"),
        ("Floods in Valencia, Spain.", "Valencia"),
        ("He moved to Paris, Texas.", "Paris, Texas"),
        ("He moved to Paris from the United States.", "Paris"),
        ("A shooting in Santa Fe, Texas.", "Santa Fe, Texas"),
        ("Rains in Paris, Marseille and Lyon.", "Paris"),
        ("Tripoli shook Lebanon.", "Tripoli, North Lebanon"),
        ("Tripoli shook Libya.", "Tripoli"),
        ("Shots were fired in Birmingham, Alabama.", "Birmingham, Alabama"),
        ("The floods in Punjab, India.", "Punjab, India"),
        ("The floods in Punjab.", "Punjab"),
    ],
)
def test_homonyms_are_told_apart_by_the_text(text, expected):
    """The place around it decides, then the country spoken of, then size."""
    assert expected == PLACES.find(text)[0][2]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Khost", ("Khost", "Khost Province", "Afghanistan")),
        ("Khost Province", ("Khost Province", "Afghanistan")),
        ("Kunar province", ("Kunar", "Afghanistan")),
        ("Lahore", ("Lahore", "Punjab", "Pakistan")),
        ("Paris", ("Paris", "Ile-de-France", "France")),
        ("Paris, Texas", ("Paris, Texas", "Texas", "United States")),
        ("Hyderabad, Sindh", ("Hyderabad, Sindh", "Sindh", "Pakistan")),
        ("Atlanta", ("Atlanta", "Georgia, United States", "United States")),
        ("Georgia", ("Georgia",)),
        ("Georgia, United States", ("Georgia, United States", "United States")),
        ("Gaza City", ("Gaza City", "Gaza Strip", "Palestine")),
        ("Donbas", ("Donbas", "Ukraine")),
        ("US", ("United States",)),
        ("Singapore", ("Singapore",)),
        ("Xyzzyville", ()),
        ("Nowhere, Texas", ()),
        (",", ()),
        ("", ()),
    ],
)
def test_a_place_knows_what_contains_it(name, expected):
    """From the place to its country; nothing for a place that nobody knows."""
    assert expected == PLACES.regions(name)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Khost", "Khost", "same"),
        ("Kiev", "Kyiv", "same"),
        ("US", "United States", "same"),
        ("Khost", "Khost Province", "inside"),
        ("Khost", "Afghanistan", "inside"),
        ("Lahore", "Punjab", "inside"),
        ("Hyderabad", "Sindh", "inside"),
        ("Atlanta", "Georgia", "inside"),
        ("Rafah", "Gaza", "inside"),
        ("New York", "Buffalo", "contains"),
        ("Khost", "Kunar", "apart"),
        ("Khost", "Pakistan", "apart"),
        ("Paris", "Texas", "apart"),
        ("Kabul", "Herat", "apart"),
        ("Donbas", "Moscow", "apart"),
        ("Donbas", "Donetsk", "unknown"),
        ("Kashmir", "Lahore", "unknown"),
        ("Wakanda", "Paris", "unknown"),
        ("Paris", "", "unknown"),
    ],
)
def test_two_places_relate(left, right, expected):
    """Same, one in the other, apart, or not to be told; the other way round it is the opposite."""
    assert expected == PLACES.relation(left, right)
    assert OPPOSITE.get(expected, expected) == PLACES.relation(right, left)


WORDS = [
    "Khost",
    "in",
    "Paris",
    ",",
    "Texas",
    "provinces",
    "and",
    "the",
    "U.S.",
    "Imran",
    "\n",
    ".",
    "’s",
    "São",
    "Paulo",
]


@given(st.lists(st.sampled_from(WORDS)))
def test_found_places_are_in_order_never_overlap_and_are_known(words):
    """Each span is a name in the text, and each name leads back to the gazetteer."""
    text = " ".join(words)
    found = PLACES.find(text)
    flat = [edge for start, end, _ in found for edge in (start, end)]

    assert flat == sorted(flat)
    assert all(
        text[start].isupper() and text[start:end].strip() == text[start:end] for start, end, _ in found
    )
    assert all(name == PLACES.regions(name)[0] for _, _, name in found)


@given(st.text(), st.text())
def test_any_text_is_read_without_error(left, right):
    """No text, however odd, breaks the gazetteer."""
    PLACES.find(left)
    assert OPPOSITE.get(PLACES.relation(left, right), PLACES.relation(left, right)) == PLACES.relation(
        right, left
    )


@pytest.mark.parametrize(
    ("document", "sentence", "expected"),
    [
        ("RICHMOND, Va. — Snow fell.", "Richmond police closed a road.", ["Richmond"]),
        ("Snow fell in Smithfield, N.C.", "Smithfield was calm.", ["Smithfield, North Carolina"]),
        ("Ohio was calm.", "A barn burned in Dublin.", ["Dublin, Ohio"]),
        ("Texas was calm. He liked Paris.", "He flew to Paris.", ["Paris"]),
        ("Snow fell on California farms.", "Santa Cruz was calm.", ["Santa Cruz, California"]),
        ("The gardener Ana Holden won. New York was calm.", "Holden grows roses.", []),
        ("Arkansas was calm.", "A barn burned in Blytheville.", ["Blytheville"]),
        ("Norway was calm.", "A barn burned in Blytheville.", []),
    ],
)
def test_a_sentence_is_read_as_its_document_has_it(document, sentence, expected):
    """What a text says of its places and persons holds for each of its sentences."""
    setting = PLACES.setting(f"{document}\n\n{sentence}")

    assert expected == [name for _, _, name in PLACES.find(sentence, setting)]


def test_the_names_of_persons_are_no_places():
    """Where the parser has found them."""
    assert [] == PLACES.find("Jordan Davis left", persons=[(0, 12)])
    assert ["Jordan"] == [name for _, _, name in PLACES.find("Jordan left", persons=[])]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Cook County, Illinois", "Illinois", "inside"),
        ("Cook County, Illinois", "Chicago", "unknown"),
        ("Cook County, Illinois", "Houston", "apart"),
        ("Beebe", "Arkansas", "inside"),
    ],
)
def test_counties_and_small_towns_lie_in_their_state(left, right, expected):
    """Which town lies in which county is not known, and so neither ruled out."""
    assert expected == PLACES.relation(left, right)


def test_the_places_of_the_world_are_read_once():
    """Reading and comparing share them."""
    assert PLACES is Places.load()
