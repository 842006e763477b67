"""A draft is edited paragraph by paragraph; and nobody overwrites what a colleague wrote meanwhile."""

import re

from sqlmodel import select

from casework.draft import edit
from casework.handled import handled_case
from casework.newest import latest_draft
from casework.people import Staff
from casework.plan import in_two_languages
from casework.refusals_of_letters import ChangedMeanwhile, NoSuchParagraph
from casework.turn import Turn
from storage.desk_tables import Draft, Official
from storage.tables import Case


def demand_version(turn: Turn, who: Staff, ref: str, version: int | None = None) -> tuple[Case, Draft]:
    """Return the case and its newest draft, which is of this version.

    Raises NoSuchCase, NotHandler, NoDraft, ChangedMeanwhile, which names who made the newer one.
    """
    case = handled_case(turn, who, ref)
    draft = latest_draft(turn, case)
    if version is not None and draft.version != version:
        by = turn.session.exec(select(Official.name).where(Official.id == draft.by_id)).first() or ""
        raise ChangedMeanwhile(ref=case.ref, state=case.state, by=by, version=draft.version)
    return case, draft


def paragraphs(draft: Draft) -> list[str]:
    """Return the paragraphs an official may edit, the Estonian ones first, then those in the person's language."""
    return [one for words in in_two_languages(draft.substance or draft.reason) for one in _split(words)]


def paragraphs_of(turn: Turn, ref: str) -> list[str]:
    """Return the paragraphs of the newest version. Raises NoSuchCase, NoDraft."""
    return paragraphs(latest_draft(turn, turn.case(ref)))


def edit_paragraph(turn: Turn, who: Staff, ref: str, version: int, number: int, text: str) -> Draft:
    """Put `text` in the place of one paragraph, counted from 1; "" takes it out. A new version.

    Raises NoSuchCase, NotHandler, NoDraft, ChangedMeanwhile, NoSuchParagraph, and what writing a version raises.
    """
    case, draft = demand_version(turn, who, ref, version)
    parts = [_split(words) for words in in_two_languages(draft.substance or draft.reason)]
    count = sum(map(len, parts))
    if not 1 <= number <= count:
        raise NoSuchParagraph(ref=case.ref, number=number, count=count)
    place = number - 1
    part = parts[0] if place < len(parts[0]) else parts[1]
    part[place - (0 if part is parts[0] else len(parts[0]))] = text.strip()
    told = ["\n\n".join(filter(None, one)) for one in parts]
    return edit(turn, who, ref, version, "\n---\n".join(told if parts[1] else told[:1]))


def _split(words: str) -> list[str]:
    return [one.strip() for one in re.split(r"\n\s*\n", words) if one.strip()]
