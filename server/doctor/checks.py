"""What must hold for every lead, whatever happened (docs/method.md): one function per rule, saying what is wrong."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from server.core.clock import MINUTE, iso
from server.doctor.children import CHILDREN
from server.doctor.queries import Case
from server.followups.outcomes import ATTEMPTS_BEFORE_UNREACHABLE, attempts
from server.leads.scopes import scopes_of
from server.leads.state import columns_of, counters
from server.plans.facts import CLASSES, OPEN_STEP_STATES
from server.plans.permission import allowed

#: the sweep that tells a supervisor comes by every minute; so long it may be busy
ROUNDS = 5 * MINUTE
_TOUCHES = next(child for child in CHILDREN if child.name == "touches")


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule a lead breaks, and how."""

    code: str
    lead_id: str
    says: str


def examine(case: Case) -> Iterator[Violation]:
    """Every rule this lead breaks."""
    for code, check in CHECKS.items():
        for says in check(case):
            yield Violation(code, case.state.id, says)


def _no_class(case: Case) -> Iterator[str]:
    if case.row["class"] not in CLASSES or case.doc["class"] not in CLASSES:
        yield "it has no class"


def _no_owner(case: Case) -> Iterator[str]:
    # each return to the pool starts a clock of its own: the latest counts
    clocks = [clock for clock in case.rows["clocks"] if clock["clock"] == "ASSIGN"]
    due = max(clocks, key=lambda clock: clock["anchor_at"])["due_at"] if clocks else case.now
    told = (case.doc.get("escalation") or {}).get("supervisor")
    if case.is_open and case.row["owner_id"] is None and due < case.now - ROUNDS and not told:
        yield f"nobody owns it; somebody should since {iso(due)}, and no supervisor was told"


def _owner_unexplained(case: Case) -> Iterator[str]:
    changes = sorted(case.rows["assignments"], key=lambda row: (row["at"], row["id"]))
    latest = changes[-1]["to_id"] if changes else None
    if case.row["owner_id"] != latest:
        yield f"its owner is {case.row['owner_id']}, the last change of owner says {latest}"


def _no_plan(case: Case) -> Iterator[str]:
    if case.is_open and not case.rows["steps"]:
        yield "it has no contact plan"


def _no_next_step(case: Case) -> Iterator[str]:
    is_waiting = any(step["state"] in OPEN_STEP_STATES for step in case.rows["steps"])
    if case.is_open and not is_waiting and case.row["wake_at"] is None:
        yield "it has neither an open step nor a date to come back"


def _done_without_outcome(case: Case) -> Iterator[str]:
    if (case.doc["status"] == 5) != (case.doc["outcome"] is not None):
        yield f"status {case.doc['status']} with outcome {case.doc['outcome']}"


def _won_without_invoice(case: Case) -> Iterator[str]:
    if case.row["outcome"] == "won" and not any(sale["invoice_no"] for sale in case.rows["sales"]):
        yield "it was won, and no sale with an invoice number is on record"


def _unreachable_too_early(case: Case) -> Iterator[str]:
    tried = attempts(case.facts)
    if case.row["outcome"] == "unreachable" and tried < ATTEMPTS_BEFORE_UNREACHABLE and not case.doc["closed_early"]:
        yield f"closed as unreachable after {tried} attempts without a supervisor's word"


def _step_not_permitted(case: Case) -> Iterator[str]:
    for step in case.rows["steps"]:
        if step["state"] in OPEN_STEP_STATES and not allowed(case.facts, step["channel"]):
            yield f"step {step['key']} is a {step['channel']}, which the prospect refused"


def _suppression_missed(case: Case) -> Iterator[str]:
    for channel in sorted(case.listed.symmetric_difference(case.doc["suppressed"])):
        yield f"{channel}: the suppression list and the lead disagree"


def _counters_differ(case: Case) -> Iterator[str]:
    counted = counters([_TOUCHES.shown(row) for row in case.rows["touches"]])
    for name, value in counted.items():
        if case.row[name] != value:
            yield f"{name} is {case.row[name]}, its touches make {value}"


def _columns_differ(case: Case) -> Iterator[str]:
    counted = counters([])
    for name, value in columns_of(case.state).items():
        if name not in ("doc", "meta") and name not in counted and case.row[name] != value:
            yield f"column {name} differs from the document"


def _document_differs(case: Case) -> Iterator[str]:
    for child in CHILDREN:
        number = child.differences(case.doc, case.rows[child.name])
        if number:
            yield f"{number} of {child.name} in the document differ from table {child.rows.name}"


def _scopes_differ(case: Case) -> Iterator[str]:
    ought = scopes_of(case.doc, case.teams_of)
    for scope in sorted(ought.symmetric_difference(case.scopes)):
        yield f"the feed {'misses' if scope in ought else 'wrongly has'} scope {scope}"


CHECKS: Mapping[str, Callable[[Case], Iterator[str]]] = {
    "no_class": _no_class,
    "no_owner": _no_owner,
    "owner_unexplained": _owner_unexplained,
    "no_plan": _no_plan,
    "no_next_step": _no_next_step,
    "done_without_outcome": _done_without_outcome,
    "won_without_invoice": _won_without_invoice,
    "unreachable_too_early": _unreachable_too_early,
    "step_not_permitted": _step_not_permitted,
    "suppression_missed": _suppression_missed,
    "counters_differ": _counters_differ,
    "columns_differ": _columns_differ,
    "document_differs": _document_differs,
    "scopes_differ": _scopes_differ,
}
