"""Who says what: verbs and nouns of saying, "according to", asides, passives, blame and denial."""

from collections import namedtuple

import pytest

from claims.language.attribution import DOCUMENT, Voice, read_statements
from claims.language.clauses import cut_clauses, subtree_phrase, text_of
from claims.language.statements import word_statement
from claims.models.parser import ShippedParser

pytestmark = pytest.mark.model
Heard = namedtuple("Heard", "text speaker via stance hedged accused answers")


@pytest.fixture(scope="module")
def hear():
    """Text -> what is stated in it, in order, with names instead of tokens."""
    parser = ShippedParser()

    def name(token):
        return None if token is None else text_of(subtree_phrase(token))

    def of(text):
        found = read_statements(cut_clauses(parser.parse([text])[0]))
        return [
            Heard(
                word_statement(statement),
                name(statement.voice.source),
                name(statement.voice.via),
                statement.voice.stance,
                statement.voice.hedged,
                name(statement.voice.accused),
                statement.voice.answers,
            )
            for statement in found
        ]

    return of


@pytest.mark.parametrize(
    ("sentence", "said", "speaker"),
    [
        ("The minister said that the bridge had collapsed.", "the bridge had collapsed", "The minister"),
        ("The bridge had collapsed, the minister said.", "The bridge had collapsed", "the minister"),
        ("The dam, engineers say, was never inspected.", "The dam was never inspected", "engineers"),
        ("It said the reactor was safe.", "the reactor was safe", "It"),
        (
            "Ann Lee, a spokeswoman for the port, told Reuters the crane had failed.",
            "the crane had failed",
            "Ann Lee",
        ),
        (
            "In the view of the coroner, the driver was asleep.",
            "In the view of the coroner, the driver was asleep",
            "the coroner",
        ),
        (
            "According to the Met Office, 12 people died in the storm.",
            "According to the Met Office, 12 people died in the storm",
            "the Met Office",
        ),
        (
            "The mayor described the march as peaceful.",
            "The mayor described the march as peaceful",
            "The mayor",
        ),
        (
            "The harbour master put the number of boats at twelve.",
            "The harbour master put the number of boats at twelve",
            "The harbour master",
        ),
    ],
)
def test_what_somebody_says_is_theirs(hear, sentence, said, speaker):
    """Wherever the speaker stands, what is said is heard in that voice and no other."""
    assert [(said, speaker, None, "asserts")] == [heard[:4] for heard in hear(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge collapsed on Monday.",
        "The minister said nothing.",
        "The storm hit Dublin on Monday, killing nine people.",
        "The museum lost 40 paintings, including two by Munch.",
        "The company made a statement.",
        "The court fined the bank and ordered it to repay customers.",
        "The airport reports to the ministry.",
        "The paper was torn.",
        "The council plans to close the school.",
        "The crew put the number of the boat on its bow.",
    ],
)
def test_what_nobody_says_is_the_documents(hear, sentence):
    """Without words of saying, or with nothing said, the document speaks for itself."""
    assert {(None, None, "asserts")} == {heard[1:4] for heard in hear(sentence)}


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("A survey by the university found that 40 percent of pupils walk to school.", "reports"),
        ("The army vowed to rebuild the bridge.", "promises"),
        ("Farmers expect that the harvest will fail.", "expects"),
        ("Officials hope the road will open by June.", "expects"),
        ("The mayor denied that the water was unsafe.", "denies"),
        ("The claim was denied by the company.", "denies"),
        ("The airline denied responsibility for the crash.", "denies"),
        ("The judge declined to admit the error.", "denies"),
        ("The brewery threw out findings that its beer was watered.", "denies"),
        ("The brewery threw out two barrels.", "asserts"),
        ("The mayor called the report a lie.", "denies"),
        ("The mayor called the report a milestone.", "asserts"),
        ("The bishop rejected the charge that the abbey shelters smugglers.", "denies"),
        ("The union accused the airline of hiding the faults.", "accuses"),
        ("The prosecutor alleged that the clerk had taken bribes.", "accuses"),
        ("The governor laid the blame for the blackout on the power company.", "accuses"),
    ],
)
def test_the_stance_is_that_of_the_cue(hear, sentence, stance):
    """To deny, accuse, promise, expect and report are told apart from plain assertion."""
    assert [stance] == [heard.stance for heard in hear(sentence)]


