"""Speed to lead: how long prospects wait, from the booth on (METHOD B7, C13)."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, case

from server.reports.asking import Asked, lead
from server.reports.tables import Figure, Over, Report, Table, count, percentile

MOMENTS = (
    ("out", "First contact", "the first contact of ours, the machine's mail included", lead.c.first_out_at),
    ("human", "First person", "the first contact by a person", lead.c.first_human_out_at),
    ("call", "First call", "the first call attempt", lead.c.first_call_at),
    ("connect", "First talk", "the first conversation after the booth", lead.c.first_connect_at),
)


def _since_capture(at: ColumnElement[int]) -> ColumnElement[Any]:
    """A phone may log a call before the capture arrives: that was no time at all."""
    return case((at.is_(None), None), (at < lead.c.captured_at, 0), else_=at - lead.c.captured_at)


def _facts(asked: Asked) -> Select[Any]:
    waits = (_since_capture(at).label(name) for name, _, _, at in MOMENTS)
    return asked.leads(*waits, (lead.c.received_at - lead.c.captured_at).label("lag"))


def _column(name: str) -> Over:
    return lambda f: f.c[name]


def _known(name: str) -> Over:
    def known(f: FromClause) -> ColumnElement[bool]:
        return f.c[name].is_not(None)

    return known


def _figures() -> tuple[Figure, ...]:
    found = [count("leads", "Leads", "Every lead but duplicates.")]
    for name, label, words, _ in MOMENTS:
        found += [
            count(f"{name}_n", f"{label}: leads", f"Leads that had {words}.", _known(name)),
            percentile(
                f"{name}_p50", f"{label}: half within", f"Half of them had {words} within.", 50, _column(name)
            ),
            percentile(f"{name}_p90", "9 of 10 within", f"Nine of ten had {words} within.", 90, _column(name)),
        ]
    return (
        *found,
        percentile("lag_p50", "Sync lag: half within", "From the booth to the server, half.", 50, _column("lag")),
        percentile("lag_p90", "9 of 10 within", "From the booth to the server, nine of ten.", 90, _column("lag")),
    )


REPORT = Report(
    name="speed",
    group="fast",
    title="Speed to lead",
    question="How long do prospects wait for us?",
    formula=(
        "Time is counted from the moment of capture, on the phone's clock as corrected, to the first contact of each "
        "kind. The hours a lead lay on a phone count; how many they were stands apart as sync lag.",
        "Leads without such a contact have no time yet and are not in its percentiles: look at how many there are.",
        "Half within: the smallest time that half of them did not exceed (nearest rank).",
    ),
    method=("B7", "C13"),
    headline=("leads", "human_p50"),
    tables=(Table("leads", "Time from capture", _facts, _figures()),),
)
