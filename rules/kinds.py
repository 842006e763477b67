"""The words the house sorts by: kinds of letters, languages, tracks, roles, outcomes. Values are the contract's own words."""

import unicodedata
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a letter is in law (law.md section 1-6). Declared in the order of strictness: the strictest duty wins."""

    CHALLENGE = "vaie"
    INFORMATION = "teabenoue"
    INQUIRY = "jarelparimine"
    DATA_SUBJECT = "andmesubjekti_taotlus"
    COMPLAINT = "kaebus"
    EXPLANATION = "selgitustaotlus"
    COLLECTIVE = "kollektiivne"
    MEMORANDUM = "margukiri"
    PRESS = "ajakirjandus"
    THANKS = "tanu_tagasiside"
    OTHER = "muu"


class Language(StrEnum):
    ESTONIAN = "et"
    RUSSIAN = "ru"
    ENGLISH = "en"
    GERMAN = "de"
    FINNISH = "fi"
    LATVIAN = "lv"
    UNKNOWN = "und"


class Child(StrEnum):
    """The child-protection track of a case (LasteKS §§ 26, 30)."""

    NONE = "none"
    CONCERN = "concern"
    DANGER = "immediate_danger"


class Role(StrEnum):
    OFFICIAL = "official"
    HEAD = "head"
    PRESS = "press"
    CLERK = "clerk"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Outcome(StrEnum):
    """How a case ended, for the figures."""

    ANSWERED = "vastatud"
    ANSWERED_ORALLY = "vastatud_suuliselt"
    FORWARDED = "edastatud"
    NOT_ANSWERED = "loobutud"
    REFUSED = "keeldutud"
    NOTED = "teadmiseks"
    WITHDRAWN = "tagasi_voetud"
    MERGED = "liidetud"
    REGISTERED_ELSEWHERE = "registreeritud_mujal"
    BY_MISTAKE = "eksikombel"


KIND_NAMES: Final = {
    # kind              Estonian                     Russian                                        English
    Kind.CHALLENGE:    ("vaie",                      "возражение (vaie)",                           "challenge"),
    Kind.INFORMATION:  ("teabenõue",                 "информационный запрос",                       "request for information"),
    Kind.INQUIRY:      ("järelepärimine",            "запрос учреждения",                           "inquiry"),
    Kind.DATA_SUBJECT: ("andmesubjekti taotlus",     "ходатайство субъекта данных",                 "data subject request"),
    Kind.COMPLAINT:    ("kaebus",                    "жалоба",                                      "complaint"),
    Kind.EXPLANATION:  ("selgitustaotlus",           "ходатайство о разъяснении",                   "request for explanation"),
    Kind.COLLECTIVE:   ("kollektiivne pöördumine",   "коллективное обращение",                      "collective address"),
    Kind.MEMORANDUM:   ("märgukiri",                 "меморандум",                                  "memorandum"),
    Kind.PRESS:        ("ajakirjanduse päring",      "запрос СМИ",                                  "press inquiry"),
    Kind.THANKS:       ("tänu või tagasiside",       "благодарность или отзыв",                     "thanks or feedback"),
    Kind.OTHER:        ("muu kiri",                  "другое письмо",                               "other letter"),
}  # fmt: skip


def kind_name(kind: Kind, language: Language) -> str:
    """Return the kind's name in Estonian, Russian or English (English for every other language)."""
    estonian, russian, english = KIND_NAMES[kind]
    return {Language.ESTONIAN: estonian, Language.RUSSIAN: russian}.get(language, english)


# How people write the kinds besides their value and their names; compared without accents, spaces and hyphens.
_SPELLINGS: Final = {
    "margukirja": Kind.MEMORANDUM, "memo": Kind.MEMORANDUM,
    "selgitus": Kind.EXPLANATION, "explanation": Kind.EXPLANATION,
    "teabenoude": Kind.INFORMATION, "infonoue": Kind.INFORMATION, "informationrequest": Kind.INFORMATION,
    "jarelparimised": Kind.INQUIRY, "jarelparing": Kind.INQUIRY, "parimine": Kind.INQUIRY,
    "vaided": Kind.CHALLENGE, "vaidlustus": Kind.CHALLENGE,
    "gdpr": Kind.DATA_SUBJECT, "andmesubjekt": Kind.DATA_SUBJECT, "isikuandmed": Kind.DATA_SUBJECT,
    "kollektiiv": Kind.COLLECTIVE, "collective": Kind.COLLECTIVE,
    "meedia": Kind.PRESS, "press": Kind.PRESS, "ajakirjanik": Kind.PRESS, "meediaparing": Kind.PRESS,
    "tanu": Kind.THANKS, "tagasiside": Kind.THANKS, "thanks": Kind.THANKS, "feedback": Kind.THANKS,
    "other": Kind.OTHER,
}  # fmt: skip


class UnknownKind(Exception):
    """A word was given for a kind of letter that the office does not know."""

    def __init__(self, word: str) -> None:
        super().__init__(f"there is no kind {word}; the kinds are {', '.join(Kind)}")
        self.word = word


def kind_named(word: str) -> Kind:
    """Return the kind meant by its value, its name in any language or a usual spelling. Raises UnknownKind."""
    wanted = _plain(word)
    named = {_plain(name): kind for kind, names in KIND_NAMES.items() for name in (kind.value, *names)}
    try:
        return (named | _SPELLINGS)[wanted]
    except KeyError:
        raise UnknownKind(word) from None


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if letter.isalnum())
