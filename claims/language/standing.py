"""Whether a statement can be read without its article: whether all that it points at is in it.

It leans on the text around it with a pronoun or "their" that nothing before it explains, with "this"
and "such", with "there", with the "I" of a speaker, with "two" or "both" of whom nobody knows, and
with "the attack" where nothing says which. A time ("last week") is not leaning: the claim has its time.
"""

from collections.abc import Sequence

from claims.language.clauses import SUBJECTS, Token
from claims.language.joining import Piece
from claims.language.lexicon import words_of

LEXICON = "standing"
SPEAKING = frozenset(
    {"i", "me", "my", "mine", "we", "us", "our", "ours", "you", "your", "yours", "myself", "ourselves"}
)
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
THIRD = IT | THEY | {"he", "him", "his", "she", "her", "hers", "himself", "herself"}
DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "such"})
BARE = frozenset(
    {
        "both",
        "another",
        "others",
        "other",
        "some",
        "one",
        "neither",
        "either",
        "each",
        "none",
        "former",
        "latter",
        "all",
        "many",
        "several",
        "most",
        "few",
    }
)
IDENTIFYING = frozenset({"nmod", "nmod:poss", "acl", "acl:relcl", "flat", "ccomp"})
NOMINAL = frozenset({"NOUN", "PROPN"})


def leans(pieces: Sequence[Piece], head: Token) -> bool:
    """Whether some word of a worded statement points at something outside it.

    Its own predicate, `head`, identifies nothing: "the device, which is new" is "the device is new".
    """
    tokens = [piece for piece in pieces if not isinstance(piece, str)]
    telling = [token for token in tokens if token.i != head.i]
    return any(points_outside(token, tokens[:at], telling) for at, token in enumerate(tokens))


def points_outside(token: Token, before: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """Whether one word can only be understood from elsewhere."""
    word = token.lower_
    if word in SPEAKING:
        return True
    if word in THIRD:
        return token.dep_ != "expl" and not any(could_be(noun, token) for noun in before)
    if word in DEMONSTRATIVES:
        return is_pointing(token, tokens)
    if word in {"there", "here"}:
        return bool(token.dep_ == "advmod")
    if token.dep_ in SUBJECTS and (word in BARE or token.pos_ == "NUM") and token.pos_ not in NOMINAL:
        return not any(child.dep_ in {"nmod", "acl", "acl:relcl"} for child in token.children)
    return is_definite(token) and not is_identified(token, before, tokens)


def could_be(noun: Token, pronoun: Token) -> bool:
    """Whether a noun before a pronoun may be what it stands for: it agrees, and is no fellow of its verb."""
    if noun.pos_ not in NOMINAL or noun.dep_ in {"compound", "flat"} or is_fellow(noun, pronoun):
        return False
    several = noun.tag_ in {"NNS", "NNPS"} or any(child.dep_ == "conj" for child in noun.children)
    word = pronoun.lower_
    if word in THEY:
        return several or noun.ent_type_ == "ORG" or noun.lemma_.lower() in words_of("cues", "bodies")
    if noun.tag_ in {"NNS", "NNPS"} or is_time(noun):
        return False
    if word in IT:
        return bool(noun.ent_type_ != "PER")
    named = noun.pos_ == "PROPN" and noun.ent_type_ in {"PER", ""}
    persons = words_of("cues", "speaker_nouns") | words_of("cues", "titles")
    return (
        named
        or noun.lemma_.lower() in persons
        or any(child.lower_ in {"a", "an", "one"} for child in noun.children)
    )


def is_fellow(noun: Token, pronoun: Token) -> bool:
    """Whether both hang on one verb, where "it" or "him" is never the subject: "the minister praised him"."""
    if pronoun.dep_ == "nmod:poss" or pronoun.lower_.endswith(("self", "selves")) or pronoun.dep_ in SUBJECTS:
        return False
    return bool(
        noun.head.i == pronoun.head.i or (pronoun.head.dep_ == "acl:relcl" and pronoun.head.head.i == noun.i)
    )


def is_pointing(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether "this", "that", "those" or "such" stands for something said before."""
    if token.dep_ == "det":
        noun = token.head
        return not is_time(noun) and not any(
            child.dep_ in {"acl", "acl:relcl"} and child in tokens for child in noun.children
        )
    if token.tag_ in {"WDT", "IN", "RB"} or token.dep_ in {"mark", "advmod", "fixed", "case"}:
        return False
    return not any(child.dep_ in {"nmod", "acl", "acl:relcl"} for child in token.children)


def is_definite(token: Token) -> bool:
    """Whether the word heads a "the X", a "both Xs" or an "all five Xs"."""
    if token.pos_ != "NOUN":
        return False
    words = {child.lower_ for child in token.children}
    return bool(words & {"the", "both"}) or (
        "all" in words and any(c.dep_ == "nummod" for c in token.children)
    )


def is_identified(noun: Token, before: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """Whether the words that are shown say which, or everybody knows."""
    lemma = noun.lemma_.lower()
    if lemma in words_of(LEXICON, "known") or is_time(noun) or noun.dep_ == "appos":
        return True
    if any(one.lemma_.lower() == lemma for one in before):
        return True
    if lemma in words_of(LEXICON, "areas") and any(one.ent_type_ == "LOC" for one in before):
        return True
    doc = noun.doc
    if any(token.pos_ == "PROPN" or token.is_title for token in doc[noun.left_edge.i + 1 : noun.i]):
        return True
    if any(token.ent_type_ == "PER" for token in doc[noun.i + 1 : noun.i + 2]):  # "the suspect John Doe"
        return True
    shown = {token.i for token in tokens}
    told = any(child.dep_ in IDENTIFYING and child.i in shown for child in noun.children)
    return told or any(
        child.tag_ in {"JJS", "RBS"} or child.lower_ in words_of(LEXICON, "singling")
        for child in noun.children
    )


def is_time(noun: Token) -> bool:
    """Whether the word names a stretch of time."""
    return noun.lemma_.lower() in words_of(LEXICON, "times")
