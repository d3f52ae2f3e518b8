"""Splitting names."""

import pytest

from ocr.fields.people import split_name


@pytest.mark.parametrize(
    ("printed", "full", "given", "family"),
    [
        ("Ann Lee", "Ann Lee", "Ann", "Lee"),
        ("Dr. Ann B. Lee, PhD", "Ann B. Lee", "Ann", "Lee"),
        ("Mr. John Miller MBA", "John Miller", "John", "Miller"),
        ("Mei Tan M. D.", "Mei Tan", "Mei", "Tan"),
        ("Prof. Dr.-Ing. Ulrike Bäumler", "Ulrike Bäumler", "Ulrike", "Bäumler"),
        ("Jan van der Meulen", "Jan van der Meulen", "Jan", "van der Meulen"),
        ("Denis CASTELNAU", "Denis CASTELNAU", "Denis", "CASTELNAU"),
        ("NGUYEN Van An", "NGUYEN Van An", "Van An", "NGUYEN"),
        ("K.V. Narayanan", "K.V. Narayanan", "K.V", "Narayanan"),
        ("Miller, John", "John Miller", "John", "Miller"),
        ("CLIFFORDQUIGLEY", "CLIFFORD QUIGLEY", "CLIFFORD", "QUIGLEY"),
        ("Rowena", "Rowena", "Rowena", ""),
        ("高橋 健太郎", "高橋 健太郎", "健太郎", "高橋"),
        ("小笠原修", "小笠原修", "修", "小笠原"),
        ("欧阳晓明", "欧阳晓明", "晓明", "欧阳"),
        ("王伟", "王伟", "伟", "王"),
        ("김영희", "김영희", "영희", "김"),
    ],
)
def test_a_name_is_split_as_its_culture_does(printed: str, full: str, given: str, family: str) -> None:
    person = split_name(printed)
    assert (person.full, person.given, person.family) == (full, given, family)


def test_two_family_names_stay_together_where_that_is_the_custom() -> None:
    assert split_name("Macarena Robles Pardo", countries=["ES"]).family == "Robles Pardo"
    assert split_name("Macarena Robles Pardo", countries=["US"]).family == "Pardo"


def test_the_mail_address_confirms_the_printed_order() -> None:
    """Both words could be either; "kim.anna@" says which came first on purpose."""
    assert split_name("Takahashi Kentaro", ["takahashi.k"]).full == "Takahashi Kentaro"
