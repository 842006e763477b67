"""One small thing that the house remembers by name, held by one turn at a time."""

from sqlalchemy.dialects.postgresql import insert as insert_postgres
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlmodel import Session

from storage.desk_tables import Mark
from storage.search import is_sqlite


def held_mark(session: Session, name: str) -> Mark:
    """Return the mark of this name, made with an empty value where there is none, held till the end of the transaction.

    Two that note the same for the first time do not trip over each other: the second waits, and reads what the first wrote.
    """
    insert = insert_sqlite if is_sqlite(session) else insert_postgres
    session.execute(insert(Mark).values(name=name, value="").on_conflict_do_nothing())
    return session.get_one(Mark, name, with_for_update=True, populate_existing=True)
