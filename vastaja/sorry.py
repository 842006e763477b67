"""What the command line says when something cannot be done: one sentence that says what to do, and the exit code."""

from collections.abc import Mapping
from typing import Final

from vastaja.commands.options import Failed, WrongUse
from vastaja.show import one_line

FAILED: Final = 1
WRONG_USE: Final = 2
FOR_WHOM: Final = "run this as the user of the service (sudo -u vastaja ...), or give that user the folder"

# By the refusal's name: to import them all would make every start slower.
REFUSALS: Final[Mapping[str, str]] = {
    "NoSuchCase": "there is no case {ref}; `vastaja cases` lists them",
    "NoSuchOfficial": "nobody here is called {name}; `vastaja staff list` shows who is",
    "SeveralOfficials": "{name} may be {names}; write the whole name",
    "NoSuchHeld": "nothing with the number {id} is held; `vastaja held list` shows what is",
    "CannotSettle": "there is nothing to say about {id}; `vastaja outbox list` shows what waits for a word",
    "SayWhetherSent": "the answer of {ref} may have arrived: settle it with sent or not-sent",
    "CannotForget": "{ref} must be kept: {why}",
    "MissingReason": "say why, in a few words",
}


def answer_to(error: Exception) -> tuple[int, tuple[str, ...]] | None:
    """Return exit code and sentences for what a command may raise, None for what is a bug of ours."""
    if isinstance(error, WrongUse):
        return WRONG_USE, (str(error),)
    if isinstance(error, Failed):
        return FAILED, (str(error),)
    return _of_settings(error) or _of_work(error) or _of_machine(error)


def _of_settings(error: Exception) -> tuple[int, tuple[str, ...]] | None:
    from vastaja.folder import OfficeFault
    from vastaja.sources import BadSettings

    return (WRONG_USE, error.faults) if isinstance(error, BadSettings | OfficeFault) else None


def _of_work(error: Exception) -> tuple[int, tuple[str, ...]] | None:
    from casework.refusals import Refusal
    from rules.life import WrongStep

    if isinstance(error, Refusal):
        words = REFUSALS.get(type(error).__name__, "that cannot be done now ({error})")
        facts = {name: one_line(fact) for name, fact in error.facts.items()}
        return FAILED, (words.format(error=type(error).__name__, **facts),)
    return (FAILED, (str(error),)) if isinstance(error, WrongStep) else None


def _of_machine(error: Exception) -> tuple[int, tuple[str, ...]] | None:
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    from storage.revisions import OtherVersion
    from vastaja.alone import NotAlone

    if isinstance(error, OtherVersion | NotAlone):
        return FAILED, (str(error),)
    if isinstance(error, DBAPIError):  # its own words quote the statement and the values in it
        return FAILED, (f"the database cannot be used: {one_line(error.orig)}; check [storage] database",)
    if isinstance(error, SQLAlchemyError):
        return FAILED, (f"the database cannot be used ({type(error).__name__}); check [storage] database",)
    if isinstance(error, PermissionError):
        return FAILED, (f"{error.filename or error}: is shut to this user; {FOR_WHOM}",)
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        where = f"{error.filename}: " if error.filename else ""
        return FAILED, (f"{where}{error.strerror or one_line(error)}",)
    return None
