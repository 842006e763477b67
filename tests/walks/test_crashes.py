"""kill -9 on the way of one letter to its answer, and a restart; `make bench` tries every point."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.crashes_of_a_letter import POINTS, hired_office, live_through
from tests.dovecot import Dovecot

SAMPLE = ("file_letter:after:1", "submit:after:1", "update_approve:after:1")  # at one time, so that both cores have work


@pytest.fixture(scope="module")
def hired() -> Iterator[Path]:
    with hired_office() as folder:
        yield folder


def test_a_house_dies_before_and_after_each_commit() -> None:
    assert set(SAMPLE) < set(POINTS)
    assert {point.replace("before", "after") for point in POINTS} == {point for point in POINTS if "after" in point}


@pytest.mark.needs("dovecot")
@pytest.mark.timeout(300)
async def test_a_house_that_dies_loses_and_doubles_nothing(dovecot: Dovecot, user: str, tmp_path: Path, hired: Path) -> None:
    lived = await asyncio.gather(*(live_through(point, dovecot, f"{user}{place}", tmp_path / str(place), hired)
                                   for place, point in enumerate(SAMPLE)))  # fmt: skip
    assert all(one.clean for one in lived), lived
