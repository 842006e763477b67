"""What a page says above its content: a deed that has just been done, or why one was not."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from rules.kinds import Language
from vastaja.page.words import WORDS


@dataclass(frozen=True, slots=True)
class Told:
    """`done` is the name of a sentence, `refused` a sentence itself."""

    done: str = ""
    refused: str = ""


NOTHING: Final = Told()


def told_in(request: Request) -> Told:
    """Return what the address of a page says was done; a name that no sentence bears says nothing."""
    done = request.query_params.get("done", "")
    return Told(done if f"done.{done}" in WORDS[Language.ESTONIAN] else "")
