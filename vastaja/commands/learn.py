"""`vastaja learn`: trains the reading anew on what officials have corrected, and keeps the better of the two."""

import hashlib
from typing import TYPE_CHECKING, Annotated

import typer

from vastaja.commands.options import Config, Failed, Json, WrongUse, settings_of
from vastaja.show import put, put_json, put_table

if TYPE_CHECKING:
    from casework.desk import Desk
    from vastaja.settings import Settings


def add_to(app: typer.Typer) -> None:
    app.command("learn")(learn)


def learn(
    undo: Annotated[bool, typer.Option("--undo", help="Go back to the model used before.")] = False,
    show: Annotated[bool, typer.Option("--list", help="Show the models learnt here.")] = False,
    json: Json = False,
    config: Config = None,
) -> None:
    """Train the reading on corrected cases. A model that reads the held-out letters worse than chance explains is refused."""
    from vastaja.opening import open_desk

    settings = settings_of(config)
    if not (settings.learning.on or undo or show):
        raise WrongUse("learning is off; switch it on with [learning] on = true in vastaja.toml")
    with open_desk(settings) as desk:
        if show:
            _show(desk, json=json)
        elif undo:
            from casework.learn import undo_learning
            from casework.refusals_of_letters import NothingToUndo

            try:
                digest = desk.do_now(undo_learning)
            except NothingToUndo:
                raise Failed("nothing was learnt here: the built-in model reads") from None
            put(f"in use now: {digest[:12] or 'the built-in model'}; a running service takes it up at its next start or SIGHUP")
        else:
            _learn(desk, settings, json=json)


def _learn(desk: "Desk", settings: "Settings", *, json: bool) -> None:
    from casework.learn import put_in_use, to_learn
    from reading.learning import LEAST_CASES, judged, retrained
    from reading.model import built_in_model, packed
    from vastaja.learnt import file_of, model_in_use

    found = desk.look_now(to_learn)
    if len(found.case_ids) < LEAST_CASES:
        raise Failed(f"{len(found.case_ids)} corrected cases may be learnt from; at least {LEAST_CASES} are needed")
    senders = desk.office.senders
    candidate = retrained(found.corrected, senders)
    used, first = model_in_use(desk, settings), built_in_model()
    before, after = judged(used, senders), judged(candidate, senders)
    told = {"cases": len(found.case_ids), "taught": sorted(candidate.taught), "before": before.counts(), "after": after.counts()}
    # Losses within chance must not add up from one learning to the next: the built-in model is a measure each time.
    built_in = before if used is first else judged(first, senders)
    if worse := tuple(dict.fromkeys((*after.worse_than(before), *after.worse_than(built_in)))):
        raise Failed(f"the new model is refused: it reads {', '.join(worse)} worse ({told}); the old one stays in use")
    content = packed(candidate)
    digest = hashlib.sha256(content).hexdigest()
    settings.learning.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file_of(settings, digest).write_bytes(content)
    desk.do_now(put_in_use, digest, found.case_ids, told)
    if json:
        put_json({"digest": digest, **told})
        return
    lines = [f"{name} {was} -> {now}" for (name, was), now in zip(before.counts().items(), after.counts().values(), strict=True) if name != "letters"]
    put(f"learnt from {len(found.case_ids)} cases{''.join(f', {one}' for one in sorted(candidate.taught))}; of {len(after.kind)} held-out letters "
        f"{', '.join(lines)}. A running service takes it up at its next start or SIGHUP.")  # fmt: skip


def _show(desk: "Desk", *, json: bool) -> None:
    from casework.learn import models

    rows = [{"digest": one.digest, "at": one.at.isoformat(), "cases": len(one.case_ids), "in_use": one.in_use,
             "erased": one.erased} for one in desk.look_now(models)]  # fmt: skip
    if json:
        for row in rows:
            put_json(row)
        return
    put_table(["model", "learnt", "cases", "in use", "train anew"],
              [[str(row["digest"])[:12], str(row["at"])[:16], str(row["cases"]), "yes" if row["in_use"] else "",
                "a case was erased" if row["erased"] else ""] for row in rows])  # fmt: skip
