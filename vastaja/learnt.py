"""The model that reads here: one learnt from this agency's corrections, else the built-in one."""

from pathlib import Path

import structlog

from casework.desk import Desk
from casework.learn import digest_in_use
from reading.model import Model, built_in_model, read_model
from vastaja.settings import Settings

log = structlog.get_logger()


def model_file(desk: Desk, settings: Settings) -> Path | None:
    """Return the file of the model in use, None for the built-in one: nothing was learnt, learning is off, or the file is gone or of another version."""
    digest = desk.look_now(digest_in_use) if settings.learning.on else ""
    if not digest:
        return None
    file = file_of(settings, digest)
    if not file.exists():
        log.warning("the learnt model is not there; the built-in one reads", model=digest[:12])
    elif not fits(file):
        log.warning("the learnt model is of another version; the built-in one reads until `vastaja learn` has run", model=digest[:12])
    else:
        return file
    return None


def file_of(settings: Settings, digest: str) -> Path:
    """Return where a learnt model lies."""
    return settings.learning.folder / f"{digest}.bin"


def fits(file: Path) -> bool:
    """Tell whether this version of the program can read the file of a model."""
    try:
        read_model(file)
    except (ValueError, OSError):
        return False
    return True


def model_in_use(desk: Desk, settings: Settings) -> Model:
    """Return the model in use."""
    file = model_file(desk, settings)
    return read_model(file) if file else built_in_model()
