"""Opaque secrets: made here, shown once, kept only as a hash."""

import hashlib
import secrets

#: Crockford's alphabet: no I, L, O, U, so that nobody misreads a code
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
CODE_LENGTH = 12  # 60 bits


def new_token(prefix: str = "") -> str:
    """A random token of 256 bits, safe in addresses and headers."""
    return prefix + secrets.token_urlsafe(32)


def new_code() -> str:
    """A code of 60 bits in three groups, for a QR or to be typed."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, CODE_LENGTH, 4))


def read_code(typed: str) -> str:
    """A typed code in the form it was made in."""
    plain = typed.upper().translate(MISREAD)
    return "-".join(plain[i : i + 4] for i in range(0, len(plain), 4))


def digest(secret: str) -> str:
    """What the database keeps: sha256, hex. Enough for secrets that are random; passwords go through argon2."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
