"""The kinds of column the tables are made of."""

from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Enum, Integer, Text


def by_value(words: type[StrEnum]) -> Any:
    """A column of an enum that holds the value. SQLAlchemy's own holds the Python name, which a rename breaks."""
    return Enum(words, values_callable=lambda members: [member.value for member in members], native_enum=False,
                length=32, create_constraint=False)  # fmt: skip


LONG = Text

# Ids given by others: of accounts and chats (Bot API: up to 52 bits), of mail folders and their letters (32 bits without a sign).
LONG_ID: Any = BigInteger().with_variant(Integer(), "sqlite")  # an INTEGER of SQLite holds 64 bits
