"""The texts shipped with the product; published as rows at the first start, for the organisation to make its own."""

from dataclasses import dataclass

#: kinds that are mailed or printed, and those that only the person at the phone reads
WRITTEN = ("ack", "summary", "courtesy", "revive", "nurture", "thanks", "letter")
SPOKEN = ("script", "prep")
KINDS = (*WRITTEN, *SPOKEN)


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in one language."""

    kind: str
    language: str
    subject: str
    body: str


_SIGNED = "#rep#\n#organisation#\n#rep_phone#"
_FIRM = "#organisation#\n#phone#"

ENGLISH = (
    (
        "ack",
        "Thank you for your visit at #show#",
        "Hello #name#,\n\nthank you for your interest in #organisation#. Your card has arrived, and we will be in"
        f" touch within a day.\n\nIf something cannot wait, simply reply to this message.\n\n{_FIRM}",
    ),
    (
        "summary",
        "Our conversation, in short",
        "Hello #name#,\n\nthank you for your time on the phone. You asked about: #topic#.\n\n"
        f"Here is where to read more:\n#links#\n\nIf I left anything out, just reply.\n\n{_SIGNED}",
    ),
    (
        "courtesy",
        "Do you have everything you need?",
        "Hello #name#,\n\nThis is a courtesy note to make sure you have all the information you requested. If"
        f" anything is missing, or if you would like to talk, please reply or call us.\n\n{_FIRM}",
    ),
    (
        "revive",
        "Shall we go on?",
        "Hello #name#,\n\nI have tried to reach you since #show# and would not like to be a nuisance. Is there"
        " something you are still missing, or is this not the right moment? A short word helps both of us."
        f"\n\n{_SIGNED}",
    ),
    (
        "nurture",
        "News from #organisation#",
        "Hello #name#,\n\nwe met at #show#. Perhaps one of these is of use to you by now:\n#links#\n\n"
        f"Whenever the moment is right, reply or call.\n\n{_SIGNED}",
    ),
    (
        "thanks",
        "Thank you for your order",
        "Hello #name#,\n\nthank you for choosing #organisation#. I stay your contact: if anything is not as it should"
        f" be, write or call me.\n\n{_SIGNED}",
    ),
    (
        "letter",
        "Our meeting at #show#",
        "Dear #name#,\n\nwe met at #show# and you asked about #topic#. Here is where to read more:\n#links#\n\n"
        f"I would be glad to hear from you.\n\n{_SIGNED}",
    ),
    (
        "script",
        "",
        "Good day #name#, this is #rep# of #organisation#. We met at #show#. Is this a good moment?\n\n"
        "1. What are you working on at present, and where does #topic# come in?\n"
        "2. What would have to be different for you to call it solved?\n"
        "3. Who else has a say in it, and by when shall it be decided?\n"
        "4. Which questions may I answer now, and what shall I send you?\n\n"
        "Thank you for your time. When shall we speak again?",
    ),
    (
        "prep",
        "",
        "What does #company# do, and what has changed there lately?\n"
        "What exactly did #name# want to know, and what did we promise?\n"
        "What is the one thing this contact shall lead to?\n"
        "What may stand in the way, and what do we answer?",
    ),
)

GERMAN = (
    (
        "ack",
        "Danke für Ihren Besuch auf der #show#",
        "Guten Tag #name#,\n\nvielen Dank für Ihr Interesse an #organisation#. Ihre Karte ist angekommen, wir melden"
        " uns innerhalb eines Tages.\n\nWenn etwas nicht warten kann, antworten Sie einfach auf diese Nachricht."
        f"\n\n{_FIRM}",
    ),
    (
        "summary",
        "Unser Gespräch in Kürze",
        "Guten Tag #name#,\n\nvielen Dank für Ihre Zeit am Telefon. Sie fragten nach: #topic#.\n\n"
        f"Hier finden Sie mehr dazu:\n#links#\n\nFehlt etwas, antworten Sie einfach.\n\n{_SIGNED}",
    ),
    (
        "courtesy",
        "Haben Sie alles, was Sie brauchen?",
        "Guten Tag #name#,\n\nmit dieser Nachricht möchten wir sicherstellen, dass Sie alle gewünschten Informationen"
        " erhalten haben. Fehlt Ihnen etwas oder möchten Sie sprechen, antworten Sie oder rufen Sie uns an."
        f"\n\n{_FIRM}",
    ),
    (
        "revive",
        "Wollen wir weitermachen?",
        "Guten Tag #name#,\n\nseit der #show# habe ich Sie nicht erreicht und möchte nicht lästig sein. Fehlt Ihnen"
        f" noch etwas, oder ist gerade nicht der richtige Moment? Ein kurzes Wort hilft uns beiden.\n\n{_SIGNED}",
    ),
    (
        "nurture",
        "Neues von #organisation#",
        "Guten Tag #name#,\n\nwir haben uns auf der #show# kennengelernt. Vielleicht ist inzwischen etwas davon für"
        f" Sie nützlich:\n#links#\n\nWenn der Moment passt, antworten Sie oder rufen Sie an.\n\n{_SIGNED}",
    ),
    (
        "thanks",
        "Danke für Ihren Auftrag",
        "Guten Tag #name#,\n\nvielen Dank, dass Sie sich für #organisation# entschieden haben. Ich bleibe Ihr"
        f" Ansprechpartner: Ist etwas nicht so, wie es sein soll, schreiben Sie oder rufen Sie an.\n\n{_SIGNED}",
    ),
    (
        "letter",
        "Unser Treffen auf der #show#",
        "Guten Tag #name#,\n\nwir haben uns auf der #show# getroffen, und Sie fragten nach #topic#. Hier finden Sie"
        f" mehr dazu:\n#links#\n\nÜber eine Nachricht von Ihnen freue ich mich.\n\n{_SIGNED}",
    ),
    (
        "script",
        "",
        "Guten Tag #name#, hier ist #rep# von #organisation#. Wir haben uns auf der #show# getroffen. Passt es"
        " gerade?\n\n1. Woran arbeiten Sie zurzeit, und welche Rolle spielt #topic# dabei?\n"
        "2. Was müsste anders sein, damit Sie sagen: gelöst?\n"
        "3. Wer entscheidet mit, und bis wann?\n"
        "4. Welche Fragen darf ich jetzt beantworten, und was darf ich Ihnen schicken?\n\n"
        "Vielen Dank für Ihre Zeit. Wann sprechen wir wieder?",
    ),
    (
        "prep",
        "",
        "Was macht #company#, und was hat sich dort zuletzt geändert?\n"
        "Was genau wollte #name# wissen, und was haben wir zugesagt?\n"
        "Wozu soll dieser Kontakt führen?\n"
        "Was könnte dagegen sprechen, und was antworten wir?",
    ),
)

SHIPPED: tuple[Wording, ...] = tuple(
    Wording(kind, language, subject, body)
    for language, texts in (("en", ENGLISH), ("de", GERMAN))
    for kind, subject, body in texts
)
