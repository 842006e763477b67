"""Whether a letter is a mail server's own notice of a letter that did not arrive, where no standard report says so.

Three things are weighed: who speaks, the words and the subject it begins with, and what no person writes: a transcript, an
address alone on its line, the headers of the letter that came back. The less the sender is a machine, the more is demanded.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from mail.carried import asks_no_answer
from mail.headers import Headers
from mail.letter import Address
from mail.parts import Part

TOP = 3_000  # signs in which a notice says what it is
RETURNED = (
    "message/rfc822",
    "message/global",
    "text/rfc822-headers",
    "message/rfc822-headers",
    "message/global-headers",
    "message/partial",
)


class Speaker(IntEnum):
    """How surely the sender is a mail server."""

    ANYBODY = 0
    NOBODY = 1  # an address that nobody reads
    POSTMASTER = 2  # of a server, or of a small school
    UNANSWERABLE = 3  # an empty return path (RFC 5321 section 4.5.5): a machine, though perhaps a holiday's answer
    DAEMON = 4


# fmt: off
_DAEMON = re.compile(r"^(?:mailer[-_. ]?daemon|mail[-_.]?daemon|mdaemon|maildaemon|mail[-_. ]?deliver(?:y|er)?[-_. ]?(?:sub)?system|mail[-_. ]delivery|bounce[-_.]?daemon|"
                     r"microsoftexchange[0-9a-f]{32}|interscan|mailsweeper)$", re.I)
_DAEMON_NAME = re.compile(r"^(?:mail deliver(?:y|er)? (?:sub)?system|mail delivery service|mailer[- ]daemon|mail[- ]daemon|microsoft exchange|interscan mss)\b", re.I)
_POSTMASTER = re.compile(r"^post[-_.]?mast(?:er)?$", re.I)
_POSTMASTER_NAME = re.compile(r"^(?:postmaster|system administrator|mail administrator|mail system)$", re.I)
_ANSWER = re.compile(r"(?:re|vs|aw|ha|fw|fwd|wg|vl|vb|edasi|отв|пер|sv|atb|tr|rv)\s*(?:\[\d+\])?:", re.I)
_SUBJECT = re.compile(
    r"^\W{0,4}(?:Undeliver(?:able|ed)|Delivery (?:Status|has failed|failure|failed|problem|error|report)|(?:E-?)?Mail (?:delivery|failure|System Error)|"
    r"failure notice|Returned (?:e-?)?mail|Non[- ]?delivery|Message (?:you sent|delivery|status)|Warning: (?:could not send|message)|Message delayed|Delayed (?:e-?)?mail|"
    r"Delivery (?:delayed|Notification)|Permanent Delivery|There was an error sending|(?:Sorry, )?your (?:message|e-?mail) (?:could not|was not|couldn't)|"
    r"NOTICE: mail delivery|Could not deliver|Unable to deliver|Unzustellbar|Nicht zustellbar|Nachricht nicht zugestellt|Unzustellbarkeits|Toimittamatta|Viestiä ei voitu|"
    r"Kohale ?toimetamat[au]|Edastamatu|(?:Teie )?(?:e-?)?kir(?:i|ja) (?:ei (?:jõudnud|saa|õnnestunud)|kohaletoimetamine)|Sõnumit ei|Не удалось доставить|Недоставленн|"
    r"Не доставлено|Сообщение не доставлено|Письмо не доставлено|Уведомление о (?:статусе|недоставке)|Nepiegādāt|Vēstule nav|Ziņojums nav|"
    r"Rejected|DELIVERY FAILURE|Postmaster notify|メールエラー|メール(?:配信|送信)|Échec|Non remis|No se pudo entregar|Onbestelbaar|Nie można dostarczyć)", re.I)
_WORDS = re.compile("|".join((
    r"This is the (?:qmail-send|deliver|Haraka Mailer|\S{1,30} Mail(?:er)?) (?:program|agent)",
    r"This (?:message|e-?mail|is an?) (?:was (?:created|generated) )?automatically (?:created |generated )?(?:by (?:the )?mail|message from the mail|Delivery Status)",
    r"(?:your|the|that you sent|following|attached) (?:e-?mail |mail )?(?:messages?|mail|e-?mail|letter)\b[^.!?]{0,120}?(?:could not|couldn't|cannot|can't|was not|wasn't|has not been|were not) (?:be |been )?(?:delivered|sent)",
    r"(?:could not|couldn't|was not|wasn't|cannot) (?:be )?delivered (?:to|because)",
    r"did not reach the following",
    r"Message could not be delivered",
    r"Delivery (?:to the following recipients?|has failed|failed for)",
    r"(?:unable|failed|trouble|error|not able) (?:to |while (?:trying|attempting) to )?deliver(?:ing)? (?:your |the |this |a )?(?:message|mail|e-?mail|to)",
    r"failed to deliver to",
    r"following (?:recipients?|address(?:es)?)(?:\(e?s\))?(?: has| have)? ?(?:had (?:permanent|delivery|fatal)|failed|was|were|returned|have delivery|could not|undeliverable)",
    r"had the following undeliverable recipient",
    r"Each of the following recipients was rejected",
    r"had PERMANENT fatal (?:delivery )?errors",
    r"(?:Unknown|Invalid) (?:local )?user(?: address)?\b",
    r"User mailbox exceeds|mailbox is full|user\(s\) account is disabled",
    r"Failure Reasons\s*-{2,}",
    r"Transcript of (?:the )?session",
    r"An error (?:has )?occurred while (?:trying|attempting) to deliver",
    r"You (?:may|do not) need to resend|delivery (?:is|has been) delayed|has not yet been delivered",
    r"(?:сообщени|письм)\w{0,3} не (?:был[оа]|может быть|мож\w+\s+быть|могло быть|удалось)\s+(?:доставлен|отправлен|доставить)",
    r"не\s+может\s+быть\s+(?:доставлен|отправлен)|не удалось доставить",
    r"(?:kirj\w{0,3}|sõnum\w{0,3}|e-?kirj\w{0,3}) ei (?:õnnestunud|saanud|saa|ole võimalik|jõudnud)",
    r"kohale ?toimetamine ebaõnnestus|ei õnnestunud (?:kohale )?(?:toimetada|edastada)",
    r"konnte(?:n)? nicht (?:zugestellt|übermittelt|ausgeliefert)|nicht zugestellt werden|nicht zustellbar",
    r"Viestiä ei voitu (?:toimittaa|välittää)|ei voitu toimittaa",
    r"neizdevās (?:to )?piegādāt|nevar(?:ēja)? (?:tikt )?piegādāt|nav piegādāt",
    r"送信できませんでした|配信できませんでした",
    r"n'a pas pu être remis|no se pudo entregar|kon niet worden (?:bezorgd|afgeleverd)|nie (?:można|mogła|udało się)[^.]{0,30}dostarcz",
)), re.I | re.S)
_DELAYS = re.compile(r"(?:has not yet been delivered|(?:is|been|was|message) delayed|will be retried|will (?:keep|continue) (?:re)?trying|still being retried|"
                     r"warning message only|THIS IS A WARNING|could not be delivered (?:yet|for)|dela(?:y|ied) in delivery|доставка задерживается|viibib)", re.I)
_GREETING = re.compile(r"^\W{0,5}(?:tere|tervist|hei|hello|dear|good (?:morning|day|afternoon)|hi\b(?!\. This is)|guten|hallo|sehr geehrte|liebe|lugupeetud|austatud|"
                       r"здравствуйте|добрый|доброе|уважаем|привет|labdien|sveiki|cienījam|bonjour|moi\b|päivää|arvoisa)", re.I)
_TRANSCRIPT = re.compile(
    r"RCPT TO:|<<< ?[45]\d\d|<-- [45]\d\d|(?m:^[ \t>]{0,12}[45]\d\d[ -]\S)|\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}\b|\(#[45]\.\d|host \S{1,80} said:|Remote host said|"
    r"Transcript of (?:the )?session|said: [45]\d\d|ERROR_CODE|MSEXCH:IMS|\[[45]\d\d [45]\.", re.I)
_ALONE = re.compile(r"(?m)^[\s>*•-]{0,12}[<\"'(]?[\w.+=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+[>\"')]{0,2}(?:\s*[:,(.]|\s*$)")
_NAMED = re.compile(r"(?i)(?:user|recipients?|address|size|to):?\s*\[?(?:SMTP:)?[<\"']?[\w.+=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+[>\"'\]]{0,2}[ \t]*\.?$", re.M)
_HEADERS_IN_TEXT = re.compile(r"(?im)^(?:Received|Return-Path|Message-ID):[ \t]?\S")
# fmt: on


@dataclass(frozen=True, slots=True)
class Notice:
    """What the words of a notice tell."""

    delayed: bool


def speaker(headers: Headers, sender: Address) -> Speaker:
    """Return how surely the one who speaks is a mail server."""
    local = sender.address.rpartition("@")[0] or ("" if "@" in sender.name else sender.name)
    path = headers.raw("return-path").strip()
    bare = headers.raw("from").strip().rpartition("<")[2].rstrip(">")  # a daemon need not say where it lives
    nameless = headers.has("from") and not sender.address and (not bare or _DAEMON.match(bare) is not None)
    if nameless or _DAEMON.match(local) or _DAEMON_NAME.match(sender.name):
        return Speaker.DAEMON
    if headers.has("return-path") and path in ("<>", ""):
        return Speaker.UNANSWERABLE
    if _POSTMASTER.match(local) or _POSTMASTER_NAME.match(sender.name):
        return (
            Speaker.DAEMON
            if _DAEMON.match(path.strip("<>").rpartition("@")[0] or path.strip("<>"))
            else Speaker.POSTMASTER
        )
    return Speaker.NOBODY if sender.address and asks_no_answer(sender.address) else Speaker.ANYBODY


def may_be_notice(headers: Headers, sender: Address) -> bool:
    """Tell by the headers alone whether the words are worth a look."""
    return (
        speaker(headers, sender) > Speaker.ANYBODY
        or headers.has("x-failed-recipients")
        or _SUBJECT.match(headers.text("subject")) is not None
    )


def notice_in(root: Part, sender: Address, words: str) -> Notice | None:
    """Return what the letter's words tell if it is a server's notice, None if it is not or may be a person's letter."""
    headers, top = root.headers, words[:TOP]
    subject = headers.text("subject")
    titled, answer = _SUBJECT.match(subject) is not None, _ANSWER.match(subject) is not None
    told = _WORDS.search(top)
    copy = any(leaf.type in RETURNED for leaf in root.leaves()) or len(_HEADERS_IN_TEXT.findall(words[:20_000])) > 1
    transcript = _TRANSCRIPT.search(words[:20_000]) is not None
    alone = _ALONE.search(top) is not None or _NAMED.search(top) is not None
    marks = copy + transcript + alone
    greeted = _GREETING.match(top) is not None
    who = speaker(headers, sender)
    if headers.has("x-failed-recipients") and who > Speaker.ANYBODY:
        found = True
    elif who is Speaker.DAEMON:
        found = titled or told is not None or (transcript and alone)
    elif who is Speaker.UNANSWERABLE:
        found = not answer and (
            (told is not None and marks > 0) or (titled and marks > 0) or (titled and told is not None and not greeted)
        )
    elif who is Speaker.POSTMASTER:
        found = (
            told is not None
            and not greeted
            and (marks > 1 or (titled and marks > 0) or (told.start() < 200 and transcript))
        )
    else:
        enough = copy + (transcript or alone) + titled + (who is Speaker.NOBODY)
        found = told is not None and told.start() < 400 and not greeted and not answer and enough > 2
    return Notice(_DELAYS.search(f"{subject}\n{top}") is not None) if found else None
