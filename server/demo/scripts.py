"""What becomes of a lead: for each fate the scenes that follow, as (working day, local hour, act, details)."""

from typing import Any

Scene = tuple[int, float, str, dict[str, Any]]

ACK: Scene = (0, 18.4, "mail", {"note": "ack"})
CONNECT: Scene = (1, 10.2, "call", {"outcome": "connected", "minutes": 9})
SUMMARY: Scene = (1, 11.1, "mail", {"note": "summary"})
QUOTE: Scene = (2, 9.6, "quote", {})
TALK: Scene = (3, 14.3, "call", {"outcome": "connected", "minutes": 14})
NO_ANSWER: dict[str, Any] = {"outcome": "no_answer"}
VOICE_MAIL: dict[str, Any] = {"outcome": "left_message", "minutes": 1}
WON: dict[str, Any] = {"outcome": "won"}
LOST: dict[str, Any] = {"outcome": "lost"}

SCRIPTS: dict[str, tuple[Scene, ...]] = {
    "won": (ACK, CONNECT, SUMMARY, QUOTE, TALK, (4, 11.5, "close", WON)),
    "quoted": (ACK, CONNECT, SUMMARY, (3, 9.4, "quote", {})),
    "lost": (ACK, CONNECT, SUMMARY, QUOTE, (3, 15.1, "close", LOST)),
    "informed": (ACK, CONNECT, SUMMARY),
    "untouched": (),
    "overdue": (ACK,),
    "chased": (ACK, (1, 9.3, "call", NO_ANSWER), (2, 15.6, "call", VOICE_MAIL), (3, 11.2, "mail", {"note": "mail"})),
    "promised": (ACK, CONNECT, (1, 10.4, "promise", {"days": 3})),
    "nurture": (ACK, CONNECT, (1, 10.5, "park", {})),
    "replied": (ACK, (1, 13.2, "mail", {"note": "summary"}), (3, 8.7, "reply", {})),
    "pool": ((1, 8.9, "give_back", {}),),
    "duplicate": ((2, 10.1, "close", {"outcome": "duplicate"}),),
    "twin": (),
    "conflict": (ACK, CONNECT, (1, 16.0, "correct_twice", {})),
    "not_a_prospect": ((1, 9.1, "mail", {"note": "ack"}), (2, 9.2, "close", {"outcome": "not_a_prospect"})),
    "handed_over": (ACK, (1, 9.8, "assign", {}), (2, 13.4, "call", {"outcome": "connected", "minutes": 6})),
    "reclassified": (ACK, (1, 12.3, "classify", {}), CONNECT),
    "no_decision": (ACK, CONNECT, SUMMARY, (4, 16.2, "close", {"outcome": "no_decision"})),
    "unreachable": (
        ACK,
        (1, 9.4, "call", NO_ANSWER),
        (1, 15.4, "call", NO_ANSWER),
        (2, 10.6, "call", VOICE_MAIL),
        (3, 16.4, "call", NO_ANSWER),
        (4, 9.9, "close", {"outcome": "unreachable"}),
    ),
    "silent": ((1, 9.7, "call", {"outcome": "refused_call"}), (1, 9.8, "close", {"outcome": "do_not_contact"})),
    "reopened": (ACK, CONNECT, (2, 9.1, "close", LOST), (3, 10.3, "reply", {}), (3, 11.3, "reopen", {})),
    "bounced": (ACK, (0, 18.6, "bounce", {}), (1, 14.2, "call", {"outcome": "other_person", "minutes": 3})),
    "fresh": (),
    "fresh_thanked": ((0, 17.9, "mail", {"note": "ack"}),),
    "picked_up": (ACK, (1, 8.6, "give_back", {}), (2, 9.5, "claim", {}), (2, 10.1, "call", NO_ANSWER)),
}
#: how often each comes in a story of its usual length, in the order in which a shorter one is told
FATES: dict[str, int] = {
    "won": 4, "informed": 5, "fresh": 8, "untouched": 6, "lost": 3, "quoted": 4, "overdue": 5, "chased": 5,
    "promised": 3, "pool": 3, "replied": 2, "nurture": 3, "duplicate": 1, "twin": 2, "conflict": 1,
    "fresh_thanked": 5, "picked_up": 2, "not_a_prospect": 1, "handed_over": 2, "reclassified": 1, "no_decision": 1,
    "unreachable": 1, "silent": 1, "reopened": 1, "bounced": 1,
}  # fmt: skip
USUAL = sum(FATES.values())
