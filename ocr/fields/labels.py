"""Words printed before a value that say what it is, in the languages cards are printed in."""

from __future__ import annotations

import re
from functools import cache

from ocr.text import fold

#: Role -> folded label words. Single letters count only right before a value.
LABELS: dict[str, str] = {
    "mobile": "mobile|telem|mov|movel|mobitel|mobilephone|mobil|mobiel|mobilni|mobilny|mobile phone|mobiltelefon|mob|mbl|cell|cell phone|cellular|cel|celular"
    "|handy|natel|gsm|portable|port|tel portable|movil|telemovel|tlm|cellulare|komorka|komorkowy|kom|tel kom"
    "|hand phone|handphone|hp|h/p|whatsapp|wa|c/p|m/p|keitai|携帯|携帯電話|手机|手機|行動電話|移动电话|휴대폰|휴대전화|핸드폰",
    "fax": "fax|telecopie|telecopieur|telec|telefaxe|facsimile|telefax|telefaks|faks|fax no|fax number|tlx|ファックス|ファクス|传真|傳真|팩스",
    "work": "tel|fon|festnetz|fixe|fijo|fisso|tfn|tele|telephone|telefon|telefono|telefone|telefoon|phone|ph|phn|office|off|offc|office phone|direct|direct line|dir|did|dd|direkt"
    "|durchwahl|zentrale|buro|bureau|bur|main|switchboard|board|landline|land line|land|toll free|tollfree|toll-free|tf"
    "|call|call us|contact|contact no|work|business|bus|reception|store|shop|sales|service|hotline|helpline|centralino|ufficio"
    "|standard|ligne directe|directo|oficina|escritorio|kantoor|biuro|tel no|telno|phone no|phone number|tlf|tfno|telf|puh|電話|電話番号|电话|電話|直通|代表|전화|대표전화|ph no|tel/fax|cust service|customer service",
    "home": "home|res|resi|residence|residential|privat|private|prive|casa|domicile|dom|thuis|自宅|宅电|자택",
    "email": "email|e-mail|mail|e mail|mailto|courriel|correo|correo electronico|posta elettronica|poczta|eml|mel|メール|eメール|邮箱|电子邮件|電子郵件|邮件|이메일|전자우편",
    "web": "web|website|web site|www|url|site|site web|internet|homepage|home page|http|https|sito|sito web|pagina web|strona|visit us|visit|on the web|ホームページ|网址|網址|网站|홈페이지",
    "address": "address|add|addr|adresse|anschrift|adresa|indirizzo|direccion|domicilio|endereco|adres|adress|head office|h.o|ho|corporate office|corp office|corp. office"
    "|regd office|regd. office|registered office|reg. office|regional office|branch office|branch|works|factory|plant|headquarters|hq|hauptsitz|siege|siege social|sede|sede legale|siedziba|office address|postal address|studio|showroom|location|住所|本社|地址|主소|주소",
    "id": "vat|vat no|vat id|vat reg|vat reg no|ust-idnr|ust-id|ust id|ust id nr|uid|uid-nr|mwst|steuernr|steuernummer|st.-nr|hrb|hra|tva|n tva|no tva|siret|siren|rcs|ape"
    "|p.iva|p iva|partita iva|c.f|cod fisc|codice fiscale|rea|nif|n.i.f|cif|c.i.f|nie|nipc|cnpj|cpf|inscr|ie|creci|btw|kvk|kvk nr|bce|nip|regon|krs|ico|dic|oib|cui"
    "|gst|gstin|gst no|gst number|cin|tin|tin no|pan|pan no|cst|cst no|abn|acn|nzbn|ein|iso|reg no|reg. no|regn no|registration no|registration|license|licence|lic|lic no|license no|nmls|nmls id|dre|bre|crn|cr no|c.r|c.r. no|iban|bic|swift|konto|kto|blz|estd|est|since|member|membership no|account no|a/c|id|nik|skype|pin|icq|msn|ext|extn",
    "skype": "skype",
}
#: Letters that label a value when they stand right before it.
LETTERS = {
    "t": "work", "p": "work", "o": "work", "d": "work", "w": "work", "b": "work", "f": "fax", "m": "mobile", "c": "mobile",
    "h": "mobile", "r": "home", "e": "email", "a": "address", "tf": "work", "dl": "work",
}  # fmt: skip
#: Labels that are set with blanks between their letters to fill a column.
_SPACED = frozenset({"tel", "fax", "url", "email"})
PHONE_KINDS = ("work", "mobile", "fax", "home")


