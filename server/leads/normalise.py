"""What two spellings of the same thing share: keys for finding a person or a company again. Pure."""

import re

from server.core.text import fold

#: legal forms that say nothing about which firm it is
LEGAL_FORMS = frozenset(
    "gmbh ag kg ohg ug se ev mbh co cokg inc incorporated corp corporation company llc llp lp ltd limited plc pte "
    "pty pvt private sa sas sarl eurl snc srl spa sapa sl slu sau bv nv vof cv oy oyj ab as asa aps ks doo dd kft "
    "zrt bt rt sro spzoo zoo spk sca scs lda ltda eireli kk gk yk bhd sdn tbk pt fze "
    "fzco wll jsc ooo oao zao ead ood".split()
)
#: mail of everybody: says nothing about the firm
FREE_MAIL = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com "
    "aol.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de mail.ru yandex.ru proton.me protonmail.com "
    "qq.com 163.com 126.com orange.fr wanadoo.fr free.fr laposte.net libero.it virgilio.it hotmail.fr hotmail.co.uk "
    "btinternet.com rediffmail.com naver.com hanmail.net uol.com.br bol.com.br wp.pl o2.pl onet.pl".split()
)
#: mail boxes that several people read
SHARED_BOXES = frozenset(
    "info office contact kontakt mail email post hello hallo sales vertrieb verkauf service support admin "
    "administration team reception empfang zentrale marketing einkauf purchasing buchhaltung accounting hr jobs "
    "presse press export import orders bestellung welcome enquiries inquiries anfrage contacto ventas contact-us "
    "secretariat direction commercial ufficio segreteria webmaster postmaster noreply no-reply".split()
)
_WORD = re.compile(r"\w+")


def company_key(name: str | None) -> str | None:
    """`Müller & Söhne GmbH & Co. KG` and `MULLER SOHNE` share one key; None when nothing is left."""
    if not name:
        return None
    words = _WORD.findall(fold(name).replace(".", "").replace("&", " "))
    kept = [w for w in words if w not in LEGAL_FORMS] or words
    return "".join(kept)[:200] or None


def email_key(address: str | None) -> str | None:
    """The address folded for comparison; None when it is none."""
    if not address or "@" not in address:
        return None
    return address.strip().casefold()[:254]


def mail_domain(address: str | None) -> str | None:
    """The domain behind the @ when it is the firm's own; None for free mail."""
    key = email_key(address)
    domain = key.rsplit("@", 1)[1] if key else None
    return None if not domain or domain in FREE_MAIL else domain


def is_shared_box(address: str) -> bool:
    """Whether more than one person is likely to read what is sent there."""
    return address.partition("@")[0].rstrip("0123456789").strip("._-") in SHARED_BOXES


def search_text(*values: str | None) -> str:
    """Folded words for the search box."""
    return fold(" ".join(v for v in values if v))[:1000]
