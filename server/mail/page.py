"""The page behind the link in a mail: one sentence and one button, without script, in the reader's language."""

import base64
from hashlib import sha256

from markupsafe import escape

_STYLE = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.5rem;color:#16222e;"
    "background:#fff}button{font:inherit;font-weight:600;padding:.8rem 1.4rem;border:0;border-radius:.5rem;"
    "background:#16222e;color:#fff}@media(prefers-color-scheme:dark){body{color:#eef2f5;background:#10171e}"
    "button{background:#eef2f5;color:#10171e}}"
)
_PRINT = base64.b64encode(sha256(_STYLE.encode()).digest()).decode()
#: the form answers to this page only, and nothing is loaded
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_PRINT}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
LANGUAGES = ("en", "de")
_WORDS = {
    "en": {
        "ask": "Stop all mail from {org}?",
        "text": "One tap, and {org} writes to this address no more.",
        "do": "Stop all mail",
        "done": "Done. You get no more mail from {org}.",
        "done_text": "If you change your mind, just write to us.",
        "bad": "This link is not complete.",
        "bad_text": "Copy the whole address from the mail, or simply reply to it.",
    },
    "de": {
        "ask": "Keine Nachrichten mehr von {org}?",
        "text": "Ein Tipp, und {org} schreibt nicht mehr an diese Adresse.",
        "do": "Keine Nachrichten mehr",
        "done": "Erledigt. Sie erhalten keine Nachrichten mehr von {org}.",
        "done_text": "Wenn Sie es sich anders überlegen, schreiben Sie uns einfach.",
        "bad": "Dieser Link ist nicht vollständig.",
        "bad_text": "Kopieren Sie die ganze Adresse aus der Nachricht, oder antworten Sie einfach darauf.",
    },
}


def page(state: str, language: str, organisation: str) -> str:
    """The page before (`ask`), after (`done`) or for a broken link (`bad`)."""
    words = {name: text.format(org=organisation) for name, text in _WORDS[language].items()}
    rest = f"<p>{escape(words[f'{state}_text' if state != 'ask' else 'text'])}</p>"
    if state == "ask":
        rest += f"<form method=post><button type=submit>{escape(words['do'])}</button></form>"
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(words[state])}</title><style>{_STYLE}</style>"
        f"<body><main><h1>{escape(words[state])}</h1>{rest}</main></body></html>"
    )
