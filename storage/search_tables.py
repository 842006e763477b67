"""The tables of the search: they are made from letters and can be made anew, so they are neither compared nor carried."""

from typing import Any, Final

from sqlalchemy import JSON, BigInteger, Column, Integer, MetaData, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import TSVECTOR

SEARCH: Final = MetaData()
PARTS: Final = "searchwords"  # the name of SQLite's own table of words; its further ones begin so

# The id tells the moment (storage/search.py), so that "newest first" is the order of the key itself.
SEARCH_TEXT: Final = Table(
    "searchtext", SEARCH,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("source", SmallInteger, nullable=False),
    Column("source_id", BigInteger, nullable=False),
    Column("case_id", Integer, nullable=False),
    Column("lemmas", Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
)  # fmt: skip

SEARCH_QUEUE: Final = Table(
    "searchqueue", SEARCH,
    Column("id", BigInteger, primary_key=True),
    Column("source", SmallInteger, nullable=False),
    Column("source_id", BigInteger, nullable=False),
)  # fmt: skip

# How many letters hold a word; the word itself is not kept, for it may be somebody's name.
LEMMA_COUNT: Final = Table(
    "lemmacount", SEARCH,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("letters", Integer, nullable=False),
)  # fmt: skip

# The first letter of each case in two dozen numbers (reading/sketch.py); group_id is the letter it is like; `at`, here and below: seconds.
SKETCH: Final = Table(
    "sketch", SEARCH,
    Column("letter_id", Integer, primary_key=True, autoincrement=False),
    Column("case_id", Integer, nullable=False),
    Column("group_id", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("hashes", JSON, nullable=False),
)  # fmt: skip
SKETCH_BAND: Final = Table(
    "sketchband", SEARCH,
    Column("value", BigInteger, primary_key=True, autoincrement=False),
    Column("letter_id", Integer, primary_key=True, autoincrement=False),
)  # fmt: skip

# Which institution a letter names, as a digest (reading/institutions.py).
MENTION: Final = Table(
    "institutionmention", SEARCH,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("letter_id", Integer, primary_key=True, autoincrement=False),
    Column("case_id", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
)  # fmt: skip


def is_compared(_thing: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """Tell Alembic whether a thing it found in the database should also stand among the tables of the code."""
    return kind != "table" or not (name in SEARCH.tables or (name or "").startswith(PARTS))
