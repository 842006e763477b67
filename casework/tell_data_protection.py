"""A breach of personal data is told to the Data Protection Inspectorate by a person; the track remembers (GDPR art. 33)."""

from casework.people import Staff
from casework.refusals import MissingReason
from casework.tracks import finish_duty, start_track
from casework.turn import Turn
from rules.tracks import Authority, TrackKind
from storage.tables import Case


def notify_data_protection(turn: Turn, who: Staff, ref: str) -> Case:
    """Begin the track of a notice to the Data Protection Inspectorate. A person notifies; the writer is not told. Raises NoSuchCase."""
    start_track(turn, who, ref, TrackKind.BREACH)
    return turn.case(ref)


def record_notified(turn: Turn, who: Staff, ref: str, proof: str) -> Case:
    """Record that a person has notified data protection. Raises NoSuchCase, NoSuchTrack, MissingReason."""
    case = turn.case(ref)
    if not proof.strip():
        raise MissingReason(command="teata")
    finish_duty(turn, who, ref, TrackKind.BREACH, "teade")
    turn.note(case, who.label, "authority_notified", Authority.DATA_PROTECTION)
    return case
