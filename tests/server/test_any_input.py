"""Whatever is sent to whichever address, the answer is one of ours: nothing breaks, nothing is half understood."""

import re
from typing import Any
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.core.ids import new_id
from tests.support.people import Colleague, colleague

EXAMPLES = 150
#: characters that have broken databases, terminals, logs and parsers
NASTY = st.sampled_from(
    ["\x00", "a\x00b", "\u202e", "\ufeff", "' OR 1=1 --", "%s%n", "../..", "{{7*7}}", "=1+1", "\r\nBcc: x", "9" * 40]
)
TEXT = NASTY | st.text(max_size=40)
SCALAR = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
VALUE = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=6
)
patient = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)


def everybody(app: Flask) -> Colleague:
    """Somebody with every role but contractor: no door is closed to her."""
    return colleague(app, "rep", "supervisor", "marketing", "director", "admin")


def described(client: FlaskClient, who: Colleague) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/api/openapi.json", headers=who.headers).json
    return answer


def address(path: str, ids: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The path with something in place of every id."""
    parts = re.split(r"\{[^}]+\}", path)
    filled = st.tuples(*(ids for _ in parts[1:]))
    return filled.map(lambda given: parts[0] + "".join(a + b for a, b in zip(given, parts[1:], strict=True)))


def fields_of(spec: dict[str, Any], operation: dict[str, Any]) -> list[str]:
    """Names of the fields an operation takes."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
    return sorted(spec["components"]["schemas"].get(name, {}).get("properties", {})) or ["anything"]


def bodies(spec: dict[str, Any]) -> st.SearchStrategy[tuple[str, str, Any]]:
    """(verb, address, body) for everything that takes one."""
    known = st.just(new_id()) | st.builds(new_id)
    wishes = [
        st.tuples(
            st.just(verb.upper()),
            address(path, known),
            st.dictionaries(st.sampled_from(fields_of(spec, operation)) | TEXT, VALUE, max_size=6) | VALUE,
        )
        for path, operations in spec["paths"].items()
        for verb, operation in operations.items()
        if verb in {"post", "put", "patch"} and "blob" not in path
    ]
    return st.one_of(wishes)


def questions(spec: dict[str, Any]) -> st.SearchStrategy[tuple[str, dict[str, str]]]:
    """(address, query) for everything that is read."""
    ids = TEXT.map(lambda text: quote(text, safe="") or "x") | st.builds(new_id)
    asked = []
    for path, operations in spec["paths"].items():
        if "get" in operations:
            names = [p["name"] for p in operations["get"].get("parameters", []) if p.get("in") == "query"]
            query = st.dictionaries(st.sampled_from(names or ["q"]) | TEXT, TEXT, max_size=4)
            asked.append(st.tuples(address(path, ids), query))
    return st.one_of(asked)


def test_any_body_gets_an_answer(app: Flask, client: FlaskClient) -> None:
    who = everybody(app)

    @patient
    @given(bodies(described(client, who)))
    def attack(wish: tuple[str, str, Any]) -> None:
        verb, path, body = wish
        answer = client.open(path, method=verb, json=body, headers=who.headers)
        assert answer.status_code < 500, (wish, answer.text)
        if answer.status_code >= 400 and path.startswith("/api/"):  # elsewhere people read pages
            assert answer.content_type == "application/problem+json"
            assert answer.json["title"].endswith(".")

    attack()


def test_any_question_gets_an_answer(app: Flask, client: FlaskClient) -> None:
    who = everybody(app)

    @patient
    @given(questions(described(client, who)))
    def ask(wish: tuple[str, dict[str, str]]) -> None:
        path, query = wish
        answer = client.get(path, query_string=query, headers=who.headers, buffered=True)
        assert answer.status_code < 500, (wish, answer.text)

    ask()
