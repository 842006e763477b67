"""`vastaja staff`: who works here. An invitation is a one-time code for the bot."""

from typing import Annotated

import typer

from vastaja.commands.options import Config, Json, WrongUse, settings_of
from vastaja.show import put, put_json, put_table

app = typer.Typer(help="Who works here: invite, list, remove.", no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The person's name.")]


@app.command("invite")
def invite(
    name: Name,
    role: Annotated[
        list[str],
        typer.Option("--role", metavar="R", help="official, head, press, clerk, auditor or admin; may be given again."),
    ],
    email: Annotated[
        str, typer.Option("--email", metavar="A", help="Where alarms reach this person when the chat does not.")
    ] = "",
    phone: Annotated[str, typer.Option("--phone", metavar="N", help="The phone number that letters give.")] = "",
    json: Json = False,
    config: Config = None,
) -> None:
    """Invite a person, or give one more roles, and print the one-time code for /start."""
    from casework.people import VALID_FOR
    from casework.people import invite as invite_person
    from rules.kinds import Role
    from vastaja.opening import open_desk

    roles = [Role(word) for word in role if word in list(Role)]
    if len(roles) < len(role) or not name.strip():
        raise WrongUse(f"a person has a name, and the roles {', '.join(Role)}")
    with open_desk(settings_of(config)) as desk:
        code = desk.do_now(invite_person, " ".join(name.split()), roles, _mail(email), phone.strip())
    if json:
        put_json({"name": name, "roles": [*roles], "code": code, "valid_days": VALID_FOR.days})
    else:
        put(f"{' '.join(name.split())} writes this to the bot, once, within {VALID_FOR.days} days:\n/start {code}")


@app.command("list")
def list_staff(json: Json = False, config: Config = None) -> None:
    """List the officials, those who have left among them."""
    from casework.people import staff
    from vastaja.opening import open_desk

    with open_desk(settings_of(config)) as desk:
        people = desk.look_now(staff)
    rows = [{"id": one.id, "name": one.name, "roles": sorted(one.roles), "email": one.mail, "language": one.language,
             "bound": one.telegram_id is not None, "active": one.active} for one in people]  # fmt: skip
    if json:
        for row in rows:
            put_json(row)
        return
    put_table(("id", "name", "roles", "email", "in the bot"), [
        (one.id, one.name, " ".join(sorted(one.roles)), one.mail,
         "has left" if not one.active else "yes" if one.telegram_id is not None else "not yet") for one in people])  # fmt: skip


@app.command("remove")
def remove(name: Name, config: Config = None) -> None:
    """End a person's access at once; the cases stay."""
    from casework.people import remove as remove_person
    from vastaja.opening import open_desk

    with open_desk(settings_of(config)) as desk:
        gone = desk.do_now(remove_person, name)
    put(f"{gone.name} has no access any more")


def _mail(address: str) -> str:
    if address and (address.count("@") != 1 or not all(address.strip().split("@")) or len(address.split()) != 1):
        raise WrongUse("--email is one address, such as mari@amet.example")
    return address.strip()
