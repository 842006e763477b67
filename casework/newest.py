"""Which version of a case's letters people speak of."""

from collections.abc import Sequence

from sqlmodel import col, select

from casework.refusals_of_letters import NoDraft
from casework.turn import Turn
from rules.records import Paper
from storage.desk_tables import Draft
from storage.tables import Case


def latest_draft(turn: Turn, case: Case) -> Draft:
    """Return the version people speak of: the newest, but for a notice that has been sent while an answer waits.

    Raises NoDraft.
    """
    found = turn.session.exec(select(Draft).where(Draft.case_id == case.id).order_by(col(Draft.version).desc())).all()
    chosen = spoken_of([(one.version, one.paper, one.sent_at is not None) for one in found])
    for one in found:
        if one.version == chosen:
            return one
    raise NoDraft(ref=case.ref)


def spoken_of(versions: Sequence[tuple[int, Paper, bool]]) -> int:
    """Return which of the versions (number, paper, sent), newest first, people speak of; 0 where there is none."""
    papers = [one for one in versions if one[1] is not Paper.FORWARDING_BODY]
    seen: set[Paper] = set()
    for version, paper, sent in papers:
        if paper is Paper.ANSWER or (paper not in seen and not sent):
            return version
        seen.add(paper)
    return papers[0][0] if papers else 0
