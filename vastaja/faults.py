"""Says what is wrong with the settings: the path as the operator wrote it, and what to write instead, never the value."""

from collections.abc import Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError

_PLAIN: Final = {
    "missing": "is missing",
    "string_pattern_mismatch": "may hold letters, digits and . _ - only",
    "string_type": "must be text in quotes",
    "string_too_short": "is empty",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "model_type": "must be a section with its settings below it",
    "tuple_type": "must be a list in square brackets",
    "mapping_type": "must be a table",
}
_ECHOES: Final = {"default_factory_not_called"}  # follow from another fault of the same section


def faults_of(wrong: ValidationError, model: type[BaseModel], told: Mapping[str, Any]) -> list[str]:
    """Return each fault as "[section] key: sentence" or "[[mailbox]] name: key: sentence"."""
    return [
        f"{_path(error['loc'], told)}: {_sentence(error, model)}"
        for error in wrong.errors(include_input=False, include_url=False)
        if error["type"] not in _ECHOES
    ]


def _path(loc: tuple[int | str, ...], told: Mapping[str, Any]) -> str:
    section, *keys = loc
    if section == "mailbox" and keys and isinstance(keys[0], int):
        number = keys.pop(0)
        name = told["mailbox"][number].get("name") or f"no. {int(number) + 1}"
        return ": ".join(filter(None, (f"[[mailbox]] {name}", _dotted(keys))))
    brackets = f"[[{section}]]" if section == "mailbox" else f"[{section}]"
    return f"{brackets} {_dotted(keys)}".rstrip()


def _dotted(keys: list[int | str]) -> str:
    words = [f"no. {key + 1}" if isinstance(key, int) else str(key) for key in keys if key != "[key]"]
    return ".".join(words).replace(".no. ", " no. ")


def _sentence(error: Any, model: type[BaseModel]) -> str:
    if error["type"] == "extra_forbidden":
        return _unknown(error["loc"], model)
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if error["type"] in _PLAIN:
        return _PLAIN[error["type"]]
    return str(error["msg"]).replace("Input should be", "must be").replace("String should", "must")


def _unknown(loc: tuple[int | str, ...], model: type[BaseModel]) -> str:
    *place, key = loc
    known = list(_inside(model, place).model_fields)
    what = "setting" if place else "section"
    near = get_close_matches(str(key), known, 1)
    return f"there is no such {what}; " + (f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}")


def _inside(model: type[BaseModel], place: list[int | str]) -> type[BaseModel]:
    for key in place:
        if isinstance(key, str) and key in model.model_fields:
            model = _part(model.model_fields[key].annotation) or model
    return model


def _part(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = get_args(annotation) if isinstance(annotation, UnionType) or hasattr(annotation, "__args__") else ()
    return next(filter(None, map(_part, inner)), None)
