"""The words of letters by their dictionary forms, what waits to be put there, and how often each word occurs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LONG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Every way by which a letter comes, changes, moves or goes leads through these: no verb must remember the index.
# source 0 is a letter. Ours are put there once they have been sent; receipts say nothing.
SQLITE = """
CREATE VIRTUAL TABLE searchwords USING fts5(lemmas, content='searchtext', content_rowid='id', tokenize='ascii');
CREATE TRIGGER searchtext_in AFTER INSERT ON searchtext BEGIN
  INSERT INTO searchwords(rowid, lemmas) VALUES (new.id, new.lemmas); END;
CREATE TRIGGER searchtext_out AFTER DELETE ON searchtext BEGIN
  INSERT INTO searchwords(searchwords, rowid, lemmas) VALUES ('delete', old.id, old.lemmas); END;
CREATE TRIGGER letter_to_search AFTER INSERT ON letter WHEN new.incoming OR new.delivery = 'sent' AND new.what <> 'receipt' BEGIN
  INSERT INTO searchqueue(source, source_id) VALUES (0, new.id); END;
CREATE TRIGGER letter_to_search_anew AFTER UPDATE OF case_id, subject, text, new_text, at, delivery ON letter
  WHEN new.incoming OR new.delivery = 'sent' AND new.what <> 'receipt' BEGIN
  INSERT INTO searchqueue(source, source_id) VALUES (0, new.id); END;
CREATE TRIGGER letter_from_search AFTER DELETE ON letter BEGIN
  DELETE FROM searchtext WHERE source = 0 AND source_id = old.id; END;
CREATE TRIGGER attachment_to_search AFTER UPDATE OF text, letter_id ON attachment BEGIN
  INSERT INTO searchqueue(source, source_id) VALUES (0, new.letter_id); END;
CREATE TRIGGER attachment_from_search AFTER DELETE ON attachment BEGIN
  INSERT INTO searchqueue(source, source_id) VALUES (0, old.letter_id); END;
"""
# The words lie beside the table's own rows: a search for a common word reads the small rows only.
POSTGRES = """
ALTER TABLE searchtext ALTER COLUMN lemmas SET STORAGE EXTERNAL;
ALTER TABLE searchtext SET (toast_tuple_target = 128);
CREATE INDEX searchtext_words ON searchtext USING gin (lemmas);
CREATE FUNCTION letter_to_search() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF new.incoming OR new.delivery = 'sent' AND new.what <> 'receipt' THEN
    INSERT INTO searchqueue(source, source_id) VALUES (0, new.id);
  END IF;
  RETURN NULL; END $$;
CREATE TRIGGER letter_to_search AFTER INSERT OR UPDATE OF case_id, subject, text, new_text, at, delivery ON letter
  FOR EACH ROW EXECUTE FUNCTION letter_to_search();
CREATE FUNCTION letter_from_search() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  DELETE FROM searchtext WHERE source = 0 AND source_id = old.id;
  RETURN NULL; END $$;
CREATE TRIGGER letter_from_search AFTER DELETE ON letter FOR EACH ROW EXECUTE FUNCTION letter_from_search();
CREATE FUNCTION attachment_to_search() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO searchqueue(source, source_id) VALUES (0, coalesce(new.letter_id, old.letter_id));
  RETURN NULL; END $$;
CREATE TRIGGER attachment_to_search AFTER UPDATE OF text, letter_id OR DELETE ON attachment
  FOR EACH ROW EXECUTE FUNCTION attachment_to_search();
"""
TRIGGERS = ("letter_to_search", "letter_to_search_anew", "letter_from_search", "attachment_to_search", "attachment_from_search")


def upgrade() -> None:
    op.create_table(
        "searchtext",
        sa.Column("id", LONG_ID, autoincrement=False, nullable=False),
        sa.Column("source", sa.SmallInteger(), nullable=False),
        sa.Column("source_id", LONG_ID, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("lemmas", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("source", "source_id", name="searchtext_source"),
    )
    op.create_index("ix_searchtext_case_id", "searchtext", ["case_id"])
    op.create_table(
        "searchqueue",
        sa.Column("id", LONG_ID, nullable=False),
        sa.Column("source", sa.SmallInteger(), nullable=False),
        sa.Column("source_id", LONG_ID, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "lemmacount",
        sa.Column("key", LONG_ID, autoincrement=False, nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    for statement in _statements(SQLITE if _sqlite() else POSTGRES):
        op.execute(statement)
    op.execute("INSERT INTO searchqueue(source, source_id) SELECT 0, id FROM letter "
               "WHERE incoming OR delivery = 'sent' AND what <> 'receipt' ORDER BY id")  # fmt: skip


def downgrade() -> None:
    if _sqlite():
        for trigger in TRIGGERS:
            op.execute(f"DROP TRIGGER {trigger}")
        op.execute("DROP TABLE searchwords")
    else:
        for table, name in (("letter", "letter_to_search"), ("letter", "letter_from_search"), ("attachment", "attachment_to_search")):
            op.execute(f"DROP TRIGGER {name} ON {table}")
            op.execute(f"DROP FUNCTION {name}")
    for table in ("lemmacount", "searchqueue", "searchtext"):
        op.drop_table(table)


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _statements(script: str) -> list[str]:
    """Return the statements one by one; those inside a trigger or a function belong to it."""
    found, held = [], ""
    for line in script.splitlines():
        held += line + "\n"
        inside = held.count("BEGIN") != held.count("END;") + held.count("END $$;")
        if line.rstrip().endswith(";") and not inside:
            found.append(held)
            held = ""
    return found
