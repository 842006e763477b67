"""Two processes of one house: one is stopped or cut off while letters come, and the other serves its doors within seconds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.rounds import Way, run_rounds
from tests.dovecot import Dovecot


@pytest.mark.needs("dovecot", "postgres")
async def test_of_two_processes_one_goes_on_when_the_other_is_stopped(
    dovecot: Dovecot, user: str, tmp_path: Path, postgres_url: Callable[[], str]
) -> None:
    done = await run_rounds(dovecot, user, tmp_path, postgres_url(), 1, seed=1, processes=2, ways=(Way.STOP,))
    assert (done.letters, done.fallen) == (4, 0)
    assert done.came.clean, done.came
    assert done.answers.clean, done.answers
    assert max(done.recoveries) < 30
