"""The words of the records: what became of a message, how far a sending has come, what a draft is for."""

from enum import StrEnum


class Filed(StrEnum):
    """The one recorded outcome of every message ever seen."""

    PENDING = "pending"
    CASE = "case"
    FOLLOW_UP = "follow_up"
    DUPLICATE = "duplicate"
    HELD = "held"
    MACHINE = "machine"
    SET_ASIDE = "set_aside"
    COMMAND = "command"
    IGNORED = "ignored"


class Receipt(StrEnum):
    NONE = "none"
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    NEVER = "never"


class Dispatch(StrEnum):
    """How far a decided message has come. Nothing but `pending` is ever sent by itself."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"  # the answer to the final dot was lost: a person settles it
    NEVER = "never"  # the far side will never take it: a person looks
    WITHDRAWN = "withdrawn"


class Way(StrEnum):
    """The door a message comes in or leaves by."""

    MAIL = "mail"
    TELEGRAM = "telegram"
    PAPER = "paper"
    PHONE = "phone"
    IN_PERSON = "in_person"
    OTHER_SYSTEM = "other_system"


class HandedBy(StrEnum):
    """How a letter leaves by a person's hand. The values are the words of /saada."""

    POST = "post"
    REGISTERED = "tahitud"
    DHX = "dhx"
    IN_PERSON = "isiklikult"
    PHONE = "telefon"


class Paper(StrEnum):
    """What a draft is for. All but the answer take effect when they have been sent."""

    ANSWER = "answer"
    EXTENSION = "extension"
    CLARIFICATION = "clarification"
    FORWARDING = "forwarding"  # the notice to the person
    FORWARDING_BODY = "forwarding_body"  # the letter to the competent body, approved and sent with the notice
    REFUSAL = "refusal_to_answer"  # with one of the law's grounds; the case ends when it has been sent
    LATE_NOTICE = "late_notice"  # "the answer is late": no extension, the figures count it late
