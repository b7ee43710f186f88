"""Which records are asked for, and how short an id may be printed."""

from hypothesis import given
from hypothesis import strategies as st

from claims.base.views import short_ids


@given(st.lists(st.text(alphabet="ab", min_size=16, max_size=16)))
def test_short_ids_name_one_record_each(ids):
    """Unique, at least eight characters, the beginning of the id."""
    shortened = short_ids(ids)

    assert set(ids) == set(shortened)
    assert len(set(ids)) == len(set(shortened.values()))
    assert all(len(short) >= 8 and name.startswith(short) for name, short in shortened.items())
