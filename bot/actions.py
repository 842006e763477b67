"""Which command and which button does what."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot import (
    asking,
    away,
    by_hand,
    campaigns,
    case_letters,
    changes,
    clock_letters,
    drafting,
    duties,
    editing,
    figures,
    inputs,
    lists,
    matters,
    notices,
    offers,
    overrule,
    papers,
    pen,
    positions,
    press,
    press_statement,
    questions,
    register,
    search,
    sending,
    team_notes,
    tracks,
    unsettled,
)
from bot.pen import Read
from bot.purpose import say_purpose
from bot.talk import Talk

Action = Callable[[Talk, str, str], Awaitable[None]]  # the talk, the reference or "", the further words


def actions(read: Read) -> Mapping[str, Action]:
    """Return what is done for each command and button of staff. `read` reads a held letter once more."""
    form = by_hand.ByHandForm(read)
    # fmt: off
    table: dict[str, Action] = {
        "uued": lists.show_new,         "minu": lists.show_mine,         "tahtajad": lists.show_due,
        "abi": lists.show_help,         "start": lists.show_help,        "seis": lists.show_counts,
        "vaata": matters.show,          "votan": matters.take_case,      "maara": matters.give,
        "piira": matters.only,          "withdraw": matters.step_back,
        "liik": matters.call_kind,      "keel": matters.call_language,   "paranda": overrule.correct,
        "sulge": matters.end,
        "reopen": matters.open_again,   "ack": matters.acknowledge,      "miks": matters.explain,
        "kiri": papers.read_letter,     "mustand": drafting.draft,  "submit": papers.submit,
        "read_draft": papers.read_draft,
        "docx": editing.hand_out_docx,  "pdf": editing.hand_out_pdf,     "changes": changes.show_difference,
        "paras": editing.show_paragraphs, "para": editing.ask_paragraph, "tracked": editing.decide_tracked,
        "kinnita": papers.approve_letter, "tagasi": papers.return_letter,
        "saada": sending.send_letter,   "undo": papers.undo,
        "sign": sending.hand_out_to_sign, "seal": sending.hand_out_to_seal,
        "pikenda": clock_letters.extend_term, "tapsusta": clock_letters.ask_citizen, "edasta": clock_letters.forward_letter,
        "laps": tracks.child,           "meedia": press.media,
        "ootel": partial(pen.wait_for_person, read), "settle": unsettled.settle,
        "receipts": pen.decide_receipts,
        "katkesta": asking.leave_all,   "puhkus": away.away,
        "teata": notices.notify,        "read_referral": notices.read,
        "jaga": partial(case_letters.split_off, read), "yhenda": case_letters.join, "aadress": case_letters.choose_address,
        "sisend": inputs.contribution,  "otsi": search.find, "offers": offers.show_offers, "campaign": campaigns.campaign,
        "seisukoht": positions.position, "question": questions.tick_question, "fact": questions.fact,
        "viit": register.number,         "registrileht": register.entry,  "ak": register.access,
        "kontakt": press.contact,        "avaldus": press_statement.statement,
        "aruanne": figures.report,
        "registreeri": form.begin,      by_hand.FORM: form.press,        "margi": team_notes.note,        "seo": team_notes.link_cases,
        "rada": duties.track,           "valesaaja": duties.wrong_recipient, "pass_on": duties.pass_on,
        "reasons": matters.show_reasons, "excerpts": search.show_excerpts,
    }
    # fmt: on
    return {**table, "purpose": partial(say_purpose, table)}
