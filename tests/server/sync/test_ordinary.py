"""The shortcut for ordinary puts reads what the schema reads, or leaves it to the schema."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from server.sync.kinds import KINDS, read_body
from server.sync.ordinary import ordinary_put

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
texts = st.none() | st.text(max_size=8)
#: each key as phones send it, now and then as none would
said = {
    "event": texts | scalars,
    "src": st.sampled_from(["human", "badge", "import", "ocr"]) | scalars,
    "mine": st.booleans() | scalars,
    "source": texts | scalars,
    "conf": st.none() | st.dictionaries(st.text(max_size=4), st.floats(0, 1), max_size=2) | scalars,
    "box": st.none() | scalars,
    "capture": texts | scalars,
    "stamps": st.none() | st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
    "other": scalars,
}
registers = st.dictionaries(st.text(max_size=8), scalars, max_size=3)
puts = st.fixed_dictionaries({"set": registers}, optional=said) | st.fixed_dictionaries({}, optional=said)


@given(puts)
def test_what_the_shortcut_reads_the_schema_reads_alike(raw: dict[str, Any]) -> None:
    read = ordinary_put(raw)

    if read is not None:
        assert read == KINDS["put"].schema.load(raw)


def test_what_phones_send_all_day_is_ordinary() -> None:
    put = {"id": "…", "seq": 1, "event": "e", "base": 0, "mine": True, "set": {"company": "Engines Ltd"}}

    assert ordinary_put(put) is not None


@pytest.mark.parametrize("broken", [{"mine": "perhaps"}, {"src": "witch"}, {"set": []}, {"event": 7}])
def test_what_is_wrong_is_refused_in_the_schema_s_words(broken: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refusal:
        read_body("put", {"set": {}, **broken})

    assert set(refusal.value.messages) == set(broken)
