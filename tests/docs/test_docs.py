"""What the papers print, name and promise is what there is."""

import re
import tomllib
from pathlib import Path

import pytest
import typer

from bot.names import COMMANDS, command_named
from rules.life import State, diagram
from rules.records import Dispatch, Filed
from vastaja.settings import Settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAPERS = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), ROOT / "bench" / "README.md"])
SECRETS = ("s3-key", "imap.password", "smtp.password", "gmail.password", "m365.secret", "google.secret", "telegram.token")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def first_cells(paper: str, heading: str) -> set[str]:
    """Return the first column of the table under a heading."""
    rows = paper.partition(f"\n{heading}")[2].partition("\n## ")[0].splitlines()
    cells = [row.split("|")[1].strip() for row in rows if row.startswith("|")]
    return set(cells[2:])


def test_the_picture_of_a_cases_life_is_printed_from_the_table() -> None:
    picture = text("docs/way-of-a-letter.md").partition("```mermaid\n")[2].partition("\n```")[0]
    assert picture == diagram()


@pytest.mark.parametrize(
    ("heading", "words"),
    [("## The life of a case", State), ("## What becomes of a message", Filed), ("## What becomes of a letter of ours", Dispatch)],
)
def test_every_word_of_the_records_is_explained(heading: str, words: type[State | Filed | Dispatch]) -> None:
    assert first_cells(text("docs/way-of-a-letter.md"), heading) == set(words)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_every_link_leads_somewhere(paper: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", paper.read_text(encoding="utf-8"))
    here = [link.partition("#")[0] for link in links if not link.startswith(("http", "#"))]
    assert [link for link in here if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_every_place_in_a_paper_is_a_heading_of_it(paper: Path) -> None:
    words = re.sub(r"```.*?```", "", paper.read_text(encoding="utf-8"), flags=re.S)
    headings = {slug(line.lstrip("#").strip()) for line in words.splitlines() if line.startswith("#")}
    assert set(re.findall(r"\]\(#([^)\s]+)\)", words)) - headings == set()


def slug(heading: str) -> str:
    """Return what a heading is called in a link, as code hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_module_on_the_way_of_a_letter_is_there() -> None:
    named = re.findall(r"`([a-z]+/[\w/]+(?:\.py)?)`", text("docs/way-of-a-letter.md"))
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in SECRETS:
        (tmp_path / name).write_text("123:secret", encoding="utf-8")
    return tmp_path


def examples() -> list[str]:
    return re.findall(r"```toml\n(.*?)```", text("docs/operator.md"), re.S)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.splitlines()[0])
def test_every_example_of_settings_can_be_used(example: str, folder: Path) -> None:
    assert Settings.of(tomllib.loads(example), folder)


def test_the_whole_example_holds_every_setting() -> None:
    whole = tomllib.loads(examples()[0])
    sections = {name: field.annotation for name, field in Settings.model_fields.items()}
    assert set(whole) == set(sections)
    for name, section in sections.items():
        told = whole[name][0] if name == "mailbox" else whole[name]
        model = next(iter(getattr(section, "__args__", (section,))))
        assert {key.removesuffix("_file") if key != "ca_file" else key for key in told} | {"oauth", "s3"} == {*model.model_fields, "oauth", "s3"}


def test_every_command_of_the_chat_stands_in_the_officials_guide() -> None:
    rows = re.findall(r"^\| `/(\w+)[^`]*` \| `/(\w+)` \|", text("docs/officials.md"), re.M)
    assert sorted(rows) == sorted((command.name, command.english) for command in COMMANDS)


@pytest.mark.parametrize("paper", ["docs/officials.md", "docs/operator.md", "CHANGELOG.md"])
def test_no_paper_names_a_command_of_the_chat_that_is_not_there(paper: str) -> None:
    named = set(re.findall(r"`/(\w+)(?: [^`]*)?`", text(paper)))
    telegrams_own = {"newbot", "revoke", "setprivacy", "setjoingroups"}
    web = {"health", "ready", "metrics", "telegram"}
    assert {name for name in named - telegrams_own - web if command_named(name) is None} == set()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_no_paper_names_a_command_line_that_is_not_there(paper: Path) -> None:
    from vastaja.cli import app

    there = commands_of(app)
    named = re.findall(r"vastaja ([a-z]+)(?: ([a-z]+))?", " ".join(code_of(paper.read_text(encoding="utf-8"))))
    assert [words for words in named if words[0] not in there or (there[words[0]] and words[1] not in there[words[0]])] == []


def commands_of(app: typer.Typer) -> dict[str, set[str]]:
    """Return the commands by name, and for a group those in it."""
    single = {one.name or "": set[str]() for one in app.registered_commands}
    groups = {one.name or "": {inner.name or "" for inner in one.typer_instance.registered_commands}
              for one in app.registered_groups if one.typer_instance}  # fmt: skip
    return single | groups


def code_of(paper: str) -> list[str]:
    """Return what a paper shows as typed on the command line."""
    blocks = re.findall(r"```sh\n(.*?)```", paper, re.S) + re.findall(r"^ {4}(vastaja .*)$", paper, re.M)
    spans = [span for span in re.findall(r"`([^`\n]+)`", paper) if span.startswith("vastaja ")]
    typed = [line for block in blocks for line in re.findall(r"(?:^|vastaja )(vastaja .*)$", block, re.M)]
    return [*typed, *spans]
