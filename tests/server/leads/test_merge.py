"""The merge rule: better hand first, then causality, then corrected time."""

from typing import Any

import hypothesis.strategies as st
from hypothesis import given, settings

from server.leads.merge import RANK, Patch, Stamp, corrected, merge

NOW = 1_000_000


def patch(op: str, values: dict[str, Any], **changes: Any) -> Patch:
    basics: dict[str, Any] = {"device": "d1", "seq": 1, "base": 0, "rank": RANK["human"], "at": 100}
    return Patch(op=op, values=values, **{**basics, **changes})


def apply_all(*patches: Patch) -> tuple[dict[str, Any], dict[str, Stamp]]:
    fields: dict[str, Any] = {}
    stamps: dict[str, Stamp] = {}
    for rev, one in enumerate(patches, start=1):
        merge(fields, stamps, one, rev, NOW)
    return fields, stamps


def test_a_reading_never_beats_a_person() -> None:
    typed = patch("a", {"email": "ada@x.example"}, at=100)
    read = patch("b", {"email": "aba@x.example"}, rank=RANK["ocr"], device="worker", at=900)

    assert apply_all(typed, read)[0] == {"email": "ada@x.example"}
    assert apply_all(read, typed)[0] == {"email": "ada@x.example"}


def test_a_field_emptied_by_a_person_stays_empty() -> None:
    emptied = patch("a", {"phone": None})
    read = patch("b", {"phone": "+49 30 1"}, rank=RANK["ocr"], device="worker", at=900)

    assert apply_all(emptied, read)[0] == {"phone": None}


def test_who_saw_the_value_overwrites_it_whatever_the_clocks_say() -> None:
    first = patch("a", {"company": "Old"}, device="d1", at=900)
    fields: dict[str, Any] = {}
    stamps: dict[str, Stamp] = {}
    merge(fields, stamps, first, 1, NOW)
    # the second device's clock is far behind, but it had revision 1 on screen
    outcome = merge(fields, stamps, patch("b", {"company": "New"}, device="d2", base=1, at=5), 2, NOW)

    assert fields == {"company": "New"}
    assert outcome.stamps == {"company": 901}
    assert outcome.concurrent == set()


def test_the_second_edit_on_a_screen_counts_though_screens_number_nothing() -> None:
    fields: dict[str, Any] = {}
    stamps: dict[str, Stamp] = {}
    for rev, value in enumerate(("First", "Second"), start=1):
        edit = patch(f"op{rev}", {"company": value}, device="", seq=0, base=rev - 1, at=100)
        merge(fields, stamps, edit, rev, NOW)

    assert fields == {"company": "Second"}


def test_unseen_edits_of_two_people_are_a_conflict_and_the_later_one_stands() -> None:
    early = patch("a", {"company": "Early"}, device="d1", at=100)
    late = patch("b", {"company": "Late"}, device="d2", at=200)
    fields: dict[str, Any] = {}
    stamps: dict[str, Stamp] = {}
    merge(fields, stamps, late, 1, NOW)
    outcome = merge(fields, stamps, early, 2, NOW)

    assert fields == {"company": "Late"}
    assert outcome.lost == {"company": "Late"}
    assert outcome.concurrent == {"company"}


def test_one_device_keeps_its_own_order() -> None:
    second = patch("b", {"company": "Second"}, seq=2, at=100)
    first = patch("a", {"company": "First"}, seq=1, at=100_000)

    assert apply_all(second, first)[0] == {"company": "Second"}


def test_stamps_given_before_a_restore_hold_again() -> None:
    again = patch("a", {"company": "Kept"}, given={"company": 77})

    assert apply_all(again)[1]["company"].at == 77


def test_a_field_that_loses_keeps_the_stamp_it_was_given() -> None:
    fields: dict[str, Any] = {}
    stamps: dict[str, Stamp] = {}
    merge(fields, stamps, patch("b", {"company": "Later"}, device="d2", at=900), 1, NOW)

    again = patch("a", {"company": "Earlier"}, at=950, given={"company": 500})
    outcome = merge(fields, stamps, again, 2, NOW)

    assert outcome.lost == {"company": "Later"}
    assert outcome.stamps == {"company": 500}


def test_a_stamp_is_never_in_the_future() -> None:
    assert corrected(now=1_000, sent_at=500, at=400) == 900
    assert corrected(now=1_000, sent_at=500, at=9_999) == 1_000
    assert apply_all(patch("a", {"x": 1}, at=NOW + 5))[1]["x"].at == NOW


ops = st.lists(
    st.builds(
        lambda n, device, rank, at, value: (n, device, rank, at, value),
        st.integers(1, 50),
        st.sampled_from(["d1", "d2", "d3"]),
        st.sampled_from(sorted(RANK.values())),
        st.integers(1, 1000),
        st.integers(0, 5),
    ),
    max_size=8,
    unique_by=lambda op: (op[1], op[0]),
)


@settings(max_examples=500)
@given(ops, st.randoms(use_true_random=False))
def test_concurrent_edits_end_alike_in_every_order(raw: list[tuple[Any, ...]], random: Any) -> None:
    # on one device time never runs backwards against its own numbering, whatever its clock shows
    latest: dict[str, int] = {}
    patches = []
    for seq, device, rank, at, value in sorted(raw):
        latest[device] = at = max(at, latest.get(device, 0) + 1)
        patches.append(patch(f"{device}-{seq}", {"f": value}, device=device, seq=seq, rank=rank, at=at))
    shuffled = random.sample(patches, len(patches))
    first, second = {}, {}
    # base 0: nobody has seen anybody else's
    for target, order in ((first, patches), (second, shuffled)):
        stamps: dict[str, Stamp] = {}
        for rev, one in enumerate(order, start=1):
            merge(target, stamps, one, rev, NOW)

    assert first == second


@given(ops)
def test_merging_twice_changes_nothing(raw: list[tuple[Any, ...]]) -> None:
    patches = [
        patch(f"{device}-{seq}", {"f": value}, device=device, seq=seq, rank=rank, at=at)
        for seq, device, rank, at, value in raw
    ]
    once, _ = apply_all(*patches)
    twice, _ = apply_all(*patches, *patches[-1:])

    assert once == twice
