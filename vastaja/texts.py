"""What is wrong with the agency's texts and letterhead, before a citizen gets one."""

from datetime import date

from replies.letterhead_check import letterhead_faults
from replies.lint import Fault, lint
from vastaja.office import library_of, positions_of
from vastaja.settings import Settings


def faults_of_texts(settings: Settings, today: date) -> tuple[Fault, ...]:
    """Return the faults of every template, position and letterhead file."""
    letterhead = settings.office.folder / "letterhead"
    return (*lint(library_of(settings), positions_of(settings), today), *letterhead_faults(letterhead, settings.office.time_zone, today))
