"""From an engine's lines to the fields of a contact: the order of the steps, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocr.assemble import Choice, Weights, assemble
from ocr.fields.candidates import Candidate
from ocr.fields.context import Context
from ocr.fields.departments import find_department
from ocr.fields.exact import find_exact
from ocr.fields.found import Found, Span
from ocr.fields.fragments import find_fragments
from ocr.fields.people import split_name
from ocr.fields.places import postal_parts
from ocr.layout import Page, arrange
from ocr.model import Box, Field, Line, ReadOptions
from ocr.scoring import Curves, calibrated, curves_of
from ocr.text import tidy

#: A department is a guess by place and word; people are asked to look.
DEPARTMENT_CONFIDENCE = 0.6
#: What the joint choice calls a role -> what a contact calls the field.
FIELD_OF = {"name": "name", "title": "job_title", "company": "company", "address": "address"}


def context_of(lines: Sequence[Line], options: ReadOptions) -> Context:
    """Lay out the lines and find the exact fields."""
    page = arrange(lines[: options.limits.max_lines])
    exact = find_exact(page.rows, options.country)
    fragments = tuple(find_fragments(page.rows, exact.spans))
    return Context(page, exact, fragments, options.lexicon)


def fields_of(
    context: Context, engine: str = "rapidocr", weights: Weights | None = None, curves: Curves | None = None
) -> tuple[Field, ...]:
    """Every field of the card with confidence and box.

    ``weights`` and ``curves`` replace the fitted ones while fitting; ``engine`` picks the calibration.
    """
    scale = curves_of(engine) if curves is None else curves
    choices = assemble(context, weights)
    chosen = [field for role, choice in choices.items() for field in _written(context, role, choice, scale)]
    chosen += _department(context, choices, scale)
    exact = [_exact(context, found, scale) for found in context.exact.all if found.field != "registration"]
    return (*chosen, *exact)


def written_value(role: str, text: str, context: Context) -> str:
    """A candidate's text as the contact shows it."""
    if role == "name":
        return split_name(text, context.locals, context.exact.countries).full
    return tidy(text)


def _written(context: Context, role: str, choice: Choice, curves: Curves) -> list[Field]:
    candidate = choice.candidate
    name = FIELD_OF[role]
    sure = calibrated(name, choice.share * (0.5 + candidate.confidence / 2), curves)
    box = _box(context.page, candidate.spans)
    whole = Field(name, written_value(role, candidate.text, context), sure, box, "joint")
    parts = _parts(context, role, candidate)
    return [whole, *(Field(part, value, sure, box, "split") for part, value in parts.items() if value)]


def _department(context: Context, choices: Mapping[str, Choice], curves: Curves) -> list[Field]:
    """A department beside the chosen values, no surer than its title."""
    title = choices.get("title")
    taken = [choice.candidate for choice in choices.values()]
    found = find_department(context, taken, title.candidate if title else None)
    if found is None:
        return []
    sure = calibrated("department", DEPARTMENT_CONFIDENCE * found.row.confidence, curves)
    return [Field("department", tidy(found.text), sure, _box(context.page, [found.span]), "beside-title")]


def _parts(context: Context, role: str, candidate: Candidate) -> dict[str, str]:
    """The smaller fields inside a value."""
    if role == "name":
        person = split_name(candidate.text, context.locals, context.exact.countries)
        return {"given_name": person.given, "family_name": person.family}
    if role == "address":
        lines = [part.text for part in candidate.parts]
        return postal_parts(lines, candidate.text, context.exact.countries)
    return {}


def _exact(context: Context, found: Found, curves: Curves) -> Field:
    lines = [context.page.rows[span.row].confidence for span in found.spans]
    sure = calibrated(found.field, found.confidence * min(lines), curves)
    return Field(found.field, found.value, sure, _box(context.page, found.spans), found.rule, found.kind, found.e164)


def _box(page: Page, spans: Sequence[Span]) -> Box:
    return Box.around(page.box(page.rows[span.row], span.start, span.end) for span in spans)
