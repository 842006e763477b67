"""A library to write bad templates into."""

from collections.abc import Callable
from pathlib import Path

import pytest

from replies.library import Library


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    """The agency's own root of templates, empty yet."""
    root = tmp_path / "templates"
    root.mkdir()
    return root


@pytest.fixture
def written(agency: Path) -> Callable[..., Library]:
    """Write templates of the agency, by name without .txt, and return the library that reads them."""

    def write(**files: str) -> Library:
        for name, text in files.items():
            path = agency / f"{name.replace('__', '/')}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Library((agency,))

    return write
