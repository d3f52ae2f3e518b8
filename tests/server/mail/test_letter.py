"""A mail as bytes: whatever a name or subject holds, it stays where it belongs, and one recipient gets it."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from server.mail.letter import Letter, built, mailable

LINK = "https://leads.example.com/unsubscribe/" + "A" * 86


def words(mail: EmailMessage) -> str:
    """The body as it is read."""
    content: str = mail.get_content()
    return content.replace("\r\n", "\n")


def written(**changes: Any) -> EmailMessage:
    letter = {
        "sender": "Sales <sales@pumps.example>",
        "recipient": "ada@engines.example",
        "recipient_name": "Ada",
        "subject": "Hello",
        "body": "Grüße\n.\nEnde",
        "message_id": "<1@pumps.example>",
        "at": 1_700_000_000_000,
        "unsubscribe": LINK,
        **changes,
    }
    return message_from_bytes(built(Letter(**letter)), EmailMessage, policy=policy.SMTP)


@pytest.mark.parametrize("field", ["recipient_name", "subject", "writer"])
@pytest.mark.parametrize("evil", ["Ada\r\nBcc: all@o.example", "Ada\nX-Evil: 1\n\nbody", '"x" <y@z.example>, Ada'])
def test_no_value_breaks_out_of_its_header(field: str, evil: str) -> None:
    mail = written(**{field: evil})
    assert set(mail.keys()) == set(written().keys())
    assert [address.addr_spec for address in mail["To"].addresses] == ["ada@engines.example"]
    assert [address.addr_spec for address in mail["From"].addresses] == ["sales@pumps.example"]
    assert words(mail).startswith("Grüße\n.\nEnde")


def test_the_link_stays_a_link_and_offers_one_click() -> None:
    raw = built(Letter("s@p.example", "a@e.example", "", "x", "y", "<1@p.example>", 0, LINK))
    assert f"\r\nList-Unsubscribe: <{LINK}>\r\n".encode() in raw
    mail = written()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert words(mail).rstrip().endswith(LINK)


def test_a_text_that_places_the_link_gets_no_second_one() -> None:
    assert words(written(body="Leave: #Unsubscribe#\nBye")) == f"Leave: {LINK}\nBye\n"


@pytest.mark.parametrize(
    ("address", "sent_to"),
    [
        ("Ada.L+x@Engines.Example", "Ada.L+x@engines.example"),
        (" ada@bücher.example ", "ada@xn--bcher-kva.example"),
        ("ada@engines.example, eve@other.example", None),
        ("ada@engines.example\r\nRCPT TO:<eve@other.example>", None),
        ("<ada@engines.example>", None),
        ('"ada b"@engines.example', None),
        ("ada@localhost", None),
        ("ada@[127.0.0.1]", None),
        ("ada@", None),
        ("", None),
        (None, None),
    ],
)
def test_only_one_plain_address_is_mailed(address: str | None, sent_to: str | None) -> None:
    assert mailable(address) == sent_to
