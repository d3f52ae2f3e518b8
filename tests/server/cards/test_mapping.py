"""From readings to registers: one lead, any number of pictures."""

from server.cards.mapping import REGISTERS, Seen, Source, registers_of


def values(*sources: Source) -> dict[str, str]:
    return {name: machine.value for name, machine in registers_of(sources).items()}


def source(*seen: Seen, capture: str = "front") -> Source:
    return Source(capture, seen)


def test_every_kind_of_field_finds_its_register() -> None:
    read = source(
        Seen("name", "Anna Albrecht", 0.9),
        Seen("given_name", "Anna", 0.9),
        Seen("family_name", "Albrecht", 0.9),
        Seen("job_title", "Head of Engineering", 0.8),
        Seen("company", "Nordlicht Optik GmbH", 0.9),
        Seen("address", "Lindenweg 12, 20095 Hamburg", 0.7),
        Seen("street", "Lindenweg 12", 0.7),
        Seen("postcode", "20095", 0.7),
        Seen("city", "Hamburg", 0.7),
        Seen("country", "DE", 0.7),
        Seen("email", "anna@nordlicht.example", 0.99),
        Seen("phone", "+44 20 7946 0100", 0.9, kind="work", e164="+442079460100"),
        Seen("website", "www.nordlicht.example", 0.9),
        Seen("social", "linkedin.com/in/anna", 0.9),
        Seen("vat_id", "DE000000000", 0.9),
    )
    assert values(read) == {
        "given_name": "Anna",
        "family_name": "Albrecht",
        "job_title": "Head of Engineering",
        "company": "Nordlicht Optik GmbH",
        "street": "Lindenweg 12",
        "postcode": "20095",
        "city": "Hamburg",
        "country": "DE",
        "email": "anna@nordlicht.example",
        "phone": "+44 20 7946 0100",
        "phone_kind": "work",
        "website": "www.nordlicht.example",
        "social": "linkedin.com/in/anna",
        "vat_id": "DE000000000",
    }


def test_confidence_box_and_picture_come_along() -> None:
    email = registers_of([source(Seen("email", "a@x.example", 0.97, [1, 2, 3, 4]))])["email"]
    assert (email.conf, email.box, email.capture) == (0.97, [1, 2, 3, 4], "front")


def test_several_of_a_kind_are_numbered_and_there_is_an_end() -> None:
    mails = [Seen("email", f"{n}@x.example", 0.9) for n in range(5)]
    sites = [Seen("website", f"www.{n}.example", 0.9) for n in range(5)]
    phones = [Seen("phone", f"+49 30 00000{n}", 0.9, kind="work") for n in range(5)]
    found = values(source(*mails, *sites, *phones))
    assert [name for name in found if name.startswith("email")] == ["email", "email_2", "email_3"]
    assert [name for name in found if name.startswith("website")] == ["website", "website_2"]
    assert found["phone_4"] == "+49 30 000003"
    assert "phone_5" not in found
    assert set(found) <= REGISTERS


def test_a_fax_is_not_the_number_to_call() -> None:
    found = values(source(Seen("phone", "+49 30 1", kind="fax"), Seen("phone", "+49 30 2", kind="mobile")))
    assert (found["phone"], found["phone_kind"]) == ("+49 30 2", "mobile")
    assert (found["phone_2"], found["phone_2_kind"]) == ("+49 30 1", "fax")


def test_a_number_without_its_country_is_written_with_it() -> None:
    local, trunk = Seen("phone", "030 000001", e164="+4930000001"), Seen("phone", "0049 30 2", e164="+49302")
    assert values(source(local, trunk)) == {"phone": "+4930000001", "phone_2": "0049 30 2"}


def test_the_same_value_on_front_and_back_counts_once_and_the_surer_stays() -> None:
    front = source(Seen("email", "Anna@X.example", 0.5), Seen("phone", "030 1234567", 0.9, e164="+49301234567"))
    back = source(
        Seen("email", "anna@x.example", 0.9),
        Seen("phone", "+49 30 1234567", 0.5, e164="+49301234567"),
        Seen("website", "https://www.x.example/"),
        Seen("website", "x.example"),
        capture="back",
    )
    found = registers_of([front, back])
    assert (found["email"].value, found["email"].capture) == ("anna@x.example", "back")
    assert found["phone"].capture == "front"
    assert "email_2" not in found
    assert "phone_2" not in found
    assert "website_2" not in found


def test_a_name_comes_whole_from_one_picture() -> None:
    front = source(Seen("given_name", "Anna", 0.9), Seen("family_name", "Albrecht", 0.9))
    back = source(Seen("given_name", "Аnna", 0.95), Seen("company", "Nordlicht"), capture="back")
    assert values(front, back) == {"given_name": "Anna", "family_name": "Albrecht", "company": "Nordlicht"}


def test_the_order_in_which_pictures_arrive_changes_nothing_but_ties() -> None:
    front = source(Seen("company", "Nordlicht", 0.6), Seen("email", "a@x.example", 0.9))
    back = source(Seen("company", "Nordlicht Optik GmbH", 0.9), capture="back")
    assert values(front, back) == values(back, front)


def test_what_nobody_could_take_apart_goes_where_people_look_for_it() -> None:
    assert values(source(Seen("name", "Cher", 0.9), Seen("address", "Hamburg Messe", 0.5))) == {
        "family_name": "Cher",
        "street": "Hamburg Messe",
    }


def test_nothing_found_fills_nothing() -> None:
    assert values() == {}
    assert values(source(Seen("company", "  "), Seen("email", ""), Seen("fun", "x"))) == {}
