"""Some faults at random over mailbox, mail server, disk and process, while letters come; `make soak` tries a thousand."""

from pathlib import Path

import pytest

from bench.soak import soak
from tests.dovecot import Dovecot

FAULTS = 8


@pytest.mark.needs("dovecot")
async def test_faults_at_random_lose_nothing_and_double_nothing(dovecot: Dovecot, user: str, tmp_path: Path) -> None:
    done = await soak(dovecot, user, tmp_path, FAULTS, seed=20_261_123)
    assert done.letters == FAULTS
    assert done.came.clean, done.came
    assert max(done.recoveries) < 60
