"""Machines are told from people: never dropped, never answered; people's letters are never taken for a machine's."""

import pytest

from mail.letter import Automatic, Delivery
from mail.read import read_letter

OWN = ("amet.example",)


def letter(
    *headers: str, body: str = "Tere!\r\n", sender: str = "Tiiu Tamm <tiiu@kodu.example>", subject: str = "Küsimus"
) -> bytes:
    lines = [
        f"From: {sender}",
        "To: info@amet.example",
        f"Subject: {subject}",
        "Date: Mon, 5 Oct 2026 10:15:00 +0300",
        *headers,
    ]
    if not any(header.lower().startswith("content-type") for header in headers):
        lines.append("Content-Type: text/plain; charset=utf-8")
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def judged(raw: bytes) -> Automatic:
    return read_letter(raw, OWN).automatic


def report(kind: str, *parts: str) -> tuple[str, str]:
    body = "".join(f"--b\r\n{part}\r\n" for part in parts) + "--b--\r\n"
    return f'Content-Type: multipart/report; report-type={kind}; boundary="b"', body


FILE = "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename={name}\r\n\r\nx\r\n--b--\r\n"
MIXED = "Content-Type: multipart/mixed; boundary=b"
FORM = "Nimi: Ants Tamm\r\nE-post: ants@kodu.example\r\nSõnum: palun abi\r\n"

