"""Faults are loud: a door that has been deaf too long is told through the other door."""

from datetime import datetime, timedelta

from casework.turn import SOON, SYSTEM, Turn


def deaf_door(turn: Turn, door: str, since: datetime, sentence: str) -> None:
    """Tell once that a door (a mailbox, smtp, telegram) has been deaf since a moment: in chat, and by mail.

    Each goes its own way, so that the one that works is enough.
    """
    key = f"deaf:{door}:{since.timestamp():.0f}"
    local = since.astimezone(turn.office.calendar.zone)
    turn.tell(f"chat:{turn.office.chats.heads or turn.office.chats.duty}", _name(door), urgency=SOON, once=f"{key}:chat",
              door=door.partition(":")[2] if door.startswith("canary:") else door, since=local.isoformat(timespec="minutes"))  # fmt: skip
    for address in turn.office.alarms.mail:
        turn.mail(address, f"Vastaja: {door} ei vasta", _words(door, local, sentence), SOON, once=f"{key}:{address}")
    turn.note(None, SYSTEM, "deaf_door", door)


def _name(door: str) -> str:
    if door.startswith("canary:"):
        return "canary_missing"
    return "storage_deaf" if door == "storage" else "deaf_door"


def _words(door: str, since: datetime, sentence: str) -> str:
    if door.startswith("canary:"):
        return (f"Vastaja saadab endale proovikirju. Alates {since:%d.%m.%Y kell %H:%M} ei ole need postkasti tagasi jõudnud "
                f"({door.partition(':')[2]}): kirjad ei pruugi liikuda.\n\nKontrollige postkasti ja saatmist käsuga `vastaja check`.\n")  # fmt: skip
    if door == "storage":
        return (f"Vastaja ei saa alates {since:%d.%m.%Y kell %H:%M} kirju vastu võtta: serveri ketas on täis või andmebaas ei vasta."
                f"\n\n{sentence}\n\nKirjad ootavad postkastis, midagi ei lähe kaduma. Vastuvõtt jätkub ise, kui viga on kõrvaldatud.\n")  # fmt: skip
    return (f"Vastaja ei ole saanud ühendust: {door}, alates {since:%d.%m.%Y kell %H:%M}.\n\n{sentence}\n\n"
            "Vastaja proovib ise edasi. Kontrollige ühendust käsuga `vastaja check`.\n")  # fmt: skip


def clock_jumped(turn: Turn, by: timedelta) -> None:
    """Tell that the machine's clock has jumped: dates come from it."""
    minutes = round(by.total_seconds() / 60)
    turn.note(None, SYSTEM, "clock_jumped", f"{minutes:+d} min")
    turn.tell(
        f"chat:{turn.office.chats.heads or turn.office.chats.duty}", "clock_jumped", urgency=SOON, minutes=minutes
    )
