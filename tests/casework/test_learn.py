"""What corrections teach: only masked text of open cases, only what many cases share; an erased case leaves no trace."""

import json
from dataclasses import fields, replace

import pytest

from bot.proof import sign_names
from casework.assign import take
from casework.close import close
from casework.content import why
from casework.correct import change_kind
from casework.desk import Desk
from casework.forget import forget_on_request
from casework.learn import digest_in_use, models, put_in_use, to_learn, undo_learning
from casework.limit import limit
from casework.merge import merge
from casework.notify import begin_referral
from casework.overrule import change_offence, change_reply, change_topic
from casework.protect import record_done, set_child
from casework.refusals_of_letters import NothingToUndo
from casework.tracks import start_track
from casework.turn import Turn
from reading.examples import LETTERS, held_out_letters
from reading.learning import LEAST_CASES, Corrected, Judged, judged, retrained
from reading.model import KINDS, MEDIA, OFFENCE, Taught, built_in_model, packed
from reading.outlets import built_in_senders
from reading.page import Page
from rules.kinds import Child, Kind, Language, Outcome
from rules.tracks import ChildDone, TrackKind
from tests.casework.conftest import Post
from tests.house import People

TEXT = "Palun selgitage, kes maksab asenduskodu eest. Minu poeg Oskar elab seal. Helistage 5300 0118."


def corrected(desk: Desk, people: People, post: Post, count: int = 1) -> list[str]:
    refs = [post(TEXT, subject="Oskar Kask", message_id=f"<l{number}@post.example>")[1] for number in range(count)]
    for ref in refs:
        desk.do_now(change_kind, people.mari, ref, Kind.MEMORANDUM)
    return refs


def test_only_masked_text_is_learnt_from(desk: Desk, people: People, post: Post) -> None:
    corrected(desk, people, post)
    (one,) = desk.look_now(to_learn).corrected
    seen = f"{one.page.sender} {one.page.sender_name} {one.page.subject} {one.page.text} {one.page.body}"
    assert not any(word in seen for word in ("Oskar", "Kask", "Kadri", "kadri", "5300"))
    assert one.answers["kind margukiri"] is True


