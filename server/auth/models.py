"""People, teams, their phones, and the ways in."""

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, Minor, SafeText, one_of

ROLES = ("rep", "contractor", "supervisor", "marketing", "director", "admin")


class User(Base):
    """A person who works with the app."""

    __tablename__ = "user"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: lower case; how she signs in
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(SafeText)
    #: one or more of ROLES
    roles: Mapped[list[str]] = mapped_column(JSON)
    #: argon2id; NULL until the one-time link was used, and for people who only use a paired phone
    password_hash: Mapped[str | None] = mapped_column(String(255))
    #: ISO 639-1 codes she can speak with a prospect
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: what she sells, by the slugs of the shows' chips; empty: everything her teams sell
    products: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    #: most open A and B leads the rules give her; NULL: no limit
    capacity: Mapped[int | None] = mapped_column(Integer)
    #: her own number, under mails she writes
    phone: Mapped[str | None] = mapped_column(SafeText)
    #: IANA name; NULL: the organisation's
    tz: Mapped[str | None] = mapped_column(String(60))
    cost_per_hour: Mapped[int | None] = mapped_column(Minor)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    #: absent from/to (instants); due steps go to the deputy meanwhile
    away_from: Mapped[int | None] = mapped_column(Millis)
    away_to: Mapped[int | None] = mapped_column(Millis)
    deputy_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"))
    #: a contractor's last instant of access
    contract_until: Mapped[int | None] = mapped_column(Millis)
    created_at: Mapped[int] = mapped_column(Millis)
    updated_at: Mapped[int] = mapped_column(Millis)


class Team(Base):
    """People who share a pool of leads under one or more supervisors."""

    __tablename__ = "team"
    __table_args__ = (one_of("kind", "field", "desk"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(SafeText, unique=True)
    #: field or desk sales
    kind: Mapped[str] = mapped_column(String(8), default="field")
    #: {"countries": [..], "postcodes": [prefix..], "products": [..]}; empty: everything
    territory: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    calendar_id: Mapped[str | None] = mapped_column(Id)
    created_at: Mapped[int] = mapped_column(Millis)


class TeamMember(Base):
    """Who is in a team, and who leads it."""

    __tablename__ = "team_member"

    team_id: Mapped[str] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
    is_supervisor: Mapped[bool] = mapped_column(Boolean, default=False)


class EventStaff(Base):
    """Who is on the stand of a show: they share its pool. It stands here because it decides who sees what."""

    __tablename__ = "event_staff"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)


class Device(Base):
    """One installation of the app for one person."""

    __tablename__ = "device"

    #: made by the device
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True)
    label: Mapped[str] = mapped_column(SafeText)
    #: sha256 of the opaque token, hex
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    app_version: Mapped[str | None] = mapped_column(String(40))
    enrolled_at: Mapped[int] = mapped_column(Millis)
    last_seen_at: Mapped[int | None] = mapped_column(Millis)
    #: leads it said it still has something unsent of, and since when: the cards still on phones
    outbox_count: Mapped[int] = mapped_column(Integer, default=0)
    outbox_oldest_at: Mapped[int | None] = mapped_column(Millis)
    #: every operation with a lower number was acknowledged, says the device
    oldest_seq: Mapped[int] = mapped_column(Millis, default=1, server_default="1")
    #: up to this number a receipt was found for every operation
    ledger_seq: Mapped[int] = mapped_column(Millis, default=0, server_default="0")
    #: acknowledged operations above it without a receipt: lost (sync/ledger.py)
    ops_missing: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    #: server clock minus device clock at the last handshake
    skew_ms: Mapped[int] = mapped_column(Millis, default=0)
    expires_at: Mapped[int] = mapped_column(Millis)
    revoked_at: Mapped[int | None] = mapped_column(Millis, index=True)
    wiped_at: Mapped[int | None] = mapped_column(Millis)


class EnrolCode(Base):
    """A fifteen-minute code that pairs one phone with one person."""

    __tablename__ = "enrol_code"

    #: sha256 of the code, hex
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    created_by: Mapped[str] = mapped_column(Id)
    expires_at: Mapped[int] = mapped_column(Millis)
    used_at: Mapped[int | None] = mapped_column(Millis)
    #: the phone that used it
    device_id: Mapped[str | None] = mapped_column(Id)


class OneTimeLink(Base):
    """The link that opens the set-up page, or lets an invited person choose a password. Works once."""

    __tablename__ = "one_time_link"
    __table_args__ = (one_of("purpose", "setup", "password"),)

    #: sha256 of the token, hex
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(12))
    user_id: Mapped[str | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    expires_at: Mapped[int] = mapped_column(Millis)
    used_at: Mapped[int | None] = mapped_column(Millis)


class WebSession(Base):
    """A browser signed in by password."""

    __tablename__ = "web_session"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: sha256 of the cookie's secret, hex
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(SafeText)
    created_at: Mapped[int] = mapped_column(Millis)
    seen_at: Mapped[int] = mapped_column(Millis)
    #: when a password was last typed: sensitive actions want it fresh
    fresh_at: Mapped[int] = mapped_column(Millis)
    ended_at: Mapped[int | None] = mapped_column(Millis)


class LoginFailure(Base):
    """A failed try at a password or code; counted per account and per address, so a restart does not forget."""

    __tablename__ = "login_failure"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: `account:<sha256 of e-mail>` or `ip:<address>`
    key: Mapped[str] = mapped_column(String(90), index=True)
    at: Mapped[int] = mapped_column(Millis)
