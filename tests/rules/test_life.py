"""The life of a case, the table tested whole."""

import pytest

from rules.life import LIFE, State, Step, WrongStep, after, diagram, steps_from

EVERY = [(state, step) for state in State for step in Step]


@pytest.mark.parametrize(("state", "step"), EVERY)
def test_a_step_leads_where_the_table_says_and_nowhere_else(state: State, step: Step) -> None:
    if (state, step) in LIFE:
        assert after(state, step) is LIFE[state, step]
        assert step in steps_from(state)
    else:
        with pytest.raises(WrongStep, match=f"that is {state} cannot {step}") as refused:
            after(state, step)
        assert (refused.value.state, refused.value.step) == (state, step)
        assert step not in steps_from(state)


def test_every_state_can_be_reached_from_a_new_case() -> None:
    reached = {State.REGISTERED}
    for _ in State:
        reached |= {end for (start, _), end in LIFE.items() if start in reached}
    assert reached == set(State)


@pytest.mark.parametrize("state", [state for state in State if state is not State.CLOSED])
def test_every_state_but_closed_has_a_way_to_the_end(state: State) -> None:
    reached = {state}
    for _ in State:
        reached |= {end for (start, _), end in LIFE.items() if start in reached}
    assert State.CLOSED in reached


def test_every_step_is_used() -> None:
    assert {step for _, step in LIFE} == set(Step)


def test_nothing_is_sent_that_was_not_approved() -> None:
    assert [start for start, step in LIFE if step is Step.SEND] == [State.APPROVED]
    assert {start for (start, step), end in LIFE.items() if end is State.APPROVED and step is not Step.ASSIGN} == {
        State.DRAFTED,  # by approval
        State.SENT,  # by a bounce: what was approved did not arrive
    }


def test_a_closed_case_is_only_opened_again() -> None:
    assert steps_from(State.CLOSED) == (Step.REOPEN,)


def test_the_diagram_has_a_line_for_every_row() -> None:
    lines = diagram().splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert len(lines) == len(LIFE) + 3
    assert "    drafted --> approved: approve" in lines
