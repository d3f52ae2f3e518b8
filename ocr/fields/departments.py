"""The department: what no other field claimed and what is called one, or stands right under the title."""

from __future__ import annotations

import re
from collections.abc import Collection

from ocr.fields.candidates import Candidate
from ocr.fields.context import Context
from ocr.fields.fragments import Fragment
from ocr.fields.traits import traits
from ocr.text import has_cjk, letters

_CJK_UNIT = re.compile(
    r"(本部|事業部|部門|部|課|室|センター|研究所|学部|学科|中心|部门|處|处|科|팀|본부|사업부|연구소|실)$"
)
LONGEST = 60


def find_department(context: Context, chosen: Collection[Candidate], title: Candidate | None) -> Fragment | None:
    """The unclaimed fragment that names a department, nearest to the title first."""
    claimed = {part.index for candidate in chosen for part in candidate.parts}
    free = [f for f in context.fragments if f.index not in claimed and not f.row.aside and _possible(f)]
    named = [f for f in free if _is_called_one(f.text)]
    if title is None:
        return named[0] if named else None
    under = set(context.below[title.parts[-1].index][:1])
    beneath = [f for f in free if f.index in under and traits(f.text).stop_words <= 1]
    centre = title.parts[0].row
    nearest = sorted(named, key=lambda f: abs(f.row.y - centre.y) + abs(f.row.x - centre.x))
    return next(iter([*(f for f in nearest if f in beneath), *nearest, *beneath]), None)


def _possible(fragment: Fragment) -> bool:
    t = traits(fragment.text)
    place = t.postcode or t.street_words > 0 or t.country
    return letters(fragment.text) >= 2 and len(fragment.text) <= LONGEST and not (t.digits or t.legal or place)


def _is_called_one(text: str) -> bool:
    if has_cjk(text):
        return bool(_CJK_UNIT.search(text.split()[0]))
    return traits(text).department_words > 0
