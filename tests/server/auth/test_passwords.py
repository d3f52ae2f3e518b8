"""What may be a password, and how it is kept."""

import pytest

from server.auth import passwords
from server.core.errors import Invalid

CONTEXT = ("Möbius Optik GmbH", "Ada Lovelace", "ada.lovelace@moebius.example")


@pytest.mark.parametrize(
    "good",
    [
        "violet anchor tides",
        "x7#Kq9!vTz2m",
        "пароль которого нет нигде",
        "🦊🐙🦉🐝🐢🦋🐌🐞🦂🐬🦀🐘",
        "quiet lovelace mountain river",
        "v" + "iolet anchor tides " * 13,
    ],
)
def test_long_and_uncommon_is_enough(good: str) -> None:
    passwords.check(good, CONTEXT)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("short words", "12 characters or more"),
        ("a long story " * 20, "256 characters or fewer"),
        ("password12345", "first passwords"),
        ("P@ssw0rd2026!!", "first passwords"),
        ("iloveyou forever", "first passwords"),
        ("QwertzuiopAsdfghjkl", "first passwords"),
        ("!!!summer!!!2026", "first passwords"),
        ("123456789012", "first passwords"),
        ("abababababababab", "first passwords"),
        ("MöbiusOptik2026", "Leave out"),
        ("ada.lovelace!ada", "Leave out"),
        ("moebius.example", "Leave out"),
    ],
)
def test_what_would_be_tried_first_is_refused(bad: str, why: str) -> None:
    with pytest.raises(Invalid) as refused:
        passwords.check(bad, CONTEXT)
    (message,) = refused.value.errors["json"]["password"]
    assert why in message


def test_the_message_stands_at_the_field() -> None:
    with pytest.raises(Invalid) as refused:
        passwords.check("short", field="admin.password")
    assert list(refused.value.errors["json"]["admin"]) == ["password"]


def test_the_list_holds_the_usual_ones_and_no_secrets_of_ours() -> None:
    assert len(passwords._common()) >= 3000


def test_a_password_is_kept_as_argon2id_at_the_floor_or_above() -> None:
    kept = passwords.hashed("violet anchor tides")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches("violet anchor tides", kept)
    assert not passwords.matches("violet anchor tide", kept)
    assert not passwords.is_outdated(kept)


def test_one_password_typed_on_two_keyboards_is_one() -> None:
    kept = passwords.hashed("caf\u00e9 violet anchor")
    assert passwords.matches("cafe\u0301 violet anchor", kept)


def test_nobody_matches_without_a_hash() -> None:
    assert not passwords.matches("nobody signs in with this", None)
    assert not passwords.matches("violet anchor tides", "not a hash")
