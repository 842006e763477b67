"""An erasure beside its case: what the index learnt goes with it, and where else its words may stand is told, not guessed away."""

from datetime import timedelta
from pathlib import Path

from sqlmodel import col, select

from casework.assign import take
from casework.desk import Desk
from casework.draft import draft_answer
from casework.forget import files_to_delete, forget_due, forget_on_request
from casework.forget_again import forget_again
from casework.forget_letters import forget_letters, letters_due
from casework.near_copies import Why, copies_elsewhere
from casework.put_back import put_away
from casework.turn import Turn
from rules.kinds import Outcome
from rules.life import State
from rules.records import Filed
from storage import word_counts
from storage.chat_tables import CaseLink, Conversation
from storage.originals import Originals
from storage.paper_tables import HandOver
from storage.search_tables import SEARCH
from storage.tables import Case, Event, Letter, Original
from tests.casework.conftest import Post
from tests.house import HandClock, People
from tests.indexed import index
from vastaja.verify import export_events, verify

WORDS = "Minu naaber Karl Kask sai Kivila hooldekodult arve, milles on tasu kahe kuu eest. Palun selgitage, kes kontrollib hooldekodu arveid ja kuidas saab arvet vaidlustada."
RARE = "kask"


def closed(desk: Desk, *refs: str) -> None:
    def close(turn: Turn) -> None:
        for ref in refs:
            case = turn.case(ref)
            case.state, case.closed_at = State.CLOSED, turn.now

    desk.do_now(close)


def changed(desk: Desk, ref: str, **values: object) -> None:
    """Change the first letter of a case behind the house's back."""

    def change(turn: Turn) -> None:
        letter = turn.session.exec(select(Letter).where(Letter.case_id == turn.case(ref).id).order_by(col(Letter.id))).first()
        for name, value in values.items():
            setattr(letter, name, value)

    desk.do_now(change)


def traces(desk: Desk, ref: str) -> list[str]:
    """Return the tables of the index that hold a row of this case."""

    def look(turn: Turn) -> list[str]:
        case_id = turn.case(ref).id
        return [name for name, table in SEARCH.tables.items()
                if "case_id" in table.c and turn.session.execute(select(table).where(table.c.case_id == case_id)).first()]  # fmt: skip

    return sorted(desk.look_now(look))


def counted(desk: Desk, *words: str) -> list[int]:
    return [*desk.look_now(lambda turn: word_counts.counts(turn.session, words)[0]).values()]


