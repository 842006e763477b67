"""The locks hold what pyproject.toml asks for, at one version each, with hashes and without any address."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
NOT_ON_A_SERVER = {"pytest", "ruff", "mypy", "playwright", "hypothesis", "import-linter"}


def pins(name: str) -> dict[tuple[str, str], str]:
    """Return name and marker to version."""
    rows = re.findall(r"^([\w.-]+)==(\S+)(?: ; (.*?))?(?: \\)?$", (ROOT / name).read_text(encoding="utf-8"), re.M)
    return {(package, marker): version for package, version, marker in rows}


def wanted(*extras: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    return {re.split(r"[\[<>=!~; ]", line)[0].lower() for line in lines}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-", text.replace("    --hash=sha256:", ""), re.M)


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_its_hashes(name: str) -> None:
    bare = [
        part
        for part in re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8"))
        if "--hash=sha256:" not in part
    ]
    assert bare == []


def test_the_runtime_lock_holds_what_runs_the_house_and_no_tools_of_ours() -> None:
    held = {package for package, _ in pins("requirements.lock")}
    assert wanted("postgres", "attachments", "demo") | {"hatchling", "editables"} <= held
    assert held & NOT_ON_A_SERVER == set()


def test_the_lock_for_developers_holds_everything() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert wanted(*project["optional-dependencies"]) <= {package for package, _ in pins("requirements-dev.lock")}


def test_what_is_tested_is_what_runs() -> None:
    run, dev = (pins(name) for name in LOCKS)
    assert {pin: version for pin, version in run.items() if dev.get(pin) != version} == {}
