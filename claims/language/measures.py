"""Units: how they are written, and what compares with what."""

from functools import cache

from claims.language.lexicon import load_lexicon


@cache
def unit_forms() -> dict[str, str]:
    """Written form in lower case -> unit, currencies by ISO code.

    >>> unit_forms()["kilometres"], unit_forms()["per cent"], unit_forms()["us$"]
    ('km', '%', 'USD')
    """
    table = load_lexicon("units")
    forms = {form: code for code, written in table["currencies"].items() for form in written}
    forms |= {form: unit for unit, entry in table["measures"].items() for form in entry["forms"]}
    return forms


@cache
def prefix_currencies() -> dict[str, str]:
    """Written before the number, in lower case -> ISO code."""
    return {form: unit_forms()[form.rstrip(".")] for form in load_lexicon("units")["prefix_currencies"]}


def measure_of(unit: str | None) -> str | None:
    """What a unit measures ("length", "time", "share" …); a currency measures itself, a plain count nothing.

    >>> measure_of("mile"), measure_of("USD"), measure_of(None)
    ('length', 'USD', None)
    """
    entry = load_lexicon("units")["measures"].get(unit)
    return entry["measure"] if entry else unit


def is_currency(unit: str | None) -> bool:
    """Whether the unit is money."""
    return unit in load_lexicon("units")["currencies"]


def to_base(value: float, unit: str | None) -> float:
    """The value in the smallest unit of its measure: 3 km are 3,000 (metres)."""
    entry = load_lexicon("units")["measures"].get(unit)
    return value * entry["factor"] if entry else value
