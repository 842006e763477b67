"""How an invited person comes in: by a one-time code. A wrong code and a code that was never there look alike."""

from bot.lists import show_help
from bot.menu import set_menu_of
from bot.talk import Talk
from bot.tour import show_step
from bot.words import spoken
from casework.people import bind, may_try, wrong_code
from casework.refusals import CodeRefused


async def come_in(talk: Talk, code: str) -> None:
    """Bind this account to the person invited under `code`, greet and set the menu; count a wrong code."""
    if not await talk.look(may_try, talk.user_id):
        await talk.say("wrong_code")
        return
    try:
        talk.staff = await talk.do(bind, talk.user_id, code)
    except CodeRefused:
        await talk.do(wrong_code, talk.user_id)
        await talk.say("wrong_code")
        return
    talk.roles = talk.staff.roles
    talk.language = spoken(talk.staff.language)
    await talk.say("bound", name=talk.staff.name)
    await show_help(talk, "", "")
    await show_step(talk, "")
    await set_menu_of(talk.bot, talk.staff)
