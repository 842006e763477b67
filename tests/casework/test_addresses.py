"""Whom a letter of ours can be sent to, and what becomes of the desk of one who has left."""

import pytest
from sqlmodel import col, select

from casework.assign import take
from casework.content import why
from casework.desk import Desk
from casework.draft import draft_answer
from casework.outbox import claim
from casework.people import remove
from casework.refusals_of_letters import NoAddress
from rules.records import Filed
from storage.desk_tables import OutboxItem
from tests.casework.conftest import Post
from tests.house import People

REF = "26-0001"


@pytest.mark.parametrize("sender", ['"a b"@post.example', "kadri@localhost", "kadri@[127.0.0.1]"])
def test_an_address_nobody_could_write_to_gets_no_receipt_and_the_case_is_there(
    desk: Desk, people: People, post: Post, sender: str
) -> None:
    assert post(sender=sender)[0] is Filed.CASE
    assert desk.do_now(claim, "mail", 8) == []
    assert "no_receipt" in [what for _, _, what, _ in desk.look_now(why, REF).history]
    desk.do_now(take, people.mari, REF)
    with pytest.raises(NoAddress):
        desk.do_now(draft_answer, people.mari, REF)


def test_the_heads_hear_of_the_cases_of_one_who_has_left(desk: Desk, people: People, post: Post) -> None:
    post()
    desk.do_now(take, people.mari, REF)
    desk.do_now(remove, "Mari")
    told = desk.look_now(lambda turn: turn.session.exec(
        select(OutboxItem).where(OutboxItem.what == "removed").order_by(col(OutboxItem.id))).all())  # fmt: skip
    assert [(one.recipient, one.values["count"]) for one in told] == [(f"official:{people.helve.id}", 1)]
