"""What is handed out to run the house: each name in it is one of the house."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from tests.house import MONDAY, make_desk
from vastaja.figures import Figures, count, shown
from vastaja.health import DoorState
from vastaja.sharing import Part

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SELECTOR = re.compile(r"\b(vastaja_\w+)(?:\{([^}]*)\})?")
LABEL = re.compile(r'(\w+)="([^"]*)"')


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
                 "RestartPreventExitStatus=2", "KillMode=mixed", "User=vastaja"):  # fmt: skip
        assert f"\n{line}\n" in unit


def test_the_image_is_of_the_lock_and_runs_as_nobody_of_importance() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert "--require-hashes --requirement requirements.lock" in text
    assert text.rindex("USER vastaja") > text.rindex("FROM ")
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]["vastaja"]
    roles = re.findall(r'"--roles", "([\w,]+)"', (DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert {role for one in roles for role in one.split(",")} == set(Part)


@pytest.fixture
def samples(office_url: str) -> list[Sample]:
    """Return what a house at work shows, with one door."""
    desk = make_desk(office_url)
    told = shown(desk.look_now(count), {"smtp": DoorState("smtp", True, MONDAY)}, MONDAY, 0.0).decode()
    desk.store.close()
    return [sample for family in text_string_to_metric_families(told) for sample in family.samples]


def test_each_alert_and_panel_picks_samples_that_there_are(samples: list[Sample]) -> None:
    rules = re.findall(r"^ +expr: (.+)$", (DEPLOY / "alerts.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    panels = [target["expr"] for panel in json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))["panels"]
              for target in panel["targets"]]  # fmt: skip
    picked = [one for expression in (*rules, *panels) for one in SELECTOR.findall(expression)]
    assert len(picked) >= len(rules) + len(panels) - 1  # "up" is Prometheus' own
    assert [one for one in picked if not any(fits(sample, *one) for sample in samples)] == []


def fits(sample: Sample, name: str, labels: str) -> bool:
    told = LABEL.findall(labels)
    assert ",".join(f'{label}="{value}"' for label, value in told) == labels.replace(" ", ""), "only = is understood here"
    return sample.name == name and all(sample.labels.get(label) == value for label, value in told)


def test_what_a_panel_or_an_alert_names_its_lines_by_is_a_label(samples: list[Sample]) -> None:
    board = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))
    known = {label for sample in samples for label in sample.labels}
    named = {label for panel in board["panels"] for target in panel["targets"] for label in re.findall(r"\{\{(\w+)\}\}", target.get("legendFormat", ""))}
    named |= set(re.findall(r"\$labels\.(\w+)", (DEPLOY / "alerts.yaml").read_text(encoding="utf-8")))
    assert named
    assert named <= known


def test_a_container_without_the_web_door_is_not_asked_there_for_its_health() -> None:
    services = re.split(r"^  (?=\w+:$)", (DEPLOY / "compose.yaml").read_text(encoding="utf-8"), flags=re.MULTILINE)
    told = {found[1]: one for one in services if (found := re.search(r'"--roles", "([\w,]+)"', one))}
    assert "doors,clock" in told
    assert [roles for roles, one in told.items() if ("doors" in roles) == ("healthcheck: {disable: true}" in one)] == []


def test_the_nightly_copy_runs_as_the_service_and_takes_the_history_along() -> None:
    unit = (DEPLOY / "vastaja-backup.service").read_text(encoding="utf-8")
    assert {"User=vastaja", "Type=oneshot", "UMask=0077", "ReadWritePaths=/var/lib/vastaja /var/backups/vastaja"} <= set(unit.splitlines())
    assert re.findall(r"vastaja (db \w+)", unit) == ["db backup", "db verify"]
    assert re.findall(r"(?<!%)%(?!%)", unit.partition("ExecStart=")[2].partition("\n")[0]) == []  # systemd would read it
    assert "OnCalendar=" in (DEPLOY / "vastaja-backup.timer").read_text(encoding="utf-8")
