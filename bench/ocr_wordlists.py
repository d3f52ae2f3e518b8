"""Rebuild ocr/wordlists/{given,family,cjk_family}_names.txt and cities.txt: `python -m bench.ocr_wordlists`.

Sources: the name and city providers of Faker (MIT) and the number-to-place data of phonenumbers
(Apache-2.0). The lists written by hand in the same folder are not touched.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import faker.providers.address
import faker.providers.person
from phonenumbers.geodata import GEOCODE_DATA

from ocr.text import fold

FOLDER = Path(__file__).parents[1] / "ocr" / "wordlists"
NAME_WORD = re.compile(r"[a-z][a-z'-]{1,}$")
CJK_NAME = re.compile(r"[\u3400-\u9fff\uac00-\ud7af々]{1,4}")
CITY = re.compile(r"[a-z][a-z' .-]{3,30}$")
#: Places of the number data that are regions, exchanges or services rather than towns.
NOT_A_TOWN = re.compile(r"(?i)\b(region|district|province|county|island|mobile|area|division|state|national)\b")


def providers(package: ModuleType) -> Iterator[type]:
    """Every locale's provider class of one Faker package."""
    for module in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{module.name}").Provider


def entries(provider: type, wanted: str) -> Iterator[str]:
    """All strings a provider keeps in attributes whose name fits ``wanted``."""
    for attribute in dir(provider):
        kept = getattr(provider, attribute)
        if re.fullmatch(wanted, attribute) and isinstance(kept, (list, tuple, set, dict)):
            for entry in kept:
                yield from ([entry] if isinstance(entry, str) else [x for x in entry if isinstance(x, str)])


def names(wanted: str) -> set[str]:
    """Single name words in Latin letters, folded."""
    found = (fold(entry) for provider in providers(faker.providers.person) for entry in entries(provider, wanted))
    return {word for entry in found for word in entry.split() if NAME_WORD.match(word)}


def cjk_family_names() -> set[str]:
    """Family names in Chinese characters or Hangul."""
    wanted = r"last_names?|last_name_pairs"
    kept = (p for p in providers(faker.providers.person) if re.search(r"\.(ja|zh|ko)_", p.__module__))
    return {entry for provider in kept for entry in entries(provider, wanted) if CJK_NAME.fullmatch(entry)}


def cities() -> set[str]:
    """Town names: what Faker calls a city and what an area code names."""
    from_faker = (
        entry
        for provider in providers(faker.providers.address)
        for entry in entries(provider, r"cities|city_names?|_city_names?|cities_.*")
    )
    from_numbers = (
        re.split(r"[,/(]| - ", place)[0]
        for places in GEOCODE_DATA.values()
        for language, place in places.items()
        if language in {"en", "de", "fr", "it", "es", "pt", "nl", "pl"} and not NOT_A_TOWN.search(place)
    )
    folded = {fold(place).strip() for place in [*from_faker, *from_numbers]}
    return {place for place in folded if CITY.match(place)}


def write(name: str, words: Iterable[str]) -> None:
    """One word a line, sorted, so that a rebuild shows a readable difference."""
    kept = sorted(set(words))
    (FOLDER / name).write_text("\n".join(kept) + "\n", encoding="utf-8")


def main() -> None:
    write("given_names.txt", names(r"first_names?.*|first_romanized_names|first_name_.*pairs|.*given.*"))
    write("family_names.txt", names(r"last_names?.*|last_romanized_names|last_name_.*pairs|.*surname.*"))
    write("cjk_family_names.txt", cjk_family_names())
    write("cities.txt", cities())


if __name__ == "__main__":
    main()
