"""Tries everything the settings name, before the first letter comes: each finding says what is well, and what to do where it is not."""

import asyncio
import email
import email.errors
import email.policy
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from casework.calendar_end import missing_year
from casework.recount import shifts
from mail.imap import Box
from mail.submit import NotNow, Submitter
from mail.trouble import MailboxTrouble
from replies.catalogue import REPLIES, languages_of
from replies.faults import BrokenTemplate, MissingFact, NoSuchReply
from replies.samples import sample_facts
from vastaja.accounts import imap_account, smtp_account
from vastaja.check_chat import check_telegram
from vastaja.check_learning import check_learning
from vastaja.check_storage import asked, check_bucket, check_database, check_disks
from vastaja.findings import Finding, State, fail, ok, warn
from vastaja.folder import calendar_of
from vastaja.office import OfficeFault, facts_of, library_of, make_office
from vastaja.settings import MailboxSettings, Settings, secrets_of
from vastaja.texts import faults_of_texts

__all__ = ["Finding", "State", "check_all"]

POINTS_OF_LAW: Final = 13  # of docs/dpo.md, "For a lawyer to confirm"
# A letter that older Pythons write back with a Bcc header of the sender's making (CVE-2024-6923).
_TRAP: Final = b"Subject: =?utf-8?q?x=0ABcc=3A_a=40b.example?=\n\nx\n"


def check_all(settings: Settings, file: Path) -> list[Finding]:
    """Return every finding, in the order an operator would mend them. Sends nothing and changes nothing."""
    today = datetime.now(UTC).astimezone(settings.office.time_zone).date()
    return [
        *_settings(settings, file), *check_database(settings), *check_disks(settings), *check_bucket(settings), *_mailboxes(settings), *_smtp(settings),
        *asyncio.run(check_telegram(settings)), *_texts(settings, today), *_calendar(settings, today),
        *check_learning(settings), *_unconfirmed(settings), *_machine(),
    ]  # fmt: skip


def _settings(settings: Settings, file: Path) -> Iterator[Finding]:
    office = settings.office
    if not settings.mailbox and not settings.has_bot:
        yield fail("doors", "neither a [[mailbox]] nor [telegram] token is set: no letter can come in")
    if not office.address:
        yield fail("office", "[office] address is empty: it is the From of all our mail")
    if not office.name:
        yield fail("office", "[office] name is empty: every letter names the agency")
    try:
        make_office(settings)
    except OfficeFault as fault:
        yield from (fail("office folder", one) for one in fault.faults)
    bare = [one for one in (*settings.senders.own, *settings.senders.authorities) if "." not in one.strip(" .@")]
    if bare:
        yield fail(
            "senders", f"[senders] {', '.join(bare)}: a bare top-level domain is everybody; name the domain whole"
        )
    if not settings.senders.own:
        yield warn("senders", "[senders] own is empty: our own letters and our own server's word are not known as ours")
    if not settings.alarms.mail:
        yield warn("alarms", "[alarms] mail is empty: nobody is told when the chat itself is deaf")
    if secrets_of(settings) and file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield warn("settings", f"others on this machine may read {file.name}: chmod 600 {file}")
    yield from _page(settings)
    if settings.web.host not in ("127.0.0.1", "::1", "localhost"):
        yield warn("web", "[web] listen is open to the network in clear text: put a server with TLS before it")


def _page(settings: Settings) -> Iterator[Finding]:
    """Tell whether officials can reach the page on which letters are read."""
    if settings.privacy.content == "chat" or not settings.has_bot:
        return
    if not settings.web.address:
        yield fail("page", "[web] url is empty: letters are read on our own page, and links to it need its https address; "
                           "or write [privacy] content = \"chat\"")  # fmt: skip
    elif settings.web.address.startswith("http://"):
        yield warn("page", f"letters are read at {settings.web.address}, which only this machine reaches: name the https "
                           "address of your proxy in [web] url, or write [privacy] content = \"chat\"")  # fmt: skip
    else:
        yield ok("page", f"letters are read at {settings.web.address}")


