"""Tells an operator whether the model that was learnt here is there, and whether it holds what was forgotten since."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from casework.desk import Desk
from casework.learn import models
from storage.store import Store
from vastaja.check_storage import is_shut
from vastaja.findings import Finding, ok, warn
from vastaja.learnt import fits
from vastaja.office import OfficeFault, make_office
from vastaja.opening import sqlite_file
from vastaja.settings import Settings


def check_learning(settings: Settings) -> Iterator[Finding]:
    """Yield what is to be said of the learnt model; nothing where learning is off or no database can be asked, which is told elsewhere."""
    file = sqlite_file(settings)
    if not settings.learning.on or (file and (is_shut(file) or not file.exists())):
        return
    store = Store(settings.storage.database)
    try:
        known = Desk(store, make_office(settings), lambda: datetime.now(UTC)).look_now(models)
    except (SQLAlchemyError, OSError, OfficeFault):
        return
    finally:
        store.close()
    used = next((one for one in known if one.in_use), None)
    if used is None:
        yield ok("learning", "the built-in model reads")
    elif used.erased:
        yield warn("learning", f"the model in use, {used.digest[:12]}, has learnt from a case that was forgotten since: run `vastaja learn`, or "
                               "`vastaja learn --undo` where too few cases are left or the new model is refused")  # fmt: skip
    elif not (settings.learning.folder / f"{used.digest}.bin").exists():
        yield warn("learning", f"the model in use, {used.digest[:12]}, is not in {settings.learning.folder}: the built-in one reads; run `vastaja learn`")
    elif not fits(settings.learning.folder / f"{used.digest}.bin"):
        yield warn("learning", f"the model in use, {used.digest[:12]}, was learnt with another version of the program: the built-in one reads; run `vastaja learn`")
    else:
        yield ok("learning", f"the model {used.digest[:12]}, learnt from {len(used.case_ids)} cases, reads")
