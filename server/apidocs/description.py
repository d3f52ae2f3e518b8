"""From the OpenAPI document to what the page shows. Pure: dicts in, small records out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

VERBS = ("get", "post", "put", "patch", "delete")
LIMITS = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minimum": "from {}",
    "maximum": "to {}",
    "maxItems": "at most {} items",
    "pattern": "like {}",
}


@dataclass(frozen=True)
class Kind:
    """What a value is: `words`, and the `shape` (a name in Description.shapes) they speak of, if any."""

    words: str
    shape: str | None = None


@dataclass(frozen=True)
class Field:
    """One line of a table."""

    name: str
    kind: Kind
    required: bool
    note: str


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    verb: str
    path: str
    summary: str
    who: str
    parameters: tuple[Field, ...]
    takes: Kind | None
    answers: tuple[tuple[str, Kind | None], ...]


@dataclass(frozen=True)
class Chapter:
    """The operations of one subject."""

    name: str
    words: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True)
class Description:
    """The whole page."""

    chapters: tuple[Chapter, ...]
    shapes: Mapping[str, tuple[Field, ...]]


def describe(spec: Mapping[str, Any]) -> Description:
    """Everything an OpenAPI 3.1 document of ours says, in the order of its tags."""
    operations = list(_operations(spec))
    chapters = tuple(
        Chapter(tag["name"], tag.get("description", ""), tuple(op for name, op in operations if name == tag["name"]))
        for tag in spec.get("tags", ())
    )
    shapes = {name: _fields(schema) for name, schema in sorted(spec["components"]["schemas"].items())}
    return Description(tuple(filter(lambda chapter: chapter.operations, chapters)), shapes)


def _operations(spec: Mapping[str, Any]) -> Iterator[tuple[str, Operation]]:
    for path, methods in spec["paths"].items():
        for verb in VERBS:
            if verb in methods:
                found = methods[verb]
                yield found["tags"][0], _operation(verb, path, found, methods.get("parameters", []))


def _operation(verb: str, path: str, found: Mapping[str, Any], shared: list[dict[str, Any]]) -> Operation:
    parameters = [p for p in [*shared, *found.get("parameters", [])] if "name" in p]
    answers = sorted((status, answer) for status, answer in found["responses"].items() if status[0] == "2")
    return Operation(
        verb=verb.upper(),
        path=path,
        summary=" ".join(filter(None, (found.get("summary"), found.get("description")))),
        who=found.get("x-who", ""),
        parameters=tuple(_field(p["name"], p["schema"], p.get("required", False)) for p in parameters),
        takes=_content(found.get("requestBody")),
        answers=tuple((status, _content(answer)) for status, answer in answers),
    )


def _content(part: Mapping[str, Any] | None) -> Kind | None:
    body = (part or {}).get("content", {}).get("application/json", {})
    return _kind(body["schema"]) if body.get("schema") else None


def _fields(schema: Mapping[str, Any]) -> tuple[Field, ...]:
    needed = schema.get("required", [])
    return tuple(_field(name, one, name in needed) for name, one in schema.get("properties", {}).items())


def _field(name: str, schema: Mapping[str, Any], required: bool) -> Field:
    inner = schema.get("items", {}) if schema.get("type") == "array" else schema
    limits = [words.format(schema[key]) for key, words in LIMITS.items() if key in schema]
    one_of = " · ".join(str(value) for value in inner.get("enum", ()))
    note = "; ".join(filter(None, (schema.get("description"), one_of, *limits)))
    return Field(name, _kind(schema), required, note + ("; only in answers" if schema.get("readOnly") else ""))


def _kind(schema: Mapping[str, Any]) -> Kind:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return Kind(name, name)
    options = [*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())]
    if options:
        kinds = [_kind(one) for one in options]
        return Kind(" or ".join(kind.words for kind in kinds), next((k.shape for k in kinds if k.shape), None))
    if schema.get("type") == "array":
        inner = _kind(schema.get("items", {}))
        return Kind(f"list of {inner.words}", inner.shape)
    given = schema.get("type", "anything")
    types = [given] if isinstance(given, str) else list(given)
    return Kind(" or ".join(schema.get("format", one) if one == "string" else one for one in types))
