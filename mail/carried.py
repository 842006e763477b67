"""Letters of people that a machine carries: filled web forms, and other agencies' document systems."""

import re
from dataclasses import dataclass, field

from mail.addresses import domain_of, within
from mail.headers import Headers
from mail.letter import Address
from mail.parts import Part

# fmt: off
_NO_REPLY = re.compile(
    r"^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|donotreply|dont[-_.]?reply|ei[-_.]?vasta|mitte[-_.]?vasta(?:ta)?|ara[-_.]?vasta|noreply|nicht[-_.]?antworten|"
    r"neatbildet)(?:[-_.+\d].*)?$|[-_.](?:no|do-?not)-?reply$", re.I)
_DOCUMENT_WORDS = re.compile(
    r"dokumendihaldus|dokumendiregist|registreeritud kiri|edastame|edasta(?:n|takse)|saadame|saadan teile|lisatud (?:dokument|kiri|fail)|manuses|digiallkirja|dhx|delta\b|"
    r"amphora|webdesktop|postipoiss|kirja nr|viit\b|документ|во вложении|направляем|see attached|please find|dokuments|pielikum", re.I)
_FORM_WORDS = re.compile(r"(?i)veebivorm|kodule(?:he|ht)|tagasiside|kontaktivorm|pöördumise vorm|vormi kaudu|web ?form|contact form|website|форма|обратной связи|сайт|kontaktformular")
# fmt: on
_FORM_FIELD = re.compile(r"(?m)^[^\n:]{2,40}:[ \t]*\S")
_CONTAINER = re.compile(r"(?i)\.(?:asice|bdoc|ddoc|sce|asics|cdoc2?)$")
_DOCUMENT = re.compile(r"(?i)\.(?:pdf|docx?|odt|rtf)$")


@dataclass(slots=True)
class Seen:
    """What the rules look at."""

    root: Part
    headers: Headers
    sender: Address
    reply_to: str
    body: str
    names: tuple[str, ...]  # of the attachments
    report: str  # how a report of a delivery was known, "" for any other letter
    undelivered: bool  # whether that report tells of a letter that did not arrive
    own_domains: tuple[str, ...]
    reasons: list[str] = field(default_factory=list)


def is_form(seen: Seen) -> bool:
    """Tell a filled form: it answers to another than the machine, whose address the person wrote into it."""
    headers = seen.headers
    if headers.has("x-form-id") or headers.has("x-webform-id") or headers.has("x-contact-form"):
        return True
    other = seen.reply_to.lower() not in ("", seen.sender.address.lower()) and not asks_no_answer(seen.reply_to)
    if not other:
        return False
    fields = len(_FORM_FIELD.findall(seen.body[:5_000]))
    named = seen.reply_to.lower() in seen.body.lower()
    about = _FORM_WORDS.search(f"{seen.sender.name} {headers.text('subject')}") is not None
    return (named and fields >= 2) or (
        about
        and (named or fields >= 2)
        and (asks_no_answer(seen.sender.address) or within(domain_of(seen.sender.address), seen.own_domains))
    )


def is_trusted_form(seen: Seen) -> bool:
    """Tell whether the one who filled a form may be told though a machine carried it: only if the form is ours, or may be."""
    ours = not seen.own_domains or within(domain_of(seen.sender.address), seen.own_domains)
    return "web_form" in seen.reasons and ours and "asks_no_answer" not in seen.reasons


def is_document_system(seen: Seen) -> bool:
    """Tell a letter another agency's system sends: a signed container, or a document and words that say so."""
    if any(_CONTAINER.search(name) for name in seen.names):
        return True
    documents = any(_DOCUMENT.search(name) for name in seen.names)
    spoken = f"{seen.headers.text('subject')}\n{seen.body[:5_000]}"
    return documents and _DOCUMENT_WORDS.search(spoken) is not None


def asks_no_answer(address: str) -> bool:
    """Tell an address that nobody reads: no-reply@ in the tongues around us."""
    return _NO_REPLY.search(address.rpartition("@")[0]) is not None
