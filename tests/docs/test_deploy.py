"""What is handed out to run the house: each name in it is one of the house."""

import json
import re
import tomllib
from pathlib import Path

from tests.house import MONDAY
from vastaja.figures import Figures, shown
from vastaja.health import DoorState
from vastaja.sharing import Part

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def metrics() -> set[str]:
    """Return the names of all figures, as a house with one door shows them."""
    figures = Figures({}, {}, {}, {}, {}, 0, {}, ())
    text = shown(figures, {"smtp": DoorState("smtp", True, MONDAY)}, MONDAY, 0.0).decode()
    return set(re.findall(r"^# TYPE (\w+)", text, re.MULTILINE))


def named_in(text: str) -> set[str]:
    return set(re.findall(r"\bvastaja_\w+", text))


def test_the_alert_rules_ask_for_figures_that_there_are() -> None:
    named = named_in((DEPLOY / "alerts.yaml").read_text(encoding="utf-8"))
    assert named
    assert named <= metrics()


def test_the_board_shows_every_figure() -> None:
    board = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))
    named = {name for panel in board["panels"] for target in panel["targets"] for name in named_in(target["expr"])}
    assert named == metrics() - {"vastaja_cases_open"}  # the sum of a panel


def test_the_unit_shuts_the_service_in_and_does_not_start_it_again_on_a_fault_in_the_settings() -> None:
    unit = (DEPLOY / "vastaja.service").read_text(encoding="utf-8")
    for line in ("ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "UMask=0077", "LimitCORE=0",
                 "RestartPreventExitStatus=2", "User=vastaja"):  # fmt: skip
        assert f"\n{line}\n" in unit


def test_the_image_is_of_the_lock_and_runs_as_nobody_of_importance() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert "--require-hashes --requirement requirements.lock" in text
    assert text.rindex("USER vastaja") > text.rindex("FROM ")
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]["vastaja"]
    roles = re.findall(r'"--roles", "([\w,]+)"', (DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert {role for one in roles for role in one.split(",")} == set(Part)
