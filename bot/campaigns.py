"""One answer to many letters in the chat: begun from a draft, approved once, sent, the rest tried again."""

from collections.abc import Callable

from telegram import Document, InlineKeyboardMarkup

from bot.buttons import Press, keyboard
from bot.content import offer_link, point_to_private, show_content
from bot.names import plain
from bot.post import post_file, repaint
from bot.said import first_word
from bot.talk import Talk
from bot.text import Html
from bot.words import has, say
from casework.campaign_signing import pdfs_to_sign, take_signed_letters
from casework.campaigns import (
    APPROVED,
    DRAFTED,
    QUEUED,
    REFUSED,
    SENT,
    WAITS,
    CampaignView,
    approve_some,
    ask_for_campaign,
    begin_campaign,
    campaign_of,
    draft_some,
    open_campaign,
    send_some,
    try_again,
)
from casework.chat_messages import Shown, remember
from casework.content import draft
from casework.refusals_of_letters import ContainerRefused
from casework.reveal import delete_later
from casework.signed import LARGEST
from casework.views import card

CAMPAIGN = ("kampaania", "campaign", "кампания")
SHOWN = 12  # letters of the table that a message names
PREFIX = 12  # signs of the manifest in a button
SIGN_ALL = "to_sign_all"  # the archive that comes back as signed containers


async def campaign(talk: Talk, ref: str, words: str) -> None:
    """Answer `/mustand REF kampaania [step]` and the buttons of a campaign."""
    step, manifest = first_word(words)
    match plain(step):
        case "ava" | "open" | "открыть":
            await _open(talk, ref)
        case "kinnita" | "approve":
            await _approve(talk, ref, manifest)
        case "saada" | "send":
            await _run(talk, ref, send_some, APPROVED)
        case "allkirjasta" | "sign":
            await _hand_out(talk, ref)
        case "uuesti" | "again":
            found = await talk.do(try_again, (await talk.look(campaign_of, ref)).id)
            await _go_on(talk, found, draft_some, WAITS)
        case "kooskolasta" | "submit":
            told = await talk.act(ask_for_campaign, ref)
            await talk.toast("submitted" if told else "nobody_approves", alert=not told, count=told)
        case "seis" | "status":
            await _show(talk, await talk.look(campaign_of, ref))
        case _:
            found = await talk.act(begin_campaign, ref)
            await _go_on(talk, found, draft_some, WAITS)


async def _run(talk: Talk, ref: str, verb: Callable[..., CampaignView], waiting: str) -> None:
    """Do a step for group after group of letters: the first is what this update does, the others follow it."""
    found = await talk.look(campaign_of, ref)
    found = await talk.do(verb, talk.me, found.id)
    await _go_on(talk, found, verb, waiting)


async def _go_on(talk: Talk, found: CampaignView, verb: Callable[..., CampaignView], waiting: str) -> None:
    left = found.count(waiting)
    while left:
        found = await talk.desk.do(verb, talk.me, found.id)
        if found.count(waiting) >= left:
            break
        left = found.count(waiting)
    await _show(talk, found)


async def _open(talk: Talk, ref: str) -> None:
    """Show the text and every letter's hash to one who approves; each letter is on record as opened by this person."""
    found = await talk.look(campaign_of, ref)
    if not talk.shows_content:
        await _lead_elsewhere(talk, found.ref)
        return
    found = await talk.do(open_campaign, talk.me, found.id)
    root, shown = await talk.look(card, found.ref), await talk.look(draft, found.ref)
    letters = "\n".join(f"{line.ref}  {line.hash[:PREFIX]}" for line in found.lines if line.hash)
    approve = Press("campaign", root.id, 0, f"kinnita {found.manifest[:PREFIX]}")
    buttons = keyboard([[talk.where.button("button.campaign_approve", approve, count=found.count(DRAFTED))]])
    await show_content(
        talk, root, say(talk.language, "campaign.open", ref=found.ref, count=len(found.lines), manifest=found.manifest[:PREFIX]),
        f"{shown.subject}\n\n{shown.text}\n\n———\n{letters}", keyboard=buttons, name="-kampaania")  # fmt: skip
    await talk.answer_press()