def test_each_correction_is_said_as_the_case_now_stands(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(TEXT)
    desk.do_now(change_topic, people.mari, ref, "pension")
    desk.do_now(change_topic, people.mari, ref, "toetused")
    desk.do_now(change_reply, people.mari, ref, False)
    desk.do_now(change_offence, people.mari, ref, True)
    (one,) = desk.look_now(to_learn).corrected
    assert (one.answers, one.said) == ({}, {"topic": "toetused", "reply": "False", "offence": "True"})


def test_no_mark_of_the_masking_is_learnt_as_a_word(desk: Desk, people: People, post: Post) -> None:
    corrected(desk, people, post)
    (one,) = desk.look_now(to_learn).corrected
    assert "[" not in one.page.subject + one.page.text


def test_restricted_limited_childrens_and_whistleblowers_cases_are_never_learnt_from(
    desk: Desk, people: People, post: Post
) -> None:
    kept, restricted, limited, child, whistle = corrected(desk, people, post, 5)
    for ref in (restricted, limited, child, whistle):
        desk.do_now(change_topic, people.mari, ref, "toetused")
        desk.do_now(change_reply, people.mari, ref, False)
        desk.do_now(change_offence, people.mari, ref, True)

    def restrict(turn: Turn) -> None:
        turn.case(restricted).restricted = True

    desk.do_now(restrict)
    desk.do_now(take, people.mari, limited)
    desk.do_now(limit, people.mari, limited, [])
    desk.do_now(set_child, people.mari, child, Child.CONCERN)
    desk.do_now(start_track, people.mari, whistle, TrackKind.WHISTLEBLOWER)
    ids = desk.look_now(to_learn).case_ids
    assert ids == (desk.look_now(lambda turn: turn.case(kept).id),)


def false_alarm(desk: Desk, people: People, post: Post, number: int, level: Child = Child.CONCERN) -> str:
    """Post a letter, put it on a child's track, and have an official say that no child is in need."""
    _, ref = post(TEXT, message_id=f"<a{number}@post.example>")
    desk.do_now(set_child, people.mari, ref, level)
    desk.do_now(set_child, people.mari, ref, Child.NONE, "kirjas ei ole last")
    return ref


def test_a_need_that_an_official_called_a_false_alarm_is_an_ordinary_case_again(desk: Desk, people: People, post: Post) -> None:
    false_alarm(desk, people, post, 1)
    (one,) = desk.look_now(to_learn).corrected
    assert one.said == {"child": "none"}


def test_a_false_alarm_that_was_a_danger_once_told_on_restricted_or_raised_again_is_never_learnt_from(
    desk: Desk, people: People, post: Post
) -> None:
    danger, lowered, told, restricted, whistle, again, done = [
        false_alarm(desk, people, post, number, Child.DANGER if number == 0 else Child.CONCERN) for number in range(7)]  # fmt: skip
    for level, reason in ((Child.DANGER, ""), (Child.CONCERN, ""), (Child.NONE, "eksitus")):
        desk.do_now(set_child, people.mari, lowered, level, reason)
    desk.do_now(set_child, people.mari, told, Child.CONCERN)
    desk.do_now(begin_referral, people.mari, told, "Kivila vald")
    desk.do_now(set_child, people.mari, told, Child.NONE, "eksitus")

    def restrict(turn: Turn) -> None:
        turn.case(restricted).restricted = True

    desk.do_now(restrict)
    desk.do_now(start_track, people.mari, whistle, TrackKind.WHISTLEBLOWER)
    for ref in (again, done):
        desk.do_now(set_child, people.mari, ref, Child.CONCERN)
    desk.do_now(record_done, people.mari, done, "lasteabi 116 111", ChildDone.HELPLINE)
    assert danger
    assert desk.look_now(to_learn).case_ids == ()


def test_a_case_that_was_joined_to_another_is_not_learnt_from(desk: Desk, people: People, post: Post) -> None:
    kept, other = corrected(desk, people, post, 2)
    desk.do_now(take, people.mari, kept)
    desk.do_now(take, people.mari, other)
    desk.do_now(merge, people.mari, kept, other)
    assert desk.look_now(to_learn).case_ids == (desk.look_now(lambda turn: turn.case(kept).id),)


def test_an_erased_case_is_learnt_from_no_more_and_its_models_are_marked(desk: Desk, people: People, post: Post) -> None:
    gone, kept = corrected(desk, people, post, 2)
    ids = desk.look_now(to_learn).case_ids
    desk.do_now(put_in_use, "d1", ids, {})
    desk.do_now(take, people.mari, gone)
    desk.do_now(close, people.mari, gone, Outcome.NOTED)
    desk.do_now(forget_on_request, gone, "isik palus")
    (model,) = desk.look_now(models)
    assert model.erased
    assert model.case_ids == [desk.look_now(lambda turn: turn.case(kept).id)]
    assert desk.look_now(to_learn).case_ids == tuple(model.case_ids)


def test_a_model_is_undone_to_the_one_before_it_and_at_last_to_the_built_in_one(desk: Desk) -> None:
    for digest in ("d1", "d2"):
        desk.do_now(put_in_use, digest, (), {})
    assert desk.look_now(digest_in_use) == "d2"
    assert desk.do_now(undo_learning) == "d1"
    assert desk.do_now(undo_learning) == ""
    assert desk.look_now(digest_in_use) == ""
    with pytest.raises(NothingToUndo):
        desk.do_now(undo_learning)


def lesson(text: str, kind: Kind) -> Corrected:
    return Corrected(Page(text=text, body=text), {question: question == f"kind {kind}" for question in KINDS})


def test_what_fewer_than_five_cases_share_is_dropped() -> None:
    senders, built_in = built_in_senders(()), built_in_model()
    few = [lesson("zyxwvut qponmlk jihgfed", Kind.CHALLENGE)] * (LEAST_CASES - 1)
    assert packed(retrained(few, senders)) == packed(built_in)
    assert retrained([], senders) is built_in


def test_five_cases_teach_and_neither_danger_nor_offence_is_touched() -> None:
    senders, built_in = built_in_senders(()), built_in_model()
    learnt = retrained([lesson("zyxwvut qponmlk jihgfed", Kind.CHALLENGE)] * LEAST_CASES, senders)
    changed = {question for question in built_in.rows if learnt.rows[question] != built_in.rows[question]}
    assert "kind vaie" in changed
    assert not changed & {"danger", "concern", "offence", MEDIA}


RIGHT = (True,) * 100
BEFORE = Judged(**{one.name: RIGHT for one in fields(Judged)})


def wrong(count: int) -> tuple[bool, ...]:
    return (False,) * count + RIGHT[count:]


# fmt: off
LEARNT = (
    ({},                                     ()),
    ({"kind": wrong(1), "among": wrong(4)},  ()),  # four lost of four: one time in sixteen
    ({"among": wrong(5)},                    ("among",)),
    ({"kind": wrong(9), "media": wrong(5)},  ("kind", "media")),
    ({"offence": wrong(4)},                  ()),
    ({"offence": wrong(5)},                  ("offence",)),
    ({"reply": wrong(5), "topic": wrong(5)}, ("reply", "topic")),
    ({"need": wrong(1)},                     ("need",)),  # one child in need is enough
    ({"danger": wrong(1)},                   ("danger",)),  # one danger is enough
)
# fmt: on


@pytest.mark.parametrize(("changed", "worse"), LEARNT)
def test_a_loss_within_chance_is_taken_and_a_greater_one_a_need_or_a_danger_refused(
    changed: dict[str, tuple[bool, ...]], worse: tuple[str, ...]
) -> None:
    assert replace(BEFORE, **changed).worse_than(BEFORE) == worse


def test_every_question_that_is_judged_is_guarded() -> None:
    assert {one.name for one in fields(Judged)} == {name for changed, _ in LEARNT for name in changed}


def test_what_is_lost_is_held_against_what_is_won() -> None:
    before = replace(BEFORE, kind=wrong(7))
    assert replace(BEFORE, kind=(*RIGHT[:94], *(False,) * 6)).worse_than(before) == ()


def test_a_model_taught_to_see_no_need_no_offence_and_one_topic_is_refused() -> None:
    taught = {name: Taught({}, 99.0) for name in ("child none", "offence False", "reply False", "topic pension")}
    senders, built_in = built_in_senders(()), built_in_model()
    asked = held_out_letters()
    worse = judged(replace(built_in, taught=taught), senders, asked).worse_than(judged(built_in, senders, asked))
    assert {"offence", "reply", "topic"} <= set(worse)
    assert "danger" not in worse


def test_no_personal_data_of_the_letters_stand_in_the_model() -> None:
    model = built_in_model()
    content = packed(model) + b"".join(row.weights for row in model.rows.values())
    labelled = [one["text"] for path in LETTERS.rglob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()
                for one in json.loads(line).get("personal_data", [])]  # fmt: skip
    assert len(labelled) > 200
    assert [one for one in labelled if len(one) > 3 and one.encode() in content] == []


def test_a_case_is_filed_as_corrections_have_taught_and_miks_says_why(
    desk: Desk, people: People, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    built_in = built_in_model()
    taught = {name: Taught({}, 99.0) for name in ("topic pension", "offence False")}
    monkeypatch.setattr("reading.model._used", [replace(built_in, taught=taught, limits={**built_in.limits, OFFENCE: -99.0})])
    _, ref = post("Palun selgitage, millal kohalik rong peatub ja kust saab sõiduplaani.")
    case, told = desk.look_now(lambda turn: (turn.case(ref), sign_names(why(turn, ref), Language.ESTONIAN)))
    assert (case.topic, case.offence) == ("pension", False)
    assert "sarnaneb kirjadega, mille ametnik parandas" in told
    assert "sarnaneb kirjadega, kus see märk oli ametniku sõnul vale" in told