@pytest.mark.parametrize(
    ("sentence", "speaker", "accused"),
    [
        ("The union accused the airline of hiding the faults.", "The union", "the airline"),
        ("The airline was accused by the union of hiding the faults.", "the union", "The airline"),
        ("The report blames the pilot for the crash.", "The report", "the pilot"),
        ("The prosecutor alleged that the clerk had taken bribes.", "The prosecutor", "the clerk"),
        ("Volvo, refusing to comment, blamed the supplier.", "Volvo", "the supplier"),
    ],
)
def test_an_accusation_says_who_is_accused(hear, sentence, speaker, accused):
    """Active or passive, the accuser speaks and the accused is kept."""
    assert (speaker, "accuses", accused) in [
        (heard.speaker, heard.stance, heard.accused) for heard in hear(sentence)
    ]


@pytest.mark.parametrize("verb", ["met", "thanked", "paid", "visited"])
def test_a_deed_accuses_nobody(hear, verb):
    """The object of any other verb is not accused of anything."""
    assert [None] == [heard.accused for heard in hear(f"The union {verb} the airline.")]


def test_a_denial_answers_what_was_claimed_before(hear):
    """An accusation "denied by" somebody holds two voices; the second answers the first."""
    heard = hear("Norway accused Sweden of closing the border, an accusation denied by Denmark.")

    assert [("Norway", "accuses", False), ("Denmark", "denies", True)] == [
        (row.speaker, row.stance, row.answers) for row in heard
    ]


def test_a_denial_with_its_own_content_answers_nothing(hear):
    """What is denied stands in the sentence: no earlier claim is meant."""
    assert [False] == [row.answers for row in hear("The mayor denied that the water was unsafe.")]


@pytest.mark.parametrize(
    ("sentence", "speaker", "via"),
    [
        (
            "The Guardian reported that the minister said the bridge had collapsed.",
            "the minister",
            "The Guardian",
        ),
        (
            "According to the Guardian, the minister said the bridge had collapsed.",
            "the minister",
            "Guardian",
        ),
        ("The minister said the bridge had collapsed.", "The minister", None),
    ],
)
def test_a_voice_inside_a_voice_keeps_both(hear, sentence, speaker, via):
    """The inner source speaks, the outer one is how we know."""
    heard = hear(sentence)[0]

    assert (speaker, via) == (heard.speaker, heard.via and heard.via.removeprefix("the "))


def test_behind_a_text_stands_its_author(hear):
    """A report by a named body speaks for the body, and reports."""
    heard = hear("Twelve people died in the storm, according to a report by the Red Cross.")

    assert [("the Red Cross", "reports")] == [(row.speaker, row.stance) for row in heard]


@pytest.mark.parametrize(
    ("sentence", "hedged"),
    [
        ("Reports say that the plant leaked oil.", True),
        ("The minister suggested that the bridge was unsafe.", True),
        ("Police estimate that 300 people marched through Oslo.", True),
        ("The accusation that the factory polluted the river angered its owner.", True),
        ("The minister said that the bridge was unsafe.", False),
        ("Greenpeace's allegation that the factory polluted the river angered its owner.", False),
    ],
)
def test_doubt_is_kept(hear, sentence, hedged):
    """Hearsay, belief and estimates leave room for doubt; a named source that asserts does not."""
    assert hedged == hear(sentence)[-1].hedged


def test_hearsay_has_no_speaker(hear):
    """That "reports say" so is nobody's word: reported, not asserted."""
    assert [("the plant leaked oil", None, "reports")] == [
        (row.text, row.speaker, row.stance) for row in hear("Reports say that the plant leaked oil.")
    ]


