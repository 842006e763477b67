"""Where settings are told: the file, the environment over it, and a file of its own for a secret.

All three are joined into one table before anything is checked, so that the faults of all come out together.
"""

import copy
import re
import tomllib
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from types import UnionType
from typing import Any, Final, get_args

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from vastaja.values import Database, Place

PREFIX: Final = "VASTAJA_"
LARGEST_SECRET: Final = 64 * 1024  # octets

Told = tuple[dict[str, Any], list[str]]


class BadSettings(Exception):
    """The settings cannot be used. `faults` names each with its path; none holds a value that was given."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_file(file: Path, must_exist: bool) -> Told:
    """Return the table of a vastaja.toml and what is wrong with it."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig")), []
    except FileNotFoundError:
        return {}, [f"{file}: there is no such file; `vastaja init` writes one"] if must_exist else []
    except UnicodeDecodeError:
        return {}, [f"{file}: is not written in UTF-8"]
    except PermissionError:
        return {}, [f"{file}: this user may not read it; run this as the user of the service: sudo -u vastaja ..."]
    except OSError as fault:
        return {}, [f"{file}: cannot be read ({fault.strerror})"]
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        place = re.search(r"\(at [^()]*\)\s*$", str(fault))  # the words before it may quote a secret
        return {}, [f"{file}: is not TOML {place[0].strip() if place else ''}".rstrip()]


def told_by(model: type[BaseModel], file: Told, env: Mapping[str, str], folder: Path) -> Told:
    """Return the whole table, ready to be checked against `model`, and the faults of its sources."""
    told, faults = copy.deepcopy(file[0]), list(file[1])
    _gather_mailboxes(told, faults)
    for name, value in sorted(env.items()):
        path = name.removeprefix(PREFIX).lower().split("__")
        if name.startswith(PREFIX) and len(path) > 1 and all(path):
            faults += _put(told, path, value, name)
    if "mailbox" in told and not file[0]:  # a password in the environment of a machine without a vastaja.toml
        told["mailbox"] = [box for box in told["mailbox"] if "host" in box]
    _settle(model, told, "", folder, faults)
    names = [str(box.get("name", "")).casefold() for box in told.get("mailbox", [])]
    faults += [
        f"[[mailbox]] {name}: the name is given twice" for name in sorted(set(names)) if name and names.count(name) > 1
    ]
    return told, faults


def _gather_mailboxes(told: dict[str, Any], faults: list[str]) -> None:
    boxes = told.get("mailbox", [])
    if not isinstance(boxes, list) or not all(isinstance(box, dict) for box in boxes):
        faults.append("[mailbox]: each mailbox is a table of its own, with two brackets: [[mailbox]]")
        boxes = []
    if boxes or "mailbox" in told:
        told["mailbox"] = boxes


def _put(told: dict[str, Any], path: list[str], value: str, name: str) -> Iterator[str]:
    """Write one value of the environment; yield what is wrong with its name."""
    place: Any = told
    if path[0] == "mailbox":
        if len(path) < 3:
            yield f"{name}: a mailbox is named in the middle, as VASTAJA_MAILBOX__INFO__PASSWORD"
            return
        place, path = _mailbox(told, path[1]), path[2:]
    for section in path[:-1]:
        place = place.setdefault(section, {})
        if not isinstance(place, dict):
            yield f"{name}: {section} is a value, not a section"
            return
    place[path[-1]] = value


def _mailbox(told: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the mailbox of that name, compared as environments write names; a new one where there is none."""
    boxes: list[dict[str, Any]] = told.setdefault("mailbox", [])
    for box in boxes:
        if re.sub(r"\W", "_", str(box.get("name", ""))).lower() == name:
            return box
    boxes.append({"name": name})
    return boxes[-1]


def _settle(
    model: type[BaseModel], told: MutableMapping[str, Any], where: str, folder: Path, faults: list[str]
) -> None:
    """Put in what stands in other files, and make every path count from the folder of the settings."""
    for key, field in model.model_fields.items():
        inner = next(filter(_is_part, (field.annotation, *_parts_of(field.annotation))), None)
        if inner is None:
            if _is_secret(field):
                _read_secret(told, key, where, folder, faults)
            _find_place(told, key, field, folder)
        elif key == "mailbox":
            for number, box in enumerate(told.get(key, []), 1):
                _settle(inner, box, f"[[mailbox]] {box.get('name') or f'no. {number}'}: ", folder, faults)
        elif where and key not in told:
            continue  # oauth is asked for only where it is begun
        elif isinstance(table := told.setdefault(key, {}), dict):
            _settle(inner, table, f"{where}{key}." if where else f"[{key}] ", folder, faults)


def _parts_of(annotation: Any) -> Iterator[Any]:
    if isinstance(annotation, UnionType) or hasattr(annotation, "__args__"):
        yield from get_args(annotation)


def _is_part(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _is_secret(field: FieldInfo) -> bool:
    return field.annotation is SecretStr or any(isinstance(mark, Database) for mark in field.metadata)


def _read_secret(told: MutableMapping[str, Any], key: str, where: str, folder: Path, faults: list[str]) -> None:
    named = told.pop(f"{key}_file", "")
    if not isinstance(named, str):
        faults.append(f"{where}{key}_file: must be the name of a file")
    elif named and told.get(key):
        faults.append(f"{where}{key}: stands here and in {key}_file; leave one of them")
    elif named:
        try:
            with (folder / named).open("rb") as file:
                told[key] = file.read(LARGEST_SECRET).decode("utf-8").strip()
        except FileNotFoundError:
            faults.append(f"{where}{key}_file: there is no such file; its path counts from the folder of vastaja.toml")
        except PermissionError:
            faults.append(f"{where}{key}_file: this user may not read it; the file belongs to the user of the service")
        except OSError as fault:
            faults.append(f"{where}{key}_file: cannot be read ({fault.strerror})")
        except UnicodeDecodeError:
            faults.append(f"{where}{key}_file: is not written in UTF-8")
        else:
            if not told[key]:
                faults.append(f"{where}{key}_file: is empty")


def _find_place(told: MutableMapping[str, Any], key: str, field: FieldInfo, folder: Path) -> None:
    for mark in field.metadata:
        if isinstance(mark, Place):
            value = told.get(key, field.default)
            if isinstance(value, str | Path):
                told[key] = mark.from_folder(folder, str(value))