def test_other_cases_in_which_words_of_one_may_stand_are_named_with_the_reason(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(WORDS)
    _, own = post("Palun selgitage ka toetust.", message_id="<2@post.example>", subject="Toetus")
    others = [post(text, message_id=f"<{number}@x.example>", sender=f"Kirjutaja <k{number}@x.example>")[1]
              for number, text in enumerate((WORDS + " Olen teine naaber.", "Tsiteerin teie vastust.", "Seotud asi.", "Võõras asi hoopis."))]  # fmt: skip
    alike, answer, linked, strange = others
    index(desk)
    message_id = desk.look_now(lambda turn: turn.session.exec(select(Letter.message_id).where(Letter.case_id == turn.case(ref).id)).first())
    changed(desk, answer, references=f"<0@x.example> {message_id}")
    desk.do_now(lambda turn: turn.session.add(CaseLink(case_id=turn.case(ref).id, other_id=turn.case(linked).id, by_id=people.mari.id, at=turn.now)))
    found = {one.ref: one.why for one in desk.look_now(copies_elsewhere, ref)}
    assert found == {own: (Why.WRITER,), alike: (Why.ALIKE,), answer: (Why.QUOTED,), linked: (Why.JOINED,)}
    assert strange not in found
    closed(desk, ref, alike)
    desk.do_now(forget_on_request, alike, "taotlus")
    assert alike not in {one.ref for one in desk.look_now(copies_elsewhere, ref)}  # nothing stands there any more
    desk.do_now(forget_on_request, ref, "taotlus")
    noted = desk.look_now(lambda turn: turn.session.exec(select(Event.note).where(Event.case_id == turn.case(ref).id, Event.what == "erased")).one())
    assert noted == f"request: taotlus; beside it {own} {answer} {linked}"
    assert desk.look_now(turn_text, answer) == "Tsiteerin teie vastust."


def turn_text(turn: Turn, ref: str) -> str:
    return turn.session.exec(select(Letter.text).where(Letter.case_id == turn.case(ref).id, Letter.incoming)).one().strip()


def test_what_the_index_learnt_of_a_case_goes_in_the_same_turn(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(WORDS)
    _, other = post("Kes maksab Kivila hooldekodu eest? Palun selgitage.", message_id="<2@x.example>", sender="jaan@x.example", subject="Tasu")
    index(desk)
    assert {"searchtext", "sketch"} <= set(traces(desk, ref))
    before = counted(desk, "selgitama", RARE, "hooldekodu")
    assert before[1] == 1
    desk.do_now(lambda turn: turn.session.add(Conversation(telegram_id=7, what="asked", ref=ref, facts={"x": WORDS}, began=turn.now, touched=turn.now)))
    closed(desk, ref)
    desk.do_now(forget_on_request, ref, "taotlus")
    assert traces(desk, ref) == []
    assert counted(desk, "selgitama", RARE, "hooldekodu") == [max(one - 1, 0) for one in before]
    assert desk.look_now(lambda turn: turn.session.exec(select(Conversation)).all()) == []
    index(desk)  # the emptied letter waits for the index, and has nothing to say
    assert counted(desk, "selgitama", RARE, "hooldekodu") == [max(one - 1, 0) for one in before]
    assert "searchtext" in traces(desk, other)


def test_a_file_that_a_kept_case_stands_on_is_not_deleted_with_another(desk: Desk, people: People, post: Post) -> None:
    """The address label of two letters to one person is one file."""
    refs = [post(f"Palun selgitage küsimust {number}.", message_id=f"<{number}@x.example>", subject=f"Asi {number}")[1] for number in (1, 2)]

    def label(turn: Turn) -> None:
        turn.session.add(Original(digest="a" * 64, size=1, at=turn.now))
        for ref in refs:
            turn.session.add(HandOver(case_id=turn.case(ref).id or 0, way="post", label_pdf="a" * 64, prepared_by_id=people.mari.id, prepared_at=turn.now))

    desk.do_now(label)
    closed(desk, *refs)
    desk.do_now(forget_on_request, refs[0], "taotlus")
    assert "a" * 64 not in desk.look_now(files_to_delete)
    desk.do_now(forget_on_request, refs[1], "taotlus")
    assert "a" * 64 in desk.look_now(files_to_delete)


def test_a_machines_message_is_forgotten_after_its_year_and_does_not_come_again(
    desk: Desk, people: People, post: Post, clock: HandClock, tmp_path: Path
) -> None:
    away = {"headers": {"Auto-Submitted": "auto-replied"}, "text": "Olen puhkusel, Karl Kask.", "sender": "karl@x.example"}
    assert post(**away) == (Filed.MACHINE, "")
    _, ref = post(WORDS, message_id="<2@x.example>")
    clock.now += timedelta(days=365)
    assert desk.look_now(letters_due).ids == ()
    clock.now += timedelta(days=2)
    assert len(desk.look_now(letters_due).ids) == 1
    assert len(desk.look_now(put_away)) == 1
    assert desk.do_now(forget_letters) == 1
    (digest,) = desk.look_now(files_to_delete)
    originals = Originals(tmp_path / "originals")
    assert originals.read(digest).count(b"Karl Kask") == 1
    assert desk.look_now(put_away) == []
    assert desk.do_now(forget_letters) == 0
    originals.delete(digest)
    assert [one.faults for one in desk.look_now(verify, originals)] == [()] * 5
    assert post(**away)[0] is Filed.DUPLICATE
    assert desk.look_now(lambda turn: turn.case(ref).erased_at) is None


def test_after_a_restore_what_was_forgotten_is_forgotten_again_and_nothing_else(desk: Desk, people: People, post: Post) -> None:
    refs = [post(f"Palun selgitage küsimust {number}.", message_id=f"<{number}@x.example>", subject=f"Asi {number}")[1] for number in range(1, 6)]
    closed(desk, refs[0], refs[2])
    kept = desk.look_now(lambda turn: list(export_events(turn)))
    first = {line["case_id"]: line for line in reversed(kept) if line["case_id"]}
    later = [{**first[number], "what": what, "note": note} for number in range(1, 6)
             for what, note in (("close", "teadmiseks"), ("erased", "request: taotlus")) if (number, what) != (4, "erased")]  # fmt: skip
    other = [{**line, "hash": "0" * 64} if line["case_id"] == 3 else line for line in kept]  # another matter had this number
    desk.do_now(draft_answer, people.mari, desk.do_now(take, people.mari, refs[4]).ref)
    desk.do_now(lambda turn: setattr(turn.case(refs[4]), "state", State.APPROVED))
    found = desk.do_now(forget_again, [*other, *later])
    assert (found.refs, found.left) == ([refs[0], refs[1]], [refs[4]])
    erased = desk.look_now(lambda turn: turn.session.exec(select(Case.ref).where(col(Case.erased_at).is_not(None)).order_by(Case.ref)).all())
    assert erased == refs[:2]
    assert desk.look_now(lambda turn: (turn.case(refs[1]).state, turn.case(refs[1]).outcome)) == (State.CLOSED, Outcome.NOTED)
    assert desk.do_now(forget_again, [*other, *later]).refs == []


def test_a_case_forgotten_by_its_term_is_forgotten_again_too(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    _, ref = post(WORDS)
    closed(desk, ref)
    clock.now += timedelta(days=366 * 11)
    desk.do_now(forget_due, [ref])
    history = desk.look_now(lambda turn: list(export_events(turn)))
    desk.do_now(lambda turn: setattr(turn.case(ref), "erased_at", None))  # as in a copy of before
    assert desk.do_now(forget_again, history).refs == [ref]