def _flexible(label: str) -> str:
    if label in _SPACED:
        return r"\s?".join(label)
    return re.escape(label).replace(r"\ ", r"[\s.]*")


@cache
def _pattern() -> re.Pattern[str]:
    """Any label word; the longest first so that "tel portable" is not read as "tel"."""
    known = sorted({word for words in LABELS.values() for word in words.split("|")}, key=len, reverse=True)
    return re.compile(r"(?<![^\W_])(?:" + "|".join(_flexible(word) for word in known) + r")(?![^\W\d_])")


@cache
def _roles() -> dict[str, str]:
    roles: dict[str, str] = {}
    for role, words in LABELS.items():
        for word in words.split("|"):
            roles.setdefault(re.sub(r"[\s.]+", "", word), role)
    return roles


def folded(text: str) -> str:
    """``text`` folded when that keeps every character's place, else only lower-cased."""
    changed = fold(text)
    return changed if len(changed) == len(text) else text.casefold()


def role_of(word: str) -> str | None:
    """What a label word announces."""
    return _roles().get(re.sub(r"[\s.]+", "", fold(word)))


def labels_in(text: str) -> list[tuple[int, int, str]]:
    """Every label word in ``text``: start, end, role."""
    return [(m.start(), m.end(), role_of(m.group()) or "") for m in _pattern().finditer(folded(text))]


#: What may stand between a label and its value.
BETWEEN = re.compile(r"(?:[\s.:：;,=>)\]\-–—_#*'’+/(]|(?i:no|nr|number)\b|n°|º)*(?:[A-Z]{2}\s?(?=\(?\+))?(?:[\s(]*$)?")
_LETTER = re.compile(r"(?<![^\W_])([A-Za-z]{1,2})\s*[.:：)\]|/-]*\s*[(+]*$")


def label_before(text: str, at: int) -> str | None:
    """Role of the label that ends right before position ``at`` of ``text``, if there is one."""
    head = text[:at]
    for start, end, role in reversed(labels_in(head)):
        if not BETWEEN.sub("", head[end:], count=1).strip():
            return _doubled(head, start) or role
        break
    letter = _LETTER.search(head)
    return LETTERS.get(letter.group(1).casefold()) if letter else None


def _doubled(head: str, start: int) -> str | None:
    """"Tel/Fax:" and "Phone & Fax" announce one number that is both: it can be called."""
    earlier = [found for found in labels_in(head[:start]) if found[2] in PHONE_KINDS]
    if earlier and re.fullmatch(r"\W*[/&+,]\W*(?:and|und|et|y|e)?\W*", head[earlier[-1][1] : start]):
        return earlier[-1][2]
    return None


def label_after(text: str, at: int) -> str | None:
    """Role of a label printed behind a number: "(cell)", "- fax", "M"."""
    tail = text[at:]
    found = re.match(r"\s*[(\[\-–—:/]*\s*([^\W\d_][^\W\d_./]*)\.?\s*[)\]]?\s*(?=$|[^\w\s]|\s)", tail)
    if not found:
        return None
    word = found.group(1)
    bracketed = tail.lstrip().startswith(("(", "["))
    if not bracketed and re.search(r"\d", tail[found.end() :]):
        return None  # it announces the next number
    if len(word) <= 2:
        alone = not tail[found.end() :].strip()
        return LETTERS.get(word.casefold()) if bracketed or alone else None
    return role_of(word)


def is_only_label(text: str) -> str | None:
    """Role of a row that holds a label and nothing else."""
    bare = re.sub(r"[\s:：.\-–—|/]+$", "", text.strip())
    if len(bare) <= 2:
        return LETTERS.get(bare.casefold())
    return role_of(bare)


def strip_labels(text: str, roles: tuple[str, ...]) -> str:
    """``text`` without a leading label of one of ``roles``."""
    for start, end, role in labels_in(text):
        if role in roles and not re.sub(r"[\W_]", "", text[:start]):
            rest = text[end:]
            if re.match(r"\s*[:：.\-–—]", rest) or not rest.strip():
                return rest.lstrip(" :：.-–—")
        break
    return text
