"""A letter that is not ours to answer goes to the competent body, and its writer is told (MSVS § 5, AvTS § 21)."""

import re

from casework.draft import Plan, handled_case, recipients_of, write
from casework.letters import first_letter
from casework.people import Staff
from casework.refusals import MissingReason, UnderChildTrack
from casework.turn import Turn
from rules.kinds import Child
from rules.records import Paper
from storage.desk_tables import Draft

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
    files = ({"name": f"{case.ref}.eml", "type": "message/rfc822", "sha256": original.digest},)
    body = write(turn, case, who, Plan(
        Paper.FORWARDING_BODY, reason=name, recipients=(address[0].lower(),), files=files, contact=(address[0],)))  # fmt: skip
    return write(turn, case, who, Plan(
        Paper.FORWARDING, reason=name, recipients=recipients_of(turn, case), companion_id=body.id,
        contact=(address[0],)))  # fmt: skip
