"""Who signs and whose approval counts: each row of the table, and the strictest of those that fit."""

import pytest

from rules.kinds import Kind
from rules.signing import DEFAULT, SIGNATORIES, Reader, Signs, approvers, signs


@pytest.mark.parametrize(("kind", "reader", "who"), [
    (Kind.EXPLANATION, Reader.PERSON,    Signs.HANDLER),
    (Kind.EXPLANATION, Reader.AUTHORITY, Signs.HANDLER),
    (Kind.INQUIRY,     Reader.AUTHORITY, Signs.HEAD),
    (Kind.INQUIRY,     Reader.FORCE,     Signs.OUTSIDE),
    (Kind.CHALLENGE,   Reader.PERSON,    Signs.OUTSIDE),
    (Kind.OTHER,       Reader.FORCE,     Signs.OUTSIDE),
])  # fmt: skip
def test_who_signs_is_read_from_the_table(kind: Kind, reader: Reader, who: Signs) -> None:
    assert signs(kind, reader) is who


def test_the_strictest_row_that_fits_counts() -> None:
    table = {DEFAULT: "handler", "kaebus": "handler", "asutus": "head"}
    assert signs(Kind.COMPLAINT, Reader.AUTHORITY, table) is Signs.HEAD
    assert signs(Kind.COMPLAINT, Reader.PERSON, table) is Signs.HANDLER


def test_an_approver_may_be_named_by_kind_or_reader() -> None:
    table = {"kaebus": "head", "isik": "official"}
    assert approvers(Kind.COMPLAINT, Reader.PERSON, table, "official") == "head"
    assert approvers(Kind.OTHER, Reader.PERSON, table, "head") == "official"
    assert approvers(Kind.OTHER, Reader.PRESS, table, "head") == "head"


def test_every_key_of_the_table_is_a_kind_or_a_reader() -> None:
    assert set(SIGNATORIES) - {DEFAULT, *Kind, *Reader} == set()