def _mailboxes(settings: Settings) -> Iterator[Finding]:
    if settings.mailbox:
        with ThreadPoolExecutor(min(8, len(settings.mailbox))) as threads:
            for found in threads.map(_mailbox, settings.mailbox):
                yield from found


def _mailbox(told: MailboxSettings) -> list[Finding]:
    what = f"mailbox {told.name}"
    box = Box(imap_account(told))
    try:
        box.connect()
        folder = box.select(told.folder, readonly=True)
        there = box.folders()
        found = [ok(what, f"{folder.count} letters in {told.folder}")]
        for key, name in (("junk", told.junk), ("done_folder", told.done_folder)):
            if name and name not in there:
                found.append(warn(what, f"there is no folder {name}: set {key}, or leave it empty"))
        return found
    except MailboxTrouble as trouble:
        return [fail(what, trouble.sentence)]
    finally:
        box.close()


def _smtp(settings: Settings) -> Iterator[Finding]:
    if not settings.has_smtp:
        yield warn("smtp", "no [smtp]: receipts and answers stay in the outbox")
        return
    try:
        asyncio.run(Submitter(smtp_account(settings.smtp)).check())
        yield ok("smtp", "the server lets us in")
    except NotNow as trouble:
        yield fail("smtp", trouble.sentence)


def _texts(settings: Settings, today: date) -> Iterator[Finding]:
    library = library_of(settings)
    faults = faults_of_texts(settings, today)
    if faults:
        yield fail(
            "templates",
            f"{len(faults)} faults, the first: {faults[0].file}: {faults[0].sentence}; run `vastaja templates check`",
        )
    else:
        yield ok("templates", f"{len(library.shelf)} files without a fault")
    missing: dict[str, str] = {}
    for reply in REPLIES:
        for part in REPLIES[reply].parts:
            facts = {**sample_facts(reply), "office": facts_of(settings)}
            for language in languages_of(part):
                try:
                    library.part(reply, language, part, facts)
                except MissingFact as fact:
                    missing.setdefault(fact.name, reply)
                except (BrokenTemplate, NoSuchReply):
                    continue  # told by the lint
    for name, reply in missing.items():
        yield fail("templates", f"the reply {reply} needs [office] {name.removeprefix('office.')}")


def _calendar(settings: Settings, today: date) -> Iterator[Finding]:
    try:
        last = calendar_of(settings).last_year
    except OfficeFault:
        return  # told with the office folder
    if year := missing_year(today, last):
        yield fail("calendar", f"the holidays of {year} are not known, the table ends with {last}: update the program")
        return
    yield ok("calendar", f"the holidays are known to the end of {last}")
    if moved := _moved(settings):
        yield warn("calendar", f"{moved} open cases have dates that the calendar and the rules no longer give: see "
                               "`vastaja calendar check`, then `vastaja calendar apply`")  # fmt: skip


def _moved(settings: Settings) -> int:
    """Return how many open cases a changed calendar would move; 0 where there is no database to ask, which is told elsewhere."""
    return len(asked(settings, shifts) or ())


def _unconfirmed(settings: Settings) -> Iterator[Finding]:
    """Remind of the points of law that a lawyer has not ticked (docs/dpo.md; confirmed.txt in the office's folder)."""
    file = settings.office.folder / "confirmed.txt"
    ticked = set(file.read_text(encoding="utf-8", errors="replace").split()) if file.is_file() else set()
    open_points = [str(number) for number in range(1, POINTS_OF_LAW + 1) if str(number) not in ticked]
    if open_points:
        yield warn(
            "law", f"a lawyer has not confirmed point {', '.join(open_points)} of docs/dpo.md; write its number into {file}"
        )
    else:
        yield ok("law", "every point of docs/dpo.md is confirmed")


def _machine() -> Iterator[Finding]:
    letter = email.message_from_bytes(_TRAP, policy=email.policy.default)
    try:
        trapped = b"\nBcc:" in letter.as_bytes()
    except (ValueError, LookupError, email.errors.MessageError):
        trapped = False
    if trapped:
        yield warn(
            "python",
            "this Python writes headers of a stranger's making (CVE-2024-6923); we never do so with a letter, but update it",
        )
    else:
        yield ok("python", "mended against CVE-2024-6923")
