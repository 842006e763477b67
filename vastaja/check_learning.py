"""Tells an operator whether the model that was learnt here is there, and whether it holds what was forgotten since."""

from collections.abc import Iterator

from casework.learn import models
from vastaja.check_storage import asked
from vastaja.findings import Finding, ok, warn
from vastaja.learnt import file_of, fits
from vastaja.settings import Settings


def check_learning(settings: Settings) -> Iterator[Finding]:
    """Yield what is to be said of the learnt model; nothing where learning is off or no database can be asked, which is told elsewhere."""
    if not settings.learning.on or (known := asked(settings, models)) is None:
        return
    used = next((one for one in known if one.in_use), None)
    if used is None:
        yield ok("learning", "the built-in model reads")
        return
    file = file_of(settings, used.digest)
    if used.erased:
        yield warn("learning", f"the model in use, {used.digest[:12]}, has learnt from a case that was forgotten since: run `vastaja learn`, or "
                               "`vastaja learn --undo` where too few cases are left or the new model is refused")  # fmt: skip
    elif not file.exists():
        yield warn("learning", f"the model in use, {used.digest[:12]}, is not in {settings.learning.folder}: the built-in one reads; run `vastaja learn`")
    elif not fits(file):
        yield warn("learning", f"the model in use, {used.digest[:12]}, was learnt with another version of the program: the built-in one reads; run `vastaja learn`")
    else:
        yield ok("learning", f"the model {used.digest[:12]}, learnt from {len(used.case_ids)} cases, reads")
