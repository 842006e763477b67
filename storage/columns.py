"""The kinds of column the tables are made of."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Enum, Text


def by_value(words: type[StrEnum]) -> Any:
    """A column of an enum that holds the value. SQLAlchemy's own holds the Python name, which a rename breaks."""
    return Enum(words, values_callable=lambda members: [member.value for member in members], native_enum=False,
                length=32, create_constraint=False)  # fmt: skip


LONG = Text
