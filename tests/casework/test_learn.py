"""What corrections teach: only masked text of open cases, only what many cases share; an erased case leaves no trace."""

import json

import pytest

from casework.assign import take
from casework.close import close
from casework.correct import change_kind
from casework.desk import Desk
from casework.forget import forget_on_request
from casework.learn import digest_in_use, models, put_in_use, to_learn, undo_learning
from casework.limit import limit
from casework.protect import set_child
from casework.refusals_of_letters import NothingToUndo
from casework.tracks import start_track
from reading.examples import LETTERS
from reading.learning import LEAST_CASES, Corrected, Judged, retrained
from reading.model import KINDS, MEDIA, built_in_model, packed
from reading.outlets import built_in_senders
from reading.page import Page
from rules.kinds import Child, Kind, Outcome
from rules.tracks import TrackKind
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


def test_restricted_limited_childrens_and_whistleblowers_cases_are_never_learnt_from(
    desk: Desk, people: People, post: Post
) -> None:
    kept, restricted, limited, child, whistle = corrected(desk, people, post, 5)

    def restrict(turn: object) -> None:
        turn.case(restricted).restricted = True  # type: ignore[attr-defined]

    desk.do_now(restrict)
    desk.do_now(take, people.mari, limited)
    desk.do_now(limit, people.mari, limited, [])
    desk.do_now(set_child, people.mari, child, Child.CONCERN)
    desk.do_now(set_child, people.mari, child, Child.NONE, "eksitus")
    desk.do_now(start_track, people.mari, whistle, TrackKind.WHISTLEBLOWER)
    ids = desk.look_now(to_learn).case_ids
    assert ids == (desk.look_now(lambda turn: turn.case(kept).id),)


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
BEFORE = Judged(RIGHT, RIGHT, RIGHT, RIGHT)


def wrong(count: int) -> tuple[bool, ...]:
    return (False,) * count + RIGHT[count:]


# fmt: off
LEARNT = (
    (BEFORE,                                   ()),
    (Judged(wrong(1), wrong(4), RIGHT, RIGHT), ()),  # four lost of four: one time in sixteen
    (Judged(RIGHT, wrong(5), RIGHT, RIGHT),    ("among",)),
    (Judged(wrong(9), RIGHT, wrong(5), RIGHT), ("kind", "media")),
    (Judged(RIGHT, RIGHT, RIGHT, wrong(1)),    ("danger",)),  # one danger is enough
)
# fmt: on


@pytest.mark.parametrize(("after", "worse"), LEARNT)
def test_a_loss_within_chance_is_taken_and_a_greater_one_or_a_danger_refused(after: Judged, worse: tuple[str, ...]) -> None:
    assert after.worse_than(BEFORE) == worse


def test_what_is_lost_is_held_against_what_is_won() -> None:
    before = Judged(wrong(7), RIGHT, RIGHT, RIGHT)
    after = Judged((*RIGHT[:94], *(False,) * 6), RIGHT, RIGHT, RIGHT)
    assert after.worse_than(before) == ()


def test_no_personal_data_of_the_letters_stand_in_the_model() -> None:
    model = built_in_model()
    content = packed(model) + b"".join(row.weights for row in model.rows.values())
    labelled = [one["text"] for path in LETTERS.rglob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()
                for one in json.loads(line).get("personal_data", [])]  # fmt: skip
    assert len(labelled) > 200
    assert [one for one in labelled if len(one) > 3 and one.encode() in content] == []
