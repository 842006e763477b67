"""kill -9 in the middle of a queue of a hundred letters; `make bench` tries every point."""

from pathlib import Path

import pytest

from bench.crashes import POINTS, die_at
from mail.accounts import CONNECTIONS
from tests.dovecot import Dovecot


def test_the_matrix_has_at_least_sixty_points() -> None:
    assert len(set(POINTS)) >= 60


@pytest.mark.needs("dovecot")
@pytest.mark.timeout(200)
async def test_a_house_that_dies_over_a_queue_loses_and_doubles_nothing(dovecot: Dovecot, user: str, tmp_path: Path) -> None:
    came = await die_at("submit:after:5", dovecot, user, tmp_path)
    assert came.clean, came
    assert came.uncertain <= CONNECTIONS