# fmt: off
PEOPLE = {
    "a plain letter":                        letter(),
    "Auto-Submitted: no":                    letter("Auto-Submitted: no"),
    "X-Auto-Response-Suppress: DR, OOF":     letter("X-Auto-Response-Suppress: DR, OOF, RN, NRN"),
    "an answer to an automatic answer":      letter(subject="RE: Automaatne vastus: Küsimus"),
    "a word of machines within the subject": letter(subject="Miks tuli mulle automaatvastus?"),
    "a forwarded letter of a machine":       letter(subject="Fwd: Undelivered Mail Returned to Sender"),
    "a forwarded bounce":                    letter(MIXED, body="--b\r\n\r\nMis see on?\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: MAILER-DAEMON@x.example\r\n"
                                                                "Subject: failure notice\r\n\r\nHi. This is the qmail-send program at x.\r\n--b--\r\n"),
    "a small school's postmaster":           letter(sender="Kooli IT <postmaster@kool.example>"),
    "a postmaster who asks about bounces":   letter(sender="postmaster@kool.example", subject="Re: Undelivered mail"),
    "a redirected letter":                   letter("Resent-From: ants@kodu.example", "Resent-To: info@amet.example"),
    "another system's X-Loop":               letter("X-Loop: teine-asutus"),
    "a subject about an office":             letter(subject="Office hours"),
    "a subject about undelivered benefits":  letter(subject="undelivered child benefit"),
    "a calendar invitation":                 letter("Content-Type: text/calendar; method=REQUEST", body="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
    "our web form":                          letter("Reply-To: ants@kodu.example", "Auto-Submitted: auto-generated", "Precedence: bulk", body=FORM,
                                                    sender="Kodulehe vorm <no-reply@amet.example>"),
    "a form by its own header":              letter("Reply-To: Ants <ants@kodu.example>", "X-Form-Id: 7", sender="noreply@amet.example"),
}
MACHINES = {
    "Auto-Submitted: auto-replied":          (letter("Auto-Submitted: auto-replied"), "auto_submitted"),
    "Auto-Submitted with a parameter":       (letter("Auto-Submitted: auto-generated; owner-email=x@y.example"), "auto_submitted"),
    "Auto-Submitted: auto-notified":         (letter("AUTO-SUBMITTED: Auto-Notified"), "auto_submitted"),
    "Precedence: auto_reply":                (letter("Precedence: auto_reply"), "precedence"),
    "X-Autoreply":                           (letter("X-Autoreply: yes"), "auto_reply_header"),
    "X-Autorespond":                         (letter("X-Autorespond: Küsimus"), "auto_reply_header"),
    "Delivered-To: Autoresponder":           (letter("Delivered-To: Autoresponder"), "auto_reply_header"),
    "an Exchange rule":                      (letter("X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent"), "auto_reply_header"),
    "a read receipt":                        (letter(report("disposition-notification")[0], body=report("disposition-notification",
                                                "Content-Type: message/disposition-notification\r\n\r\nDisposition: manual-action/MDN-sent-manually; displayed")[1]), "read_receipt"),
    "an abuse report":                       (letter(report("feedback-report")[0], body=report("feedback-report",
                                                "Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse")[1]), "abuse_report"),
    "a calendar answer":                     (letter("Content-Type: text/calendar; method=REPLY", body="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), "calendar_answer"),
    "a newsletter":                          (letter("List-Unsubscribe: <https://uudis.example/u>", "Precedence: bulk"), "newsletter"),
    "a campaign":                            (letter("List-Unsubscribe: <https://uudis.example/u>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "newsletter"),
    "a ticket system":                       (letter("Auto-Submitted: auto-generated", "Reply-To: support+77@abi.example", body="Your request #77 was received."), "auto_submitted"),
    "our own letter come back":              (letter("X-Vastaja-Loop: 1"), "our_own"),
    "a mailer daemon":                       (letter(sender="MAILER-DAEMON@x.example"), "machine_sender"),
} | {subject: (letter(subject=subject), "subject") for subject in (
    "Automaatvastus: Küsimus", "Automaatne vastus: Küsimus", "Puhkuseteade: Re: Küsimus", "Automatic reply: Question", "Out of Office: Question", "Out of office",
    "Автоответ: Вопрос", "Автоматический ответ: Вопрос", "Abwesenheitsnotiz: Frage", "Automatische Antwort: Frage", "Automaattinen vastaus: Kysymys",
    "Automātiskā atbilde: Jautājums")}
QUIET = {  # people's letters, or what may be one, that must get no receipt all the same
    "X-Auto-Response-Suppress: All":         (letter("X-Auto-Response-Suppress: All"), "asks_no_answer"),
    "X-Auto-Response-Suppress: AutoReply":   (letter("X-Auto-Response-Suppress: OOF, AutoReply"), "asks_no_answer"),
    "Precedence: bulk":                      (letter("Precedence: bulk"), "bulk"),
    "an empty Return-Path":                  (letter("Return-Path: <>"), "null_return_path"),
    "a parents' mailing list":               (letter("List-Id: <vanemad.kool.example>", "List-Post: <mailto:vanemad@kool.example>", "Precedence: list"), "list"),
    "a no-reply sender":                     (letter(sender="no-reply@kool.example"), "no_reply"),
    "an Estonian no-reply sender":           (letter(sender="ei-vasta@kool.example"), "no_reply"),
    "a colleague":                           (letter(sender="mari@amet.example"), "own_domain"),
    "no address":                            (letter(sender="Tundmatu"), "no_address"),
    "a document system, signed":             (letter("Auto-Submitted: auto-generated", "Precedence: bulk", MIXED, sender="no-reply@dhs.vald.example",
                                                     body=FILE.format(words="Kiri nr 5-1/77", name="kiri.asice")), "document_system"),
    "a document system, PDF":                (letter("Auto-Submitted: auto-generated", MIXED, sender="dhs@vald.example",
                                                     body=FILE.format(words="Edastame Teile dokumendi.", name="kiri.pdf")), "document_system"),
    "another agency's web form":            (letter("Reply-To: ants@kodu.example", "Auto-Submitted: auto-generated", body=FORM, sender="no-reply@vald.example"), "web_form"),
    "a meeting called off":                  (letter("Content-Type: text/calendar; method=CANCEL", body="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), "calendar_answer"),
}
# fmt: on


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_is_a_person_and_may_be_acknowledged(name: str) -> None:
    automatic = judged(PEOPLE[name])
    assert (automatic.generated, automatic.bounce, automatic.list, automatic.may_acknowledge) == (
        False,
        False,
        False,
        True,
    )


@pytest.mark.parametrize("name", MACHINES)
def test_a_machine_is_never_answered(name: str) -> None:
    raw, reason = MACHINES[name]
    automatic = judged(raw)
    assert (automatic.generated, automatic.bounce, automatic.may_acknowledge) == (True, False, False)
    assert reason in automatic.reasons


@pytest.mark.parametrize("name", QUIET)
def test_a_letter_that_may_be_a_persons_gets_no_receipt_where_it_would_harm(name: str) -> None:
    raw, reason = QUIET[name]
    automatic = judged(raw)
    assert (automatic.generated, automatic.may_acknowledge) == (False, False)
    assert reason in automatic.reasons


RETURNED = "Content-Type: message/rfc822\r\n\r\nFrom: info@amet.example\r\nMessage-ID: <vastus-1@amet.example>\r\nSubject: Vastus 26-0142\r\n\r\nTere\r\n"
HEADERS_RETURNED = "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <vastus-1@amet.example>\r\nSubject: Vastus\r\n"


def status(action: str, code: str) -> str:
    return (
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; ants@kodu.example\r\nAction: {action}\r\nStatus: {code}\r\n"
    )


def notice(action: str, code: str, returned: str) -> bytes:
    head, body = report("delivery-status", "Content-Type: text/plain\r\n\r\nNotice", status(action, code), returned)
    return letter(
        "Return-Path: <>", head, body=body, sender="MAILER-DAEMON@mx.example", subject="Delivery Status Notification"
    )


@pytest.mark.parametrize("returned", [RETURNED, HEADERS_RETURNED], ids=["whole", "headers"])
@pytest.mark.parametrize(
    ("action", "code", "bounce"),
    [
        ("failed", "5.1.1", True),
        ("delayed", "4.4.1", False),
        ("delivered", "2.0.0", False),
        ("relayed", "2.0.0", False),
    ],
)
def test_a_delivery_report_tells_of_our_letter_by_the_id_within(
    action: str, code: str, bounce: bool, returned: str
) -> None:
    read = read_letter(notice(action, code, returned), OWN)
    assert read.deliveries == (Delivery("ants@kodu.example", action, code, "<vastus-1@amet.example>"),)
    assert (read.automatic.generated, read.automatic.bounce, read.automatic.may_acknowledge) == (True, bounce, False)


def test_a_report_without_the_letter_tells_no_id() -> None:
    head, body = report(
        "delivery-status", "Content-Type: text/plain\r\n\r\nVastus <vastus-9@amet.example>", status("failed", "5.1.1")
    )
    read = read_letter(
        letter("Return-Path: <>", head, body=body, sender="MAILER-DAEMON@mx.example", subject="26-0142"), OWN
    )
    assert [told.message_id for told in read.deliveries] == [""]


# fmt: off
PLAIN_NOTICES = {
    "qmail": ("failure notice", "Hi. This is the qmail-send program at q.example.\r\nI'm afraid I wasn't able to deliver your message to the following addresses.\r\n"
              "This is a permanent error; I've given up. Sorry it didn't work out.\r\n\r\n<ants@kodu.example>:\r\nno mailbox here 5.1.1\r\n\r\n"
              "--- Below this line is a copy of the message.\r\n\r\nReturn-Path: <info@amet.example>\r\nMessage-ID: <vastus-1@amet.example>\r\n"),
    "exim":  ("Mail delivery failed: returning message to sender", "This message was created automatically by mail delivery software.\r\n\r\nA message that you sent "
              "could not be delivered to one or more of its\r\nrecipients. This is a permanent error. The following address(es) failed:\r\n\r\n  ants@kodu.example\r\n"
              "    550 5.1.1 unknown\r\n\r\n------ This is a copy of the message, including all the headers. ------\r\n\r\nMessage-ID: <vastus-1@amet.example>\r\n"),
}
# fmt: on


@pytest.mark.parametrize("server", PLAIN_NOTICES)
def test_a_notice_that_follows_no_standard_is_a_bounce(server: str) -> None:
    subject, body = PLAIN_NOTICES[server]
    read = read_letter(
        letter("Return-Path: <>", body=body, sender="Mail Delivery System <MAILER-DAEMON@q.example>", subject=subject),
        OWN,
    )
    assert read.automatic.bounce
    assert read.deliveries == (Delivery("ants@kodu.example", "failed", "5.1.1", "<vastus-1@amet.example>"),)


def test_only_our_own_servers_word_on_authentication_counts() -> None:
    ours = "Authentication-Results: mx.amet.example; dmarc=pass header.from=vald.example"
    received = "Received: from mail.vald.example by mx.amet.example with ESMTPS; Mon, 5 Oct 2026 10:15:00 +0300"
    forged = "Authentication-Results: mx.amet.example; dmarc=pass header.from=kuri.example"
    foreign = "Authentication-Results: mx.mujal.example; dmarc=pass header.from=vald.example"

    def told(*headers: str) -> str:
        return read_letter("\r\n".join([*headers, "From: a@vald.example", "", "x"]).encode(), OWN).authentication

    assert told(ours, received) == ours.partition(": ")[2]
    assert told(received, ours, "Received: from x by y.example", forged) == ""
    assert told(received, forged) == ""
    assert told(foreign, received) == ""
