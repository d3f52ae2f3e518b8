"""One error family. A failure is a `Problem` with a stable code; HTTP turns it into one JSON shape (RFC 9457)."""

from typing import Any


class Problem(Exception):
    """A refusal with a stable `code`, an HTTP `status` and a `title` that says what to do.

    `errors` names the fields at fault (marshmallow's shape); `headers` go onto the response.
    """

    code = "problem"
    status = 500
    title = "Something went wrong. Try again."

    def __init__(
        self,
        title: str | None = None,
        *,
        code: str | None = None,
        errors: Any = None,
        headers: dict[str, str] | None = None,
        **extra: Any,
    ) -> None:
        self.title = title or self.title
        self.code = code or self.code
        self.errors = errors
        self.headers = headers or {}
        self.extra = extra
        super().__init__(self.code)

    def to_dict(self) -> dict[str, Any]:
        """The members of the problem document."""
        body: dict[str, Any] = {
            "type": f"/problems/{self.code}",
            "title": self.title,
            "status": self.status,
            "code": self.code,
        }
        if self.errors is not None:
            body["errors"] = self.errors
        return body | self.extra


class Malformed(Problem):
    """The body is not what the endpoint reads at all."""

    code, status = "malformed", 400
    title = "The request could not be read. Send JSON as the API describes."


class Invalid(Problem):
    """The body was read but breaks a rule of the field or of the method."""

    code, status = "invalid", 422
    title = "Some values are not accepted. See errors for each field."


class Unauthenticated(Problem):
    """Nobody is signed in, or the token is not (any longer) good."""

    code, status = "unauthenticated", 401
    title = "Sign in or pair this phone again."


class Forbidden(Problem):
    """Signed in, but this is not theirs to do."""

    code, status = "forbidden", 403
    title = "Your role does not allow this. Ask your supervisor."


class NotFound(Problem):
    """Not there, or not visible to this person: the answer is the same on purpose."""

    code, status = "not_found", 404
    title = "This does not exist or is not yours to see."


class Conflict(Problem):
    """The state of things does not allow it now."""

    code, status = "conflict", 409
    title = "Somebody was faster or the state changed. Reload and try again."


class Gone(Problem):
    """It was there and has ended."""

    code, status = "gone", 410
    title = "This has expired. Ask for a new one."


class TooLarge(Problem):
    """More bytes or items than documented."""

    code, status = "too_large", 413
    title = "This is too large. Send less at once."


class TooMany(Problem):
    """A rate limit; `Retry-After` says when."""

    code, status = "too_many_attempts", 429
    title = "Too many attempts. Wait a moment and try again."


class Unavailable(Problem):
    """A part we depend on does not answer; nothing was written."""

    code, status = "unavailable", 503
    title = "The server is busy for a moment. Nothing was lost; it is tried again."
