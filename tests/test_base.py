"""Records, settings and errors: ids from content, strict rows, every mistake named at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from claims.base import errors, records
from claims.base.records import (
    Agreement,
    Claim,
    Document,
    Record,
    Sentence,
    content_id,
    earliest_first,
    public,
)
from claims.base.settings import Settings, load_settings

texts = st.text(max_size=40)
days = st.none() | st.dates()


@st.composite
def documents(draw):
    """Any document, made the way the steps make one."""
    return Document.of(
        draw(texts),
        source=draw(texts),
        publisher=draw(st.none() | texts),
        published=draw(days),
        title=draw(texts),
    )


def claim(**changed):
    """A claim of one short document, with some fields changed."""
    whole = {"id": "c1", "document": "d1", "origin": "d1", "sentence": "Twelve people died."}
    words = {"text": "Twelve people died.", "quote": "Twelve people died", "start": 0, "end": 18}
    return Claim(**(whole | words | changed))


@given(st.lists(texts | st.integers() | st.none(), min_size=1, max_size=5))
def test_an_id_is_short_hex_and_repeats(parts):
    """Sixteen hex digits, the same for the same parts."""
    assert content_id(*parts) == content_id(*parts)
    assert records.ID_LENGTH == len(content_id(*parts))
    assert int(content_id(*parts), 16) >= 0


@given(st.text(alphabet="abc", min_size=2, max_size=8), st.integers(1, 7))
def test_where_a_part_ends_changes_the_id(text, cut):
    """Two parts are not the same as their words run together."""
    left, right = text[:cut], text[cut:]

    assert content_id(left, right) != content_id(text)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [(("a", 1), "839e11a421d370be"), ((None,), "e3b0c44298fc1c14"), (("\ud800",), "91a681b998555fb4")],
)
def test_an_id_is_the_same_on_every_machine(parts, expected):
    """Ids that ledgers already hold: changing one orphans a person's verdicts."""
    assert expected == content_id(*parts)


@given(documents())
def test_a_document_added_twice_is_one(document):
    """The id comes from the text and where it was published, not from the path it was read from."""
    known = {"publisher": document.publisher, "published": document.published}
    again = Document.of(document.text, source="elsewhere", **known)

    assert document.id == again.id == again.origin


@given(texts, st.dates(), st.dates())
def test_one_text_published_on_two_days_is_two_documents(text, first, second):
    """A reprint is another document; folding it is the work of origins."""
    ids = {Document.of(text, source="a", published=day).id for day in (first, second)}

    assert len({first, second}) == len(ids)


@given(documents())
def test_a_record_survives_json(document):
    """Written and read back, nothing is lost."""
    assert document == Document.model_validate_json(document.model_dump_json())


@given(
    st.lists(documents(), max_size=6).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows)))
)
def test_the_order_of_documents_never_shows(two_orders):
    """However they come in, documents are shown by date, then id, the undated last."""
    given_order, shuffled = two_orders
    shown = [document.id for document in earliest_first(given_order)]

    assert shown == [document.id for document in earliest_first(shuffled)]


def test_undated_documents_come_last():
    """A date is worth more than none."""
    dated = Document.of("a", source="a", published=date(2024, 1, 1))
    undated = Document.of("b", source="b")

    assert [dated, undated] == earliest_first([undated, dated])


def test_a_record_cannot_be_changed():
    """Steps make new rows."""
    with pytest.raises(ValidationError, match="frozen"):
        claim().text = "other words"


@pytest.mark.parametrize(
    "wrong",
    [{"start": -1}, {"end": 0}, {"stance": "shouts"}, {"checkworthy": 1.5}, {"colour": "red"}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_wrong_row_is_refused(wrong):
    """Out of range, not of the words agreed on, or unknown: an error where it is made."""
    with pytest.raises(ValidationError):
        claim(**wrong)


def test_every_record_is_strict():
    """An unknown field is an error in all of them."""
    lax = [row for row in Record.__subclasses__() if row.model_config["extra"] != "forbid"]

    assert [] == lax


def test_a_public_claim_has_the_fields_of_the_contract():
    """What programs read: no more and no less than is promised."""
    who = {"speaker", "via", "party", "stance", "negated", "hedged"}
    where = {"id", "document", "origin", "text", "quote", "start", "end", "sentence"}
    what = {"quantities", "time", "places", "incident", "topic", "checkworthy"}

    assert who | where | what == set(public(claim(subject="people"))) - {"standalone"}


def test_both_sides_of_a_pair_are_public_claims():
    """The slots of the parser stay inside, nested claims included."""
    pair = Agreement(
        id="a1", kind="figure", topic="t1", left=claim(), right=claim(id="c2"), why="both say twelve"
    )
    shown = public(pair)

    assert public(claim()) == shown["left"]
    assert {"id", "kind", "topic", "left", "right", "why"} == set(shown)


def test_other_records_are_shown_whole():
    """Only claims have inner fields."""
    sentence = Sentence(document="d1", start=0, end=4, text="Rain")

    assert sentence.model_dump(mode="json") == public(sentence)


def test_settings_have_defaults(monkeypatch, tmp_path):
    """Nothing needs to be set."""
    monkeypatch.chdir(tmp_path)

    assert "claims.db" == load_settings().ledger


def test_options_win_over_environment_over_file(monkeypatch, tmp_path):
    """The nearer to the call, the stronger."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claims.toml").write_text('ledger = "file.db"\nmax_pages = 7\nworkers = 3\n')
    monkeypatch.setenv("CLAIMS_MAX_PAGES", "8")
    monkeypatch.setenv("CLAIMS_WORKERS", "4")
    settings = load_settings(workers=5, device=None)

    assert ("file.db", 8, 5, "cpu") == (
        settings.ledger,
        settings.max_pages,
        settings.workers,
        settings.device,
    )


def test_a_user_names_parties_in_the_file(monkeypatch, tmp_path):
    """Aliases are data."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claims.toml").write_text('[parties]\n"Red Union" = ["the Reds", "Redtown"]\n')

    assert {"Red Union": ["the Reds", "Redtown"]} == load_settings().parties


def test_all_wrong_settings_are_named_at_once(monkeypatch, tmp_path):
    """One run is enough to mend a file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claims.toml").write_text('topic_floor = 2\nmax_pages = "many"\ncolour = "red"\n')
    with pytest.raises(errors.SettingsError) as raised:
        load_settings()

    assert [True] * 3 == [f"`{name}`" in str(raised.value) for name in ("topic_floor", "max_pages", "colour")]


def test_a_file_that_is_no_toml_is_named(monkeypatch, tmp_path):
    """With a hint, and no traceback of the parser."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claims.toml").write_text("ledger = \n")
    with pytest.raises(errors.SettingsError, match="not valid TOML") as raised:
        load_settings()

    assert raised.value.hint


def test_every_setting_says_what_it_does():
    """`claims.toml` can be written from the descriptions."""
    assert [] == [name for name, field in Settings.model_fields.items() if not field.description]


def test_every_error_can_carry_a_hint():
    """One base for whatever a user can mend."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]

    assert [True] * len(kinds) == [issubclass(kind, errors.ClaimsError) for kind in kinds]
    assert "do this" == errors.LedgerError("it is locked", hint="do this").hint
    assert "" == errors.SourceError("nothing readable").hint
