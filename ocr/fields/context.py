"""What the whole card says, asked while judging one piece of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from ocr.fields import domains
from ocr.fields.exact import Exact
from ocr.fields.fragments import Fragment
from ocr.fields.websites import host_of
from ocr.layout import Page, side_by_side, stacked
from ocr.model import Lexicon
from ocr.text import fold, squash, words


@dataclass(frozen=True)
class Context:
    """One card: its page, exact fields, fragments and what the organisation knows."""

    page: Page
    exact: Exact
    fragments: tuple[Fragment, ...]
    lexicon: Lexicon

    @cached_property
    def locals(self) -> tuple[str, ...]:
        """Folded local parts of the card's mail addresses."""
        return tuple(fold(mail.value.split("@")[0]) for mail in self.exact.emails)

    @cached_property
    def free_locals(self) -> tuple[str, ...]:
        """Letters of the local parts at free mail providers."""
        mails = [mail.value.split("@") for mail in self.exact.emails]
        return tuple(re.sub(r"[\W\d_]", "", fold(local)) for local, host in mails if domains.is_free_mail(host))

    @cached_property
    def domain_names(self) -> tuple[str, ...]:
        """Registrable names ("acme" of mail.acme.co.uk), mail providers left out."""
        hosts = [mail.value.split("@")[1] for mail in self.exact.emails]
        hosts += [host_of(site.value) for site in self.exact.websites]
        names = (domains.split(host)[0] for host in hosts if not domains.is_free_mail(host))
        return tuple(dict.fromkeys(squash(name) for name in names if name))

    @cached_property
    def tallest(self) -> float:
        """Height of the tallest fragment that has letters."""
        return max((f.row.h for f in self.fragments if not f.row.aside), default=1.0)

    @cached_property
    def below(self) -> dict[int, tuple[int, ...]]:
        """Fragment -> fragments stacked right under it, nearest first."""
        return {f.index: self._under(f) for f in self.fragments}

    @cached_property
    def above(self) -> dict[int, tuple[int, ...]]:
        """Fragment -> fragments stacked right over it."""
        over: dict[int, list[int]] = {f.index: [] for f in self.fragments}
        for upper, lowers in self.below.items():
            for lower in lowers:
                over[lower].append(upper)
        return {index: tuple(uppers) for index, uppers in over.items()}

    def _under(self, upper: Fragment) -> tuple[int, ...]:
        near = [f for f in self.fragments if f.span.row != upper.span.row and stacked(upper.row, f.row)]
        near = [f for f in near if f.row.y + f.row.h / 2 > upper.row.y + upper.row.h / 2]
        return tuple(f.index for f in sorted(near, key=lambda f: f.row.y))

    def right_of(self, left: Fragment) -> Fragment | None:
        """The fragment that follows on the same printed line."""
        following = [f for f in self.fragments if f is not left and side_by_side(left.row, f.row)]
        following = [f for f in following if f.row.x > left.row.x or f.span.start > left.span.start]
        return min(following, key=lambda f: (f.row.x, f.span.start), default=None)

    def at_height(self, fragment: Fragment) -> float:
        """0 at the top of the printed area, 1 at its bottom."""
        _, top, _, high = self.page.extent
        return (fragment.row.y + fragment.row.h / 2 - top) / high


def own_product(context: Context, text: str) -> float:
    """1 for the organisation's own product or stand names, printed on the pens and cards it gives away."""
    return float(squash(text) in {squash(product) for product in context.lexicon.products})


def mail_agreement(context: Context, text: str) -> float:
    """How fully a mail's local part is made of the words of ``text`` (0..1)."""
    tokens = tuple(words(text))
    return max((_covered(local, tokens) for local in context.locals), default=0.0)


@lru_cache(maxsize=2000)
def _covered(local: str, tokens: tuple[str, ...]) -> float:
    """Share of the local part's letters explained by whole name words, then by their initials."""
    rest = re.sub(r"\d+", "", local)
    size = len(re.sub(r"[\W_]", "", rest))
    if size == 0:
        return 0.0
    explained = 0
    flat = [part for token in tokens for part in re.split(r"[-']", token)]
    for token in sorted({*flat, *tokens}, key=len, reverse=True):
        bare = squash(token)
        if len(bare) >= 3 and bare in squash(rest):
            rest, explained = squash(rest).replace(bare, "", 1), explained + len(bare)
    if not explained:
        return _near(local, tokens)
    initials = [t[0] for t in flat if t]
    for letter in squash(rest):
        if letter in initials:
            explained += 1
            initials.remove(letter)
    return min(1.0, explained / size)


def _near(local: str, tokens: Sequence[str]) -> float:
    """A shortened or misread name still starts like the local part."""
    bare = re.sub(r"[\W\d_]", "", local)
    best = max((fuzz.ratio(bare, squash(token)) / 100 for token in tokens if len(token) >= 4), default=0.0)
    starts = any(len(bare) >= 3 and squash(t).startswith(bare) for t in tokens)
    return 0.5 if starts else (best - 0.5 if best >= 0.8 else 0.0)


def domain_agreement(context: Context, text: str) -> dict[str, float]:
    """How a text agrees with the mail and web domains: same, holds it, is part of it, initials, alike."""
    return dict(_agreement(context.domain_names, text))


@lru_cache(maxsize=2000)
def _agreement(domain_names: tuple[str, ...], text: str) -> dict[str, float]:
    bare = squash(text)
    if len(bare) < 2:
        return {}
    tokens = words(text)
    short = "".join(t[0] for t in tokens)
    found = {"same": 0.0, "holds": 0.0, "part": 0.0, "initials": 0.0, "alike": 0.0}
    for name in domain_names:
        found["same"] = max(found["same"], float(bare == name))
        found["holds"] = max(found["holds"], float(len(name) >= 3 and name in bare), _joined_words(name, tokens))
        found["part"] = max(found["part"], len(bare) / len(name) if len(bare) >= 3 and bare in name else 0.0)
        found["initials"] = max(
            found["initials"], float(len(name) >= 2 and len(tokens) > 1 and short.startswith(name))
        )
        found["alike"] = max(
            found["alike"], fuzz.partial_ratio(name, bare) / 100 if len(name) >= 4 and len(bare) >= 4 else 0.0
        )
    found["alike"] = max(0.0, (found["alike"] - 0.6) / 0.4)
    return found


def _joined_words(name: str, tokens: Sequence[str]) -> float:
    """Share of the domain's letters spelt by beginnings of the text's words: north harbour ltd -> nharltd."""
    rest, used = name, 0
    for token in tokens:
        shared = 0
        while shared < min(len(token), len(rest)) and token[shared] == rest[shared]:
            shared += 1
        if shared:
            rest, used = rest[shared:], used + 1
    return 1.0 - len(rest) / len(name) if used >= 2 and name else 0.0
