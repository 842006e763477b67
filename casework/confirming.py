"""An account is confirmed anew after some months: a phone number may have passed on to somebody else (threats.md D10)."""

from casework.people import has_lapsed, invite, staff
from casework.turn import SYSTEM, Turn
from storage.desk_tables import Mark

SUBJECT = "Vastaja: kinnitage oma konto"
WORDS = (
    "Tere\n\nTeie Telegrami konto kinnitus on aegunud: Vastaja ei näita Teile seal enam midagi, kuni olete konto uuesti sidunud.\n\n"
    "Palun kirjutage robotile:\n/start {code}\n\nKood kehtib seitse päeva ja seda saab kasutada ühe korra. Kui see konto ei ole enam Teie oma, andke teada haldurile.\n"
)


def confirm_accounts(turn: Turn) -> int:
    """Send a new one-time code to the work mailbox of each whose confirmation has run out, once. Return how many."""
    if not turn.office.privacy.reconfirm:
        return 0
    since = turn.now - turn.office.privacy.reconfirm
    due = [one for one in staff(turn) if one.active and one.telegram_id and one.mail and has_lapsed(turn, one.id)]
    sent = 0
    for one in due:
        name = f"reconfirm:{one.id}"
        kept = turn.session.get(Mark, name)
        if kept and kept.value > f"{since:%Y-%m-%d}":
            continue
        code = invite(turn, one.name, list(one.roles), one.mail)
        turn.mail(one.mail, SUBJECT, WORDS.format(code=code))
        turn.session.merge(Mark(name=name, value=f"{turn.today}"))
        turn.note(None, SYSTEM, "reconfirm_asked", one.label)
        sent += 1
    return sent
