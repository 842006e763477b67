"""What a migration takes away from a program that does not know it yet."""

from sqlalchemy import MetaData, Table, UniqueConstraint


def tightened(before: MetaData, after: MetaData) -> list[str]:
    """Return, in sentences, what a program of the tables before could no longer do on the tables after."""
    faults = []
    for name, table in before.tables.items():
        if name not in after.tables:
            faults.append(f"{name} is gone")
        else:
            faults += _of_table(table, after.tables[name])
    return faults


def _of_table(before: Table, after: Table) -> list[str]:
    faults = []
    for column in before.columns:
        if column.name not in after.columns:
            faults.append(f"{before.name}.{column.name} is gone")
        elif str(column.type) != str(after.columns[column.name].type):
            faults.append(f"{before.name}.{column.name} is another type")
        elif column.nullable and not after.columns[column.name].nullable:
            faults.append(f"{before.name}.{column.name} must be told")
    faults += [f"{before.name}.{column.name} must be told" for column in after.columns
               if column.name not in before.columns and not column.nullable and column.server_default is None]  # fmt: skip
    return faults + [f"{before.name}: {rule}" for rule in sorted(_rules(after, before) - _rules(before, before))]


def _rules(table: Table, known: Table) -> set[str]:
    """Return what forbids two rows alike, and columns of `known` to point nowhere."""
    unique = {str(one.name) for one in (*table.constraints, *table.indexes)
              if isinstance(one, UniqueConstraint) or getattr(one, "unique", False)}  # fmt: skip
    return unique | {f"{column.name} must be in {key.target_fullname}" for column in table.columns if column.name in known.columns
                     for key in column.foreign_keys}  # fmt: skip
