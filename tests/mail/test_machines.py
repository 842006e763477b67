"""Machines in the manner of many programs get no receipt, and nobody who writes by hand is taken for one."""

import pytest

from mail.read import read_letter
from tests.mail.machine_letters import HELD_OUT_MACHINES, HELD_OUT_PEOPLE, MACHINES, PEOPLE

OWN = ("amet.example",)
WROTE_ITSELF = MACHINES | HELD_OUT_MACHINES
WROTE = PEOPLE | HELD_OUT_PEOPLE


@pytest.mark.parametrize("name", WROTE_ITSELF)
def test_a_program_gets_no_receipt(name: str) -> None:
    automatic = read_letter(WROTE_ITSELF[name], OWN).automatic
    assert (automatic.generated or automatic.list, automatic.bounce, automatic.may_acknowledge) == (True, False, False)


@pytest.mark.parametrize("name", WROTE)
def test_nobody_who_writes_by_hand_is_taken_for_a_program(name: str) -> None:
    automatic = read_letter(WROTE[name], OWN).automatic
    assert (automatic.generated, automatic.bounce, automatic.list, automatic.may_acknowledge) == (False, False, False, True)