@pytest.mark.parametrize(
    ("sentence", "thing"),
    [
        ("The company closed what residents called a dangerous plant.", "residents called a dangerous plant"),
        ("What the owners call an accident killed nine people.", "the owners call an accident"),
    ],
)
def test_a_name_given_to_a_thing_is_the_word_of_who_gives_it(hear, sentence, thing):
    """That the plant is dangerous is said by the residents; that it was closed, by the document."""
    voices = {row.text: row.speaker for row in hear(sentence)}

    assert thing.split(" call")[0] == voices.pop(thing)
    assert {None} == set(voices.values())


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister may say that the bridge is safe.",
        "If the minister says that the bridge is safe, the road will open.",
        "The minister plans to say that the bridge is safe.",
        "The minister did not say that the bridge was safe.",
    ],
)
def test_nobody_says_what_is_only_possible(hear, sentence):
    """Conditions, possibilities, plans and silence put no words into anybody's mouth."""
    assert {None} == {row.speaker for row in hear(sentence)}


def test_a_contrast_has_a_voice_of_its_own(hear):
    """Two speakers in one sentence do not speak for each other."""
    heard = hear("The harbour master claims the crane failed, but the owner insists it was sound.")

    assert [("The harbour master", None), ("the owner", None)] == [(row.speaker, row.via) for row in heard]


def test_an_aside_in_a_relative_clause_speaks_only_for_it(hear):
    """The owner says where the fire began; who it killed is the document's word."""
    heard = hear("The fire, which the owner says began in the kitchen, killed nine people.")

    assert {"The fire killed nine people": None, "The fire began in the kitchen": "the owner"} == {
        row.text: row.speaker for row in heard
    }


def test_nesting_in_the_document_changes_nothing():
    """The document's own voice around or inside another leaves it what it is."""
    voice = Voice(stance="denies", hedged=True)

    assert voice == DOCUMENT.nest(voice)
    assert voice == voice.nest(None)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            'The ministry rejected as "pure invention" the claim that a bridge had been shelled.',
            "The ministry rejected the claim that a bridge had been shelled",
        ),
        (
            "The company dismissed as nonsense reports that it would close the plant.",
            "The company dismissed reports that [The company] would close the plant",
        ),
    ],
)
def test_what_is_refused_is_no_word_of_who_refuses_it(hear, sentence, said):
    """Words may stand between the refusal and the claim, and "reports" may be read as a verb."""
    (heard,) = hear(sentence)

    assert (said, "denies") == (heard.text, heard.stance)


def test_who_claims_and_reports_still_says_so(hear):
    """The same words as verbs."""
    (heard,) = hear("The company reports that it will close the plant.")

    assert "denies" != heard.stance


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("The minister refused to admit his mistake.", True),
        ("The hospital refused to admit him.", False),
        ("The school refused to admit them to the exam.", False),
        ("The minister refused to admit that the bridge was unsafe.", True),
    ],
)
def test_who_is_not_let_in_is_no_denial(hear, sentence, denied):
    """A mistake is admitted, and so is a patient."""
    assert denied is any(heard.stance == "denies" for heard in hear(sentence))


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("The church rejected the attack.", False),
        ("The family rejected the shootings as acts of hatred.", False),
        ("The judge dismissed the case.", False),
        ("The charge was dismissed by prosecutors on Monday.", False),
        ("The mayor rejected the report as nonsense.", True),
        ("The ministry rejected the accusation.", True),
        ("Prosecutors dismissed the claims as rumours.", True),
        ("The army dismissed the reports.", True),
    ],
)
def test_who_turns_down_a_deed_or_a_case_denies_nothing(hear, sentence, denied):
    """A deed is condemned, and a court lets a case go; what is said is denied."""
    (heard,) = hear(sentence)

    assert denied is (heard.stance == "denies")
