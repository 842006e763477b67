"""`vastaja templates`: the texts of our letters, read as a strict colleague would, listed, and shown with made-up facts."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from vastaja.commands.options import Config, Failed, Json, WrongUse, settings_if_any
from vastaja.show import put, put_json, put_table

app = typer.Typer(help="The texts of our letters: check, list, preview.", no_args_is_help=True, rich_markup_mode=None)


@app.command("check")
def check(json: Json = False, config: Config = None) -> None:
    """Read every template and position for faults, and try the letterhead; exit 1 if there is one."""
    from vastaja.texts import faults_of_texts

    settings = settings_if_any(config)
    faults = faults_of_texts(settings, datetime.now(settings.office.time_zone).date())
    for fault in faults:
        if json:
            put_json({"file": fault.file, "line": fault.line, "sentence": fault.sentence})
        else:
            put(f"{fault.file}:{fault.line}: {fault.sentence}" if fault.line else f"{fault.file}: {fault.sentence}")
    if faults:
        raise Failed(f"{len(faults)} faults in the templates; mend the files that are named")
    if not json:
        put("every template can be used")


@app.command("list")
def list_templates(json: Json = False, config: Config = None) -> None:
    """List the replies: for which kind, in which languages, whose words."""
    from replies.preview import inventory
    from vastaja.office import library_of

    entries = inventory(library_of(settings_if_any(config)))
    if json:
        for one in entries:
            put_json({"reply": one.reply, "kind": one.kind, "languages": [*one.languages], "parts": [*one.parts],
                      "agency": one.agency})  # fmt: skip
        return
    put_table(("reply", "kind", "languages", "parts", "whose"), [
        (one.reply, one.kind or "all", " ".join(one.languages), " ".join(one.parts),
         "the agency's" if one.agency else "built in") for one in entries])  # fmt: skip


@app.command("preview")
def preview(
    reply: Annotated[str, typer.Argument(metavar="REPLY", help="The name of a reply, as `templates list` shows it.")],
    language: Annotated[str, typer.Option(metavar="LANG", help="et, ru, en or de.")] = "et",
    kind: Annotated[str, typer.Option(metavar="KIND", help="As the reply to this kind of letter.")] = "",
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it on the letterhead into this file: .pdf or .docx.")] = None,
    config: Config = None,
) -> None:
    """Print a reply filled with made-up facts, or see it on the letterhead."""
    from replies.faults import BrokenTemplate, MissingFact, NoSuchReply, UnprintableSign
    from replies.preview import on_letterhead
    from replies.preview import preview as filled
    from rules.kinds import Language, UnknownKind, kind_named
    from vastaja.office import library_of

    if to is not None and to.suffix not in (".pdf", ".docx"):
        raise WrongUse("--to names a file that ends in .pdf or .docx")
    settings = settings_if_any(config)
    library, office = library_of(settings), settings.office
    try:
        asked = reply, Language(language), kind_named(kind) if kind else None
        if to is None:
            put(filled(library, *asked))
        else:
            _keep(to, on_letterhead(library, *asked, office.folder / "letterhead", office.time_zone, to.suffix))
    except (NoSuchReply, UnknownKind) as unknown:
        raise WrongUse(f"{unknown}; `vastaja templates list` shows what there is") from None
    except (MissingFact, BrokenTemplate, UnprintableSign) as wrong:
        raise Failed(str(wrong)) from None
    except ValueError:
        raise WrongUse("--language is et, ru, en or de") from None


def _keep(file: Path, octets: bytes) -> None:
    try:
        file.write_bytes(octets)
    except OSError as wrong:
        raise Failed(f"{file}: {wrong.strerror}") from None
    put(f"{file} shows the reply on the letterhead, with made-up facts")
