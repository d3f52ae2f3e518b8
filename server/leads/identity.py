"""Whose card is this? Matching leads with people and companies met before, without ever merging two leads."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import BindParameter, Column, Select, and_, bindparam, func, or_, select

from server.core.db import table
from server.core.ids import new_id
from server.core.text import fold
from server.leads.models import Company, Lead, Person
from server.leads.normalise import company_key, email_key, is_shared_box, mail_domain
from server.leads.phones import e164
from server.leads.registers import CHOICES
from server.leads.workspace import CHUNK, LeadState, Workspace

_person, _company, _lead = table(Person), table(Company), table(Lead)
_ids: BindParameter[Any] = bindparam("ids", expanding=True)
#: built once: building a statement costs more than running it
_COMPANIES = (
    select(_company.c.id, _company.c.domain, _company.c.name_key)
    .where(or_(_company.c.domain.in_(_ids), _company.c.name_key.in_(_ids)))
    .order_by(_company.c.id.desc())
)
_PEOPLE = (
    select(
        func.coalesce(_person.c.same_as, _person.c.id),
        _person.c.email_norm,
        _person.c.phone_e164,
        _person.c.family_name,
    )
    .where(or_(_person.c.email_norm.in_(_ids), _person.c.phone_e164.in_(_ids)))
    .order_by(_person.c.id.desc())
)
#: an address or number, and the family name it goes with; empty where it is somebody's own
Contact = tuple[str, str]
#: what could name one person: "email" and "phone" -> contact
Keys = Mapping[str, Contact]
#: a lead is matched anew when one of these changes
TELLING = frozenset({"given_name", "family_name", "email", "phone", "company", "website", "country", "role"})


def identify(ws: Workspace, leads: Iterable[LeadState]) -> None:
    """Give each lead whose telling fields changed its person and company; unknown ones are added."""
    telling = [lead for lead in leads if not TELLING.isdisjoint(lead.changed)]
    if not telling:
        return
    companies = _companies(ws, telling)
    keys = {lead.id: _keys(lead) for lead in telling}
    people = _people(ws, keys.values())
    for lead in telling:
        lead.company_id = _company_of(ws, lead, companies)
        lead.person_id = _person_of(ws, lead, keys[lead.id], people)
        if "role" in lead.changed and lead.person_id is not None:
            ws.update(_person, lead.person_id, {"role": _role(lead)})


def _role(lead: LeadState) -> str:
    """What the person is to us: a buyer, or somebody who knows one."""
    role = _text(lead.fields, "role")
    return role if role in CHOICES["role"] else "unknown"


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    return value if isinstance(value, str) else None


def _domain(fields: Mapping[str, Any]) -> str | None:
    return mail_domain(_text(fields, "email"))


def _companies(ws: Workspace, leads: list[LeadState]) -> dict[tuple[str, str], str]:
    """(what, value) -> company id, for the domains and name keys of these leads."""
    domains = {d for lead in leads if (d := _domain(lead.fields))}
    keys = {k for lead in leads if (k := company_key(_text(lead.fields, "company")))}
    found: dict[tuple[str, str], str] = {}
    for part in _parts(sorted(domains | keys)):
        for id, domain, key in ws.connection.execute(_COMPANIES, {"ids": part}).all():
            found[("key", key)] = id
            if domain:
                found[("domain", domain)] = id
    return found


def _company_of(ws: Workspace, lead: LeadState, known: dict[tuple[str, str], str]) -> str | None:
    name = _text(lead.fields, "company")
    key, domain = company_key(name), _domain(lead.fields)
    id = known.get(("domain", domain)) if domain else None
    id = id or (known.get(("key", key)) if key else None)
    if id is None and name and key:
        id = new_id()
        country = _text(lead.fields, "country")
        row = {
            "id": id,
            "name": name,
            "name_key": key,
            "domain": domain,
            "country": country if country and len(country) == 2 else None,
            "is_customer": False,
            "created_at": ws.now,
        }
        ws.insert(_company, row)
        _first_met(ws).add(id)
        known[("key", key)] = id
        if domain:
            known[("domain", domain)] = id
    return id


def _keys(lead: LeadState) -> Keys:
    """What could name this person: her address, or what colleagues share together with her family name."""
    fields = lead.fields
    keys: dict[str, Contact] = {}
    family = fold(_text(fields, "family_name") or "")
    email = email_key(_text(fields, "email"))
    if email and (family or not is_shared_box(email)):
        keys["email"] = _mail(email, family)
    phone = e164(_text(fields, "phone"), _text(fields, "country"))
    if phone and family:
        keys["phone"] = (phone, family)
    return keys


def _mail(email: str, family: str) -> Contact:
    return email, family if is_shared_box(email) else ""


def _people(ws: Workspace, keys: Iterable[Keys]) -> dict[tuple[str, Contact], str]:
    contacts = sorted({contact for one in keys for contact, _ in one.values()})
    found: dict[tuple[str, Contact], str] = {}
    for part in _parts(contacts):
        for person, email, phone, name in ws.connection.execute(_PEOPLE, {"ids": part}).all():
            family = fold(name or "")
            if email:
                found["email", _mail(email, family)] = person
            if phone and family:
                found["phone", (phone, family)] = person
    return found


def _person_of(ws: Workspace, lead: LeadState, keys: Keys, known: dict[tuple[str, Contact], str]) -> str | None:
    if lead.doc.get("person_pinned"):
        return lead.person_id
    id = next((known[pair] for pair in keys.items() if pair in known), None)
    if id is None and keys:
        id = _write_person(ws, lead, keys)
    if id is None:
        return lead.person_id
    for pair in keys.items():
        known.setdefault(pair, id)
    return id


def _write_person(ws: Workspace, lead: LeadState, keys: Keys) -> str:
    """The lead's own person follows its card; one shared with another encounter stays, and a new one is made."""
    row = {
        "company_id": lead.company_id,
        "given_name": _text(lead.fields, "given_name"),
        "family_name": _text(lead.fields, "family_name"),
        "email_norm": keys["email"][0] if "email" in keys else None,
        "phone_e164": keys["phone"][0] if "phone" in keys else None,
    }
    if lead.person_id is not None and not _shared(ws, lead):
        ws.update(_person, lead.person_id, row)
        return lead.person_id
    id = new_id()
    ws.insert(_person, {"id": id, **row, "role": _role(lead), "created_at": ws.now})
    _first_met(ws).add(id)
    return id


