"""`vastaja forget` and `vastaja subject`: what is kept no longer, with a person's yes; and what is kept of one person."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vastaja.commands.options import Config, Failed, Json, WrongUse, settings_of
from vastaja.show import put, put_json, put_table

if TYPE_CHECKING:
    from casework.desk import Desk
    from casework.forget import Due
    from storage.originals import Originals


def add_to(app: typer.Typer) -> None:
    app.command("forget")(forget)
    app.command("subject")(subject)


def forget(
    ref: Annotated[str, typer.Argument(metavar="[REF]", help="One case, on request.")] = "",
    due: Annotated[bool, typer.Option("--due", help="All closed cases whose retention has ended.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="A person has seen the list: forget them.")] = False,
    hold: Annotated[bool, typer.Option("--hold", help="Keep the case whatever its retention.")] = False,
    release: Annotated[bool, typer.Option("--release", help="End such a hold.")] = False,
    again: Annotated[
        Path | None, typer.Option("--again", metavar="FILE", help="After a restore: what this exported history says was forgotten.")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="The reason, without personal data.")] = "",
    json: Json = False,
    config: Config = None,
) -> None:
    """List what may be forgotten, and, after a person's yes, forget it: letters, drafts, names. Figures and history stay."""
    from casework.forget import hold_case, release_case
    from vastaja.opening import open_desk, originals_of

    if [due, bool(ref), again is not None].count(True) != 1 or (hold and release):
        raise WrongUse("name one case, or write --due, or --again; --hold and --release take a case")
    settings = settings_of(config)
    with open_desk(settings) as desk:
        originals = originals_of(settings)
        if due:
            _forget_due(desk, originals, yes=yes, json=json)
        elif again:
            _forget_again(desk, originals, again, yes=yes)
        elif hold:
            desk.do_now(hold_case, ref, why)
            put(f"{ref} is held")
        elif release:
            desk.do_now(release_case, ref)
            put(f"{ref} is held no more")
        else:
            _forget_one(desk, originals, ref, why, yes=yes, json=json)


def _forget_one(desk: "Desk", originals: "Originals", ref: str, why: str, *, yes: bool, json: bool) -> None:
    """Say in which other cases words of this one may stand, and forget it. Raises Failed without a person's yes."""
    from casework.forget import forget_on_request
    from casework.near_copies import copies_elsewhere

    elsewhere = desk.look_now(copies_elsewhere, ref)
    for one in elsewhere if json else ():
        put_json({"elsewhere": one.ref, "why": [*one.why]})
    if elsewhere and not json:
        put("words of it may stand in other cases too; each is looked at and forgotten by itself:")
        put_table(("ref", "has of it"), [(one.ref, ", ".join(one.why)) for one in elsewhere])
    if not (yes or _confirmed(f"Forget {ref} for good?")):
        raise Failed("nothing was forgotten: add --yes")
    desk.do_now(forget_on_request, ref, why)
    delete_files(desk, originals)
    put(f"{ref} is forgotten; copies made earlier still hold it", sys.stderr if json else sys.stdout)


def _forget_again(desk: "Desk", originals: "Originals", history: Path, *, yes: bool) -> None:
    """Forget what was forgotten after the copy from which this database was restored."""
    from json import JSONDecodeError

    from casework.forget_again import forget_again
    from vastaja.verify import exported_lines

    if not (yes or _confirmed("Forget again what this history says was forgotten?")):
        raise Failed("nothing was forgotten: add --yes")
    try:
        done = desk.do_now(forget_again, exported_lines(history))
    except (JSONDecodeError, KeyError, TypeError):
        raise Failed(f"{history}: is no history that `vastaja db verify --export` wrote") from None
    delete_files(desk, originals)
    put(f"{len(done.refs)} cases are forgotten again" + (f": {', '.join(done.refs)}" if done.refs else ""))
    if done.left:
        raise Failed(f"{', '.join(done.left)}: open here, with something under way; close them, then forget them again")


def _forget_due(desk: "Desk", originals: "Originals", *, yes: bool, json: bool) -> None:
    from casework.forget import due_to_go, forget_due
    from casework.forget_letters import forget_letters, letters_due

    delete_files(desk, originals)  # what an earlier run could not finish
    found, letters = desk.look_now(due_to_go), desk.look_now(letters_due)
    _show(found, json=json)
    if letters.ids:
        put(f"{len(letters.ids)} messages that became no case came before {letters.before}", sys.stderr)
    if not (found or letters.ids) or not (yes or _confirmed(f"Forget these {len(found)} cases and {len(letters.ids)} messages for good?")):
        put("nothing was forgotten" + ("; add --yes when a person has seen the list" if found or letters.ids else ""), sys.stderr)
        return
    count, others = desk.do_now(forget_due, [one.ref for one in found]), desk.do_now(forget_letters)
    delete_files(desk, originals)
    put(f"{count} cases and {others} messages of no case are forgotten; their figures and history stay. Older copies still hold them.", sys.stderr)


def _show(found: "list[Due]", *, json: bool) -> None:
    for one in found if json else ():
        put_json({"ref": one.ref, "kind": one.kind, "ended": f"{one.ended}", "kept_until": f"{one.kept_until}"})
    if not json and found:
        put_table(
            ("ref", "kind", "ended", "kept until"), [(one.ref, one.kind, one.ended, one.kept_until) for one in found]
        )


def delete_files(desk: "Desk", originals: "Originals") -> None:
    """Delete the originals that were forgotten; a file that is gone already is no trouble."""
    from casework.forget import files_deleted, files_to_delete

    digests = desk.look_now(files_to_delete)
    for digest in digests:
        originals.delete(digest)
    if digests:
        desk.do_now(files_deleted, digests)


def _confirmed(question: str) -> bool:
    return sys.stdin.isatty() and typer.confirm(question)


def subject(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="The person's mail address.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A new folder for the copy.")],
    config: Config = None,
) -> None:
    """Copy what is kept of one person (GDPR art. 15): cases, letters, answers, as JSON and original files, for a person to check."""
    from casework.subject import data_of
    from vastaja.opening import open_desk, originals_of
    from vastaja.show import json_line

    settings = settings_of(config)
    with open_desk(settings) as desk:
        found = desk.do_now(data_of, address)
        if not found.cases:
            raise Failed("nothing is kept of this address")
        out.mkdir(mode=0o700, parents=True)
        with (out / "cases.jsonl").open("x", encoding="utf-8") as file:
            file.writelines(f"{json_line(one)}\n" for one in found.cases)
        for digest in found.originals:
            (out / f"{digest}.eml").write_bytes(originals_of(settings).read(digest))
    put(f"{len(found.cases)} cases and {len(found.originals)} letters copied to {out}; "
        "other people's data in them is to be covered before it is handed over")  # fmt: skip
