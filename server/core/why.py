"""Why a decision was taken: a stable code for screens to translate, and one English sentence for people."""

from server.core.values import value


@value(frozen=True, slots=True)
class Why:
    """One reason: `code` never changes between releases, `words` may be improved at any time."""

    code: str
    words: str
