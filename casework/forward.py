"""A letter that is not ours to answer goes to the competent body, and its writer is told (MSVS § 5, AvTS § 21)."""

import hashlib
import re

from casework.handled import handled_case
from casework.letters import first_letter, recipients_of
from casework.people import Staff
from casework.plan import Plan
from casework.refusals import MissingReason
from casework.refusals_of_law import UnderChildTrack
from casework.turn import Turn
from casework.write import write
from rules.kinds import Child
from rules.records import Paper, Way
from storage.desk_tables import Draft
from storage.tables import Case, Letter

ADDRESS = re.compile(r"[^\s<>,;]+@[^\s<>,;]+\.[^\s<>,;]+")


def forward(turn: Turn, who: Staff, ref: str, to: str) -> Draft:
    """Draft the letter to the body at the address in `to`, and the notice to the person; one approval covers both.

    Raises NoSuchCase, NotHandler, MissingReason where `to` has no address, UnderChildTrack, NoAddress.
    """
    case = handled_case(turn, who, ref)
    if case.child is not Child.NONE or case.offence:
        raise UnderChildTrack(ref=case.ref)
    address = ADDRESS.search(to)
    if address is None:
        raise MissingReason(command="edasta")
    name = to.replace(address[0], "").strip(" <>,;") or address[0]
    original = first_letter(turn, case)
    files = (_as_it_came(case, original),)
    body = write(turn, case, who, Plan(
        Paper.FORWARDING_BODY, reason=name, recipients=(address[0].lower(),), files=files, contact=(address[0],)))  # fmt: skip
    return write(turn, case, who, Plan(
        Paper.FORWARDING, reason=name, recipients=recipients_of(turn, case), companion_id=body.id,
        contact=(address[0],)))  # fmt: skip


def _as_it_came(case: Case, original: Letter) -> dict[str, str]:
    """Return the letter as a file: its own octets, or the words where it was written to the bot."""
    if case.channel is not Way.TELEGRAM:
        return {"name": f"{case.ref}.eml", "type": "message/rfc822", "sha256": original.digest}
    digest = hashlib.sha256(original.text.encode()).hexdigest()
    return {"name": f"{case.ref}.txt", "type": "text/plain", "sha256": digest, "text": original.text}
