"""`vastaja staff`: who works here. An invitation is a one-time code for the bot."""

from pathlib import Path
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
    title: Annotated[str, typer.Option("--title", metavar="T", help="The post, as it stands below the name of who signs.")] = "",
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
        code = desk.do_now(invite_person, " ".join(name.split()), roles, _mail(email), phone.strip(), title.strip())
    if json:
        put_json({"name": name, "roles": [*roles], "code": code, "valid_days": VALID_FOR.days})
    else:
        put(f"{' '.join(name.split())} writes this to the bot, once, within {VALID_FOR.days} days:\n/start {code}")


@app.command("list")
def list_staff(json: Json = False, config: Config = None) -> None:
    """List the officials, those who have left among them."""
    from casework.people import staff, with_a_code
    from vastaja.opening import open_desk

    with open_desk(settings_of(config)) as desk:
        people, invited = desk.look_now(staff), desk.look_now(with_a_code)
    rows = [{"id": one.id, "name": one.name, "roles": sorted(one.roles), "email": one.mail, "language": one.language,
             "bound": one.telegram_id is not None, "active": one.active} for one in people]  # fmt: skip
    if json:
        for row in rows:
            put_json(row)
        return
    put_table(("id", "name", "roles", "email", "in the bot"), [
        (one.id, one.name, " ".join(sorted(one.roles)), one.mail,
         "has left" if not one.active else "yes" if one.telegram_id is not None else "not yet" if one.id in invited
         else "no, the code has run out: invite again") for one in people])  # fmt: skip


@app.command("remove")
def remove(name: Name, config: Config = None) -> None:
    """End a person's access at once; the cases stay."""
    from casework.calendar_feed import close_feed
    from casework.people import remove as remove_person
    from vastaja.opening import open_desk

    with open_desk(settings_of(config)) as desk:
        desk.do_now(close_feed, name)
        gone = desk.do_now(remove_person, name)
    put(f"{gone.name} has no access any more")


@app.command("calendar")
def calendar(
    name: Name,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="PATH", help="Write the calendar of today into a file instead.")
    ] = None,
    close: Annotated[bool, typer.Option("--close", help="Let no address open it any more.")] = False,
    config: Config = None,
) -> None:
    """Print a new secret address of a person's due dates for a calendar program; the one before opens nothing any more.

    The calendar holds numbers of cases, kinds and days, and nothing of anybody.
    """
    from casework.calendar_feed import calendar_of, close_feed, open_feed
    from casework.people import find
    from vastaja.opening import open_desk

    settings = settings_of(config)
    with open_desk(settings) as desk:
        if close:
            put(f"nothing opens the calendar of {desk.do_now(close_feed, name).name} any more")
        elif file:
            who = desk.look_now(find, name)
            file.write_bytes(desk.look_now(calendar_of, who.id, who.language).encode())
            put(f"the due dates of {who.name} are in {file}")
        else:
            who, secret = desk.do_now(open_feed, name)
            put(f"{who.name} adds this address to a calendar program; it is as secret as a password:\n"
                f"http://{settings.web.listen}/calendar/{secret}.ics")  # fmt: skip
            put("From outside it is reached by the name of the web server before [web] listen, over TLS.")


def _mail(address: str) -> str:
    if address and (address.count("@") != 1 or not all(address.strip().split("@")) or len(address.split()) != 1):
        raise WrongUse("--email is one address, such as mari@amet.example")
    return address.strip()