async def _hand_out(talk: Talk, ref: str) -> None:
    """Send the approved PDFs in one archive; answers to it with the signed containers take their places."""
    found = await talk.look(campaign_of, ref)
    if not talk.shows_content:
        await _lead_elsewhere(talk, found.ref)
        return
    file = await talk.act(pdfs_to_sign, found.ref)
    how = say(talk.language, "campaign.sign_how", ref=found.ref, count=file.version)
    message_id = await post_file(talk.bot, talk.chat_id, file.name, file.octets, how, None, thread=talk.thread, protect=False)
    await talk.desk.do(remember, talk.chat_id, message_id, found.case_id, SIGN_ALL)
    await talk.desk.do(delete_later, talk.chat_id, [message_id])
    await talk.answer_press()


async def _lead_elsewhere(talk: Talk, ref: str) -> None:
    """Lead to where a campaign's letters may be seen: from a group to the private chat, from there to the page."""
    if talk.private:
        await offer_link(talk, "campaign", ref)
    else:
        await point_to_private(talk, "mustand", ref, "campaign.in_private")


async def take_containers(talk: Talk, shown: Shown, document: Document) -> None:
    """Take signed containers back, one or an archive of them, and show what still waits."""
    if (document.file_size or 0) > LARGEST:
        raise ContainerRefused(why="too_large", name="")
    octets, name = bytes(await (await document.get_file()).download_as_bytearray()), document.file_name or ""
    bundle = await talk.act(take_signed_letters, shown.ref, name, octets)
    told = [say(talk.language, "campaign.signed", count=bundle.taken)]
    told += [say(talk.language, "campaign.not_signed", name=file, why=say(talk.language, f"container.{why}"), who=who)
             for file, why, who in bundle.refused[:SHOWN]]  # fmt: skip
    await talk.send("\n".join([*told, "", campaign_text(talk, bundle.campaign)]), _buttons(talk, bundle.campaign))


async def _approve(talk: Talk, ref: str, manifest: str) -> None:
    found = await talk.look(campaign_of, ref)
    found = await talk.do(approve_some, talk.me, found.id, manifest.strip())
    left = found.count(DRAFTED)
    while left:
        found = await talk.desk.do(approve_some, talk.me, found.id, manifest.strip())
        if found.count(DRAFTED) >= left:
            break
        left = found.count(DRAFTED)
    await _show(talk, found)


async def _show(talk: Talk, found: CampaignView) -> None:
    text, buttons = campaign_text(talk, found), _buttons(talk, found)
    if talk.pressed and not talk.private:
        await repaint(talk.bot, talk.chat_id, talk.message_id, text, buttons)
    else:
        await talk.send(text, buttons)
    await talk.answer_press()


def campaign_text(talk: Talk, found: CampaignView) -> str:
    """Return the outcome table: how many of how many, then the letters that were left out and why."""
    head = say(talk.language, "campaign.head", ref=found.ref, sent=found.count(SENT), total=len(found.lines))
    counts = {QUEUED: found.count(QUEUED), APPROVED: found.count(APPROVED), "unsigned": found.unsigned,
              **{state: found.count(state) for state in (DRAFTED, WAITS, REFUSED)}}  # fmt: skip
    states = [say(talk.language, f"campaign.{state}", count=count) for state, count in counts.items() if count]
    left_out = [f"<b>{line.ref}</b>: {_why(talk, line.why)}" for line in found.lines if line.state == REFUSED]
    more = [say(talk.language, "digest.more", count=len(left_out) - SHOWN)] if len(left_out) > SHOWN else []
    return "\n".join([head, " · ".join(states), *left_out[:SHOWN], *more])


def _why(talk: Talk, name: str) -> Html:
    return say(talk.language, key) if has(key := f"campaign.why.{name}") else say(talk.language, "campaign.why.other")


def _buttons(talk: Talk, found: CampaignView) -> InlineKeyboardMarkup | None:
    def button(key: str, step: str, **facts: object) -> object:
        return talk.where.button(key, Press("campaign", found.case_id, 0, step), **facts)

    rows = []
    if count := found.count(DRAFTED):
        rows.append([button("button.campaign_submit", "kooskolasta"), button("button.campaign_open", "ava", count=count)])
    if found.unsigned:
        rows.append([button("button.campaign_sign", "allkirjasta", count=found.unsigned)])
    if count := found.count(APPROVED) - found.unsigned:
        rows.append([button("button.campaign_send", "saada", count=count)])
    if count := found.count(REFUSED):
        rows.append([button("button.campaign_again", "uuesti", count=count)])
    return keyboard(rows)  # type: ignore[arg-type]