def _first_met(ws: Workspace) -> set[str]:
    """People and companies this transaction writes down."""
    met: set[str] = ws.memo.setdefault("identity:first_met", set())
    return met


def _shared(ws: Workspace, lead: LeadState) -> bool:
    others = select(_lead.c.id).where(and_(_lead.c.person_id == lead.person_id, _lead.c.id != lead.id)).limit(1)
    return ws.connection.execute(others).first() is not None


def _owners_by(column: Column[Any]) -> Select[Any]:
    """Who owns open or won leads, by person or company, the latest last."""
    return (
        select(column, _lead.c.owner_id, func.max(_lead.c.received_at).label("latest"))
        .where(column.in_(_ids), _lead.c.owner_id.is_not(None), ~_lead.c.trashed)
        .where(_lead.c.id.not_in(bindparam("batch", expanding=True)))
        .where(or_(_lead.c.status < 5, _lead.c.outcome == "won"))
        .group_by(column, _lead.c.owner_id)
        .order_by("latest")
    )


_OWNERS_BY_PERSON, _OWNERS_BY_COMPANY = _owners_by(_lead.c.person_id), _owners_by(_lead.c.company_id)


def owners_of(ws: Workspace, leads: Iterable[LeadState]) -> dict[str, str]:
    """Person or company id -> who owns the latest open or won lead with it, among leads not in this batch."""
    wanted = list(leads)
    batch = [lead.id for lead in wanted if lead.doc["owner"] is not None]
    found: dict[str, str] = {}
    for owners, ids in (
        (_OWNERS_BY_PERSON, {lead.person_id for lead in wanted if lead.person_id}),
        (_OWNERS_BY_COMPANY, {lead.company_id for lead in wanted if lead.company_id}),
    ):
        # nobody owns a lead of somebody first met in this transaction
        for part in _parts(sorted(ids - _first_met(ws))):
            rows = ws.connection.execute(owners, {"ids": part, "batch": batch}).all()
            found.update({id: owner for id, owner, _ in rows})
    return found


def _parts(values: list[str]) -> Iterable[list[str]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
