"""A report as a file, by its suffix. What needs a large engine is made in a process of its own, which ends with it.

`python -m replies.report_files SUFFIX` reads the report as JSON and writes the file.
"""

import asyncio
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Final

from replies.report import Report, report_from
from replies.report_pdf import as_pdf
from replies.report_picture import picture
from replies.report_tables import as_csv, as_xlsx

MADE_BY: Final[Mapping[str, Callable[[Report], bytes]]] = {".png": picture, ".pdf": as_pdf, ".csv": as_csv, ".xlsx": as_xlsx}
HEAVY: Final = frozenset({".png", ".pdf"})
LONGEST: Final = 60.0  # seconds


class CannotMake(Exception):
    """The file could not be made: the engine that draws it failed or took too long."""


def file_of(report: Report, suffix: str) -> bytes:
    """Return the report as a file, made here. Raises KeyError for an unknown suffix."""
    return MADE_BY[suffix](report)


async def file_made_apart(report: Report, suffix: str) -> bytes:
    """Return the report as a file; pictures and pages in a process of their own, so that the service stays small. Raises CannotMake."""
    if suffix not in HEAVY:
        return await asyncio.to_thread(file_of, report, suffix)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "replies.report_files", suffix, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL)  # fmt: skip
    try:
        async with asyncio.timeout(LONGEST):
            made, _ = await process.communicate(json.dumps(asdict(report)).encode())
    except TimeoutError:
        process.kill()
        await process.wait()
        raise CannotMake from None
    if process.returncode or not made:
        raise CannotMake
    return made


def main() -> None:
    sys.stdout.buffer.write(file_of(report_from(json.load(sys.stdin)), sys.argv[1]))


if __name__ == "__main__":
    main()
