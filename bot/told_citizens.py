"""What the house tells a citizen in the bot beside letters: an addition has been filed, and once, how else to be reached."""

from collections.abc import Mapping
from typing import Final

from bot.buttons import Press, Where, keyboard
from bot.rendered import Rendered, Renderer
from bot.words import say, spoken
from casework.desk import Desk
from casework.outbox import Parcel
from rules.kinds import Language


async def _added(_desk: Desk, parcel: Parcel, _where: Where) -> Rendered:
    return Rendered(say(_language(parcel), "citizen.added", ref=parcel.ref))


async def _contact(_desk: Desk, parcel: Parcel, _where: Where) -> Rendered:
    """Ask for a name and another way, once and without demanding."""
    here = Where(_language(parcel), frozenset())
    row = [here.button("button.contact_add", Press("contact", words="add")),
           here.button("button.contact_no", Press("contact", words="no"))]  # fmt: skip
    return Rendered(say(_language(parcel), "told.citizen_contact"), keyboard([row]))


def _language(parcel: Parcel) -> Language:
    return spoken(str(parcel.values.get("language", "")))


CITIZEN_RENDERERS: Final[Mapping[str, Renderer]] = {"citizen_added": _added, "citizen_contact": _contact}
