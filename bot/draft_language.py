"""What is said of an answer's languages beside its draft, in the chat and on the page."""

from bot.words import say
from casework.draft_language import DraftLanguage, Fits
from rules.kinds import Language


def language_lines(found: DraftLanguage | None, ref: str, language: Language) -> list[str]:
    """Return whether the draft speaks its reader's language, and each part that seems not to; [] where all is Estonian."""
    if found is None:
        return []
    spoken = say(language, f"language.{found.reader}")
    lines = [say(language, f"draft.language.{found.fits}", spoken=spoken, ref=ref)] if found.fits is not Fits.ESTONIAN else []
    odd = [say(language, "draft.language.odd", meant=say(language, f"language.{meant}"), heard=say(language, f"language.{heard}"))
           for meant, heard in found.odd]  # fmt: skip
    return [*lines, *odd]
