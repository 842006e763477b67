"""Terms counted, held to another reading of the law for any letter of 2020 to 2035, and the edges spelt out."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.deadlines import (
    RULES,
    BeforeReceipt,
    DateNeeded,
    Deadline,
    NoExtension,
    action_dates,
    deadline,
    deadlines,
    rule_named,
)
from rules.kinds import Kind
from rules.terms import NoRuleThen, Rule, Unit
from rules.workdays import Calendar, UnknownYear
from tests.rules import oracle

TALLINN = ZoneInfo("Europe/Tallinn")
OFFICE = Calendar()
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31, 23, 59), timezones=st.just(UTC))  # noqa: DTZ001
KINDS = st.sampled_from(Kind)


def local(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=TALLINN).astimezone(UTC)


def of(kind_or_rule: Kind | Rule, received: datetime, **how: object) -> Deadline:
    found = deadline(kind_or_rule, received, OFFICE.registration_day(received), OFFICE, **how)  # type: ignore[arg-type]
    assert found is not None
    return found


@settings(max_examples=600)
@given(kind=KINDS, received=MOMENTS, late=st.integers(0, 9), extended=st.booleans())
def test_every_date_agrees_with_another_reading_of_the_law(
    kind: Kind, received: datetime, late: int, extended: bool
) -> None:
    arrived = received.astimezone(TALLINN).date()
    registered = oracle.on_or_after(arrived) + timedelta(days=late)
    raw_end = oracle.raw_end(kind, arrived, registered, extended=extended)
    found = deadline(kind, received, registered, OFFICE, extended=extended)
    if raw_end is None:
        assert found is None
        return
    assert found is not None
    plain = oracle.raw_end(kind, arrived, registered, extended=False)
    longer = oracle.raw_end(kind, arrived, registered, extended=True)
    assert plain is not None
    assert longer is not None
    assert (found.raw_end, found.due) == (raw_end, oracle.on_or_after(raw_end))
    assert found.safe == oracle.on_or_before(raw_end)
    assert (found.notice_by, found.extended_due) == (oracle.on_or_before(plain), oracle.on_or_after(longer))


@settings(max_examples=300)
@given(kind=st.sampled_from([one for one in Kind if one is not Kind.OTHER]), received=MOMENTS, extended=st.booleans())
def test_the_proof_has_each_day_once_and_as_many_counted_as_the_term_has(
    kind: Kind, received: datetime, extended: bool
) -> None:
    found = of(kind, received, extended=extended)
    days = [row.date for row in found.proof]
    assert days == sorted(set(days))
    assert days[-1] == found.due
    assert all(row.why for row in found.proof)
    told = [day for day in days if day >= found.start]
    assert told == [found.start + timedelta(days=n) for n in range(len(told))]
    counted = [row.date for row in found.proof if row.counts]
    assert counted[-1] == found.raw_end
    if kind is Kind.INFORMATION:
        assert len(counted) == (15 if extended else 5)
        assert all(oracle.works(day) for day in counted)
    else:
        assert len(counted) == (found.raw_end - found.start).days


@given(rule=st.sampled_from(RULES), received=MOMENTS)
def test_a_safe_date_is_never_after_the_legal_one_nor_before_the_start(rule: Rule, received: datetime) -> None:
    registered = OFFICE.registration_day(received)
    found = deadline(rule, received, registered, OFFICE, named=registered + timedelta(days=3))
    assert found is not None
    due = OFFICE.day_of(found.due) if isinstance(found.due, datetime) else found.due
    assert found.start <= found.safe <= found.raw_end <= due


@given(received=MOMENTS, hours=st.sampled_from(["R17", "R22"]))
def test_hours_are_elapsed_hours_on_any_night(received: datetime, hours: str) -> None:
    found = of(rule_named(hours, date(2026, 1, 1)), received)
    assert found.due == received + timedelta(hours=72)
    assert all(row.counts for row in found.proof)
    assert found.proof[0].date == OFFICE.day_of(received)
    assert found.proof[-1].date == OFFICE.day_of(received + timedelta(hours=72))


def test_seventy_two_hours_over_the_night_that_has_twenty_five() -> None:
    found = of(
        rule_named("R17", date(2026, 1, 1)), local(2026, 10, 23, 16, 20)
    )  # Friday; the clock goes back on Sunday
    assert found.due == local(2026, 10, 26, 15, 20)  # Monday
    assert [row.why.split(",")[0] for row in found.proof] == [
        "kl 16.20–24.00: 7 h 40 min", "kl 00.00–24.00: 24 h", "kl 00.00–24.00: 25 h", "kl 00.00–15.20: 15 h 20 min"
    ]  # fmt: skip


def test_seventy_two_hours_over_the_night_that_has_twenty_three() -> None:
    assert of(rule_named("R17", date(2026, 1, 1)), local(2026, 3, 27, 16)).due == local(2026, 3, 30, 17)  # Fri to Mon


def test_a_term_in_hours_that_ends_at_night_is_safe_on_the_working_day_before() -> None:
    found = of(rule_named("R17", date(2026, 1, 1)), local(2026, 11, 20, 3))  # Friday
    assert (found.due, found.safe) == (local(2026, 11, 23, 3), date(2026, 11, 20))  # Monday 03:00, Friday


def test_a_breach_found_on_christmas_eve_is_not_safe_before_it_was_found() -> None:
    found = of(rule_named("R17", date(2026, 1, 1)), local(2026, 12, 24, 10))  # Thursday; the office opens on Monday
    assert found.safe == date(2026, 12, 24)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 17, 21, 30, tzinfo=UTC), date(2026, 6, 18)),  # 00:30 on Thursday in Tallinn
        (datetime(2026, 3, 28, 22, 0, tzinfo=UTC), date(2026, 3, 29)),  # midnight before the spring night
        (datetime(2026, 3, 29, 0, 59, 51, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),  # 03:30, the first of two
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25)),  # 03:30, the second
        (datetime(2026, 12, 31, 22, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_term_from_receipt_starts_on_the_day_it_was_in_tallinn(moment: datetime, day: date) -> None:
    assert of(Kind.DATA_SUBJECT, moment).start == day


def test_a_letter_of_new_years_eve_is_answered_in_the_new_year() -> None:
    found = of(Kind.EXPLANATION, local(2026, 12, 31, 23, 59))  # Thursday
    assert (found.registered, found.due) == (date(2026, 12, 31), date(2027, 1, 15))  # Friday


def test_a_month_from_the_leap_day_ends_on_the_twenty_ninth() -> None:
    assert of(Kind.DATA_SUBJECT, local(2028, 2, 29)).raw_end == date(2028, 3, 29)


def test_the_rule_is_chosen_by_the_day_of_registration() -> None:
    assert of(Kind.MEMORANDUM, local(2024, 12, 27)).raw_end == date(2025, 1, 26)  # Friday: thirty days, the old rule
    last_old = deadline(Kind.MEMORANDUM, local(2024, 12, 27), date(2024, 12, 30), OFFICE)  # registered on Monday
    assert last_old is not None
    assert (last_old.rule.id, last_old.raw_end) == ("R03", date(2025, 1, 14))


def test_an_authoritys_letter_is_due_on_the_day_it_names_even_on_a_sunday() -> None:
    found = of(Kind.INQUIRY, local(2026, 11, 16), named=date(2026, 11, 29))  # Sunday
    assert (found.rule.id, found.due, found.safe) == ("R29", date(2026, 11, 29), date(2026, 11, 27))  # Friday
    assert found.extended_due is None
    assert len(found.proof) == 1


def test_an_authoritys_letter_that_names_no_day_is_a_request_for_explanation() -> None:
    assert of(Kind.INQUIRY, local(2026, 11, 16)).rule.id == "R04"


def test_an_authoritys_day_may_be_past_already() -> None:
    found = of(Kind.INQUIRY, local(2026, 11, 16), named=date(2026, 11, 12))  # Thursday before
    assert (found.due, found.safe) == (date(2026, 11, 12), date(2026, 11, 12))


def test_a_citizens_own_ultimatum_moves_nothing() -> None:
    with_wish = of(Kind.EXPLANATION, local(2026, 11, 16), named=date(2026, 11, 18))
    assert with_wish == of(Kind.EXPLANATION, local(2026, 11, 16))


def test_a_challenge_has_two_terms_and_the_earlier_counts() -> None:
    both = deadlines(Kind.CHALLENGE, local(2026, 11, 16), date(2026, 11, 16), OFFICE)
    assert [one.rule.id for one in both] == ["R12", "R13"]
    assert of(Kind.CHALLENGE, local(2026, 11, 16)) == both[0]


def test_thanks_are_owed_an_answer_only_where_one_is_expected() -> None:
    received = local(2026, 11, 16)
    assert of(Kind.THANKS, received).rule.id == "R03"
    assert deadline(Kind.THANKS, received, date(2026, 11, 16), OFFICE, expects_reply=False) is None


def test_a_journalist_is_answered_by_law_as_anybody_and_by_the_offices_aim_the_same_working_day() -> None:
    assert of(Kind.PRESS, local(2026, 11, 16)).rule.id == "R04"
    aim = rule_named("R31", date(2026, 11, 16))
    assert of(aim, local(2026, 11, 16, 15)).due == date(2026, 11, 16)  # Monday afternoon
    assert of(aim, local(2026, 11, 20, 18)).due == date(2026, 11, 23)  # Friday evening: Monday


def test_in_doubt_the_earlier_action_date_comes_first() -> None:
    found = action_dates(Kind.EXPLANATION, [Kind.INFORMATION], local(2026, 11, 16), date(2026, 11, 16), OFFICE)
    assert [(one.rule.id, one.due) for one in found] == [("R07", date(2026, 11, 23)), ("R04", date(2026, 12, 1))]


def test_where_it_may_also_be_a_letter_that_wants_an_answer_a_date_is_shown() -> None:
    received, day = local(2026, 11, 16), date(2026, 11, 16)
    assert action_dates(Kind.OTHER, [], received, day, OFFICE) == ()
    assert action_dates(Kind.OTHER, [Kind.MEMORANDUM], received, day, OFFICE)[0].rule.id == "R03"


def test_a_closed_agency_moves_its_safe_date_but_not_the_legal_one() -> None:
    closed = Calendar(closures={date(2026, 3, 20): "kollektiivpuhkus"})  # Friday
    found = deadline(Kind.EXPLANATION, local(2026, 3, 6), date(2026, 3, 6), closed)
    assert found is not None
    assert (found.due, found.safe) == (date(2026, 3, 23), date(2026, 3, 19))  # Monday, Thursday
    five = deadline(Kind.INFORMATION, local(2026, 3, 16), date(2026, 3, 16), closed)
    assert five is not None
    assert (five.due, len([row for row in five.proof if row.counts])) == (date(2026, 3, 23), 5)
    assert "kollektiivpuhkus" in next(row.why for row in five.proof if row.date == date(2026, 3, 20))


def test_the_proof_names_the_holiday_it_skips_and_the_section() -> None:
    skipped = next(row for row in of(Kind.INFORMATION, local(2026, 2, 20)).proof if row.date == date(2026, 2, 24))
    assert not skipped.counts
    assert skipped.why == "ei loeta: iseseisvuspäev, Eesti Vabariigi aastapäev (PühadeS § 1)"


def test_the_proof_of_a_letter_of_sunday_tells_why_it_starts_on_monday() -> None:
    first, second, *_ = of(Kind.EXPLANATION, local(2026, 11, 22, 20)).proof
    assert (first.date, second.date) == (date(2026, 11, 22), date(2026, 11, 23))
    assert "pühapäev" in first.why
    assert "registreerimise päev" in second.why


def test_what_cannot_be_counted_is_refused_with_a_sentence() -> None:
    received, day = local(2026, 11, 16), date(2026, 11, 16)
    with pytest.raises(NoExtension, match=r"R05.*cannot be extended"):
        deadline(rule_named("R05", day), received, day, OFFICE, extended=True)
    with pytest.raises(DateNeeded, match="R29 needs the date"):
        deadline(rule_named("R29", day), received, day, OFFICE)
    with pytest.raises(BeforeReceipt, match="2026-11-13, before it was received on 2026-11-16"):
        deadline(Kind.EXPLANATION, received, date(2026, 11, 13), OFFICE)
    with pytest.raises(NoRuleThen, match=r"teabenoue.*1999-06-01"):
        deadline(Kind.INFORMATION, local(1999, 6, 1), date(1999, 6, 1), OFFICE)
    with pytest.raises(UnknownYear, match="1970"):
        OFFICE.registration_day(local(1970, 1, 1))
    with pytest.raises(UnknownYear, match="2041"):
        deadline(Kind.EXPLANATION, local(2040, 12, 28), date(2040, 12, 28), OFFICE)


def test_the_very_edge_of_time_is_refused_and_does_not_crash() -> None:
    with pytest.raises(UnknownYear):
        OFFICE.registration_day(datetime.max.replace(tzinfo=UTC))


def test_a_moment_without_offset_is_a_mistake_of_the_house() -> None:
    with pytest.raises(ValueError, match="without its offset"):
        OFFICE.day_of(datetime(2026, 11, 16))  # noqa: DTZ001


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}-{rule.valid_from}")
def test_every_rule_of_the_table_can_be_counted(rule: Rule) -> None:
    day = max(rule.valid_from, date(2020, 3, 2)) if rule.valid_to == date.max else rule.valid_to
    registered = OFFICE.next_workday(day) if rule.valid_to == date.max else OFFICE.previous_workday(day)
    received = datetime(registered.year, registered.month, registered.day, 10, tzinfo=TALLINN)
    named = registered + timedelta(days=10)
    found = deadline(rule, received, registered, OFFICE, named=named)
    assert found is not None
    assert found.basis == rule.basis
    assert found.proof
    assert isinstance(found.due, datetime) is (rule.unit is Unit.HOURS)
    assert (found.extended_due is not None) is (rule.extension is not None)
    if rule.extension:
        longer = deadline(rule, received, registered, OFFICE, extended=True, named=named)
        assert longer is not None
        assert (longer.due, longer.basis) == (found.extended_due, rule.extension.basis)
        assert longer.notice_by == found.notice_by == found.safe
