"""Passwords: argon2id, long rather than odd (NIST SP 800-63B, OWASP ASVS 6.2). No rules of composition."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.core.errors import Invalid
from server.core.text import clean, fold

SHORTEST = 12
LONGEST = 256
#: distinct characters below which a password is a pattern, like aaaaaaaaaaaa or 121212121212
FEWEST_DIFFERENT = 5
#: letters and digits that must remain of a password when the words anybody would try first are taken out
SHORTEST_REST = 8
#: context words shorter than this hide in ordinary words by chance
SHORTEST_CONTEXT = 4
#: what people put before or after a word to make it look longer
TRIMMINGS = "0123456789!?.,:;*#$%&+=@_- "
LEET = str.maketrans("013457@$!", "oieastasi")

#: OWASP's floor: 19 MiB, two passes, one lane
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def check(password: str, context: Iterable[str] = (), *, field: str = "password") -> None:
    """Raises Invalid, with what to do, for a password too short, too common or made of the context.

    `context`: names of the organisation and the person, her address; their parts are looked for as well.
    `field`: where it stands in the body, like `admin.password`.
    """
    if weakness := _weakness(clean(password), context):
        errors: Any = [weakness]
        for name in reversed(f"json.{field}".split(".")):
            errors = {name: errors}
        raise Invalid(errors=errors)


def _weakness(text: str, context: Iterable[str]) -> str | None:
    if len(text) < SHORTEST:
        return f"Use {SHORTEST} characters or more. Three or four unrelated words are fine."
    if len(text) > LONGEST:
        return f"Use {LONGEST} characters or fewer."
    if len(set(text)) < FEWEST_DIFFERENT or _is_common(text):
        return "This is among the first passwords anybody would try. Choose another."
    if _is_made_of(text, context):
        return "Leave out your name, e-mail address and organisation: they are tried first."
    return None


def hashed(password: str) -> str:
    """The argon2id hash to keep."""
    return _hasher.hash(clean(password))


def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password is right. Without a hash the same work is done for nothing: time tells nothing either."""
    try:
        return _hasher.verify(password_hash or _nobodys_hash(), clean(password)) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(password_hash)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody signs in with this")


@cache
def _common() -> frozenset[str]:
    lines = files("server.auth").joinpath("common_passwords.txt").read_text("utf-8").split("\n")
    return frozenset(line for line in lines if line)


def _is_common(text: str) -> bool:
    """Whether it is listed, be it with digits and signs around it, blanks in it, or letters written as digits."""
    lower = text.casefold()
    core = lower.strip(TRIMMINGS)
    tried = {lower, core, core.translate(LEET)}
    return not _common().isdisjoint(tried | {"".join(filter(str.isalnum, one)) for one in tried})


def _is_made_of(text: str, context: Iterable[str]) -> bool:
    """Whether words of the context make up the password but for a few letters and digits."""
    whole = rest = fold(text)
    words = {word for phrase in context for word in _parts(phrase)}
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != whole and sum(map(str.isalnum, rest)) < SHORTEST_REST


def _parts(phrase: str) -> set[str]:
    folded = fold(phrase)
    parts = {folded, *"".join(c if c.isalnum() else " " for c in folded).split()}
    return {part for part in parts if len(part) >= SHORTEST_CONTEXT}
