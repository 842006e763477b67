"""A child's case goes to its municipality: sentence by sentence, without the reporter, never as clear mail."""

import pytest
from sqlmodel import select

from casework.desk import Desk
from casework.forward import forward
from casework.notify import (
    approve_referral,
    begin_crime_report,
    begin_referral,
    choose_sentences,
    draft_referral,
    name_reporter,
    record_sent,
    see_referral,
)
from casework.refusals import MissingReason, OutOfDate
from casework.refusals_of_law import NoReferral, NoticeNotApproved, ReporterWithheld, UnderChildTrack
from casework.refusals_of_letters import FactMissing, FourEyes, NotOpenedYet
from casework.tracks import open_tracks
from casework.views import card
from rules.kinds import Child
from rules.tracks import Authority, SentWay
from storage.desk_tables import ChildTrack, OutboxItem, Referral
from storage.tables import Letter
from tests.casework.clocks import told
from tests.casework.conftest import Post
from tests.house import CITIZEN, People

DANGER = (
    "Tere! Kivila vallas Pajukülas elab Juku. Isa peksab teda iga õhtu. Mina olen Kadri Kask ja elan kõrvalmajas. "
    "Laps on praegu keldris luku taga."
)


def drafted(desk: Desk, people: People, post: Post, text: str = DANGER) -> str:
    _, ref = post(text=text)
    view = desk.do_now(begin_referral, people.mari, ref)
    wanted = [one.number for one in view.sentences if "Juku" in one.text or "keldris" in one.text or "Kadri" in one.text]
    desk.do_now(choose_sentences, people.mari, ref, wanted)
    desk.do_now(draft_referral, people.mari, ref)
    return ref


def test_the_municipality_is_proposed_from_the_places_in_the_letter(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(text=DANGER)
    view = desk.do_now(begin_referral, people.mari, ref)
    assert view.recipient == "Kivila vald"
    assert view.chosen == ()
    assert view.text == ""
    assert desk.look_now(card, ref).child_taken_by == people.mari.name


def test_only_the_chosen_sentences_go_and_the_reporter_stays_out(desk: Desk, people: People, post: Post) -> None:
    ref = drafted(desk, people, post)
    text = desk.do_now(begin_referral, people.mari, ref).text
    assert "Juku" in text
    assert "keldris" in text
    assert "peksab" not in text
    assert "Kadri" not in text
    assert "[teataja]" in text
    assert CITIZEN not in text


def test_the_one_on_duty_approves_alone_and_the_head_is_told_after(desk: Desk, people: People, post: Post) -> None:
    ref = drafted(desk, people, post)
    assert desk.do_now(approve_referral, people.mari, ref).approved
    assert [one.recipient for one in told(desk, "referral_ready")] == [people.helve.label]
    mails = desk.look_now(lambda turn: [one.recipient for one in turn.session.exec(
        select(OutboxItem).where(OutboxItem.channel == "mail"))])  # fmt: skip
    assert "lastekaitse@kivila.example" not in mails
    assert desk.look_now(card, ref).child_open


def test_a_person_records_how_it_was_sent_and_that_ends_the_track(desk: Desk, people: People, post: Post) -> None:
    ref = drafted(desk, people, post)
    with pytest.raises(NoticeNotApproved):
        desk.do_now(record_sent, people.mari, ref, SentWay.ENCRYPTED, "saadetud")
    desk.do_now(approve_referral, people.mari, ref)
    with pytest.raises(MissingReason):
        desk.do_now(record_sent, people.mari, ref, SentWay.ENCRYPTED, " ")
    desk.do_now(record_sent, people.mari, ref, SentWay.ENCRYPTED, "Outlook, kiri nr 5")
    track = desk.look_now(lambda turn: turn.session.exec(select(ChildTrack)).one())
    assert track.done_way == "kov"
    assert track.done_what == "Kivila vald, krüpteeritult, 23.11.2026 10.00: Outlook, kiri nr 5"
    assert [one.recipient for one in told(desk, "child_recorded")] == [people.helve.label]


def test_a_call_needs_no_letter(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(text=DANGER)
    desk.do_now(begin_referral, people.mari, ref)
    desk.do_now(record_sent, people.mari, ref, SentWay.PHONE, "rääkisin valveametnikuga")
    assert not desk.look_now(card, ref).child_open


def test_a_changed_choice_takes_the_approval_back(desk: Desk, people: People, post: Post) -> None:
    ref = drafted(desk, people, post)
    desk.do_now(approve_referral, people.mari, ref)
    view = desk.do_now(choose_sentences, people.mari, ref, [1], toggle=True)
    assert (view.text, view.approved) == ("", False)
    with pytest.raises(OutOfDate):
        desk.do_now(approve_referral, people.mari, ref)


def test_a_reporter_who_asks_to_be_left_out_is_left_out(desk: Desk, people: People, post: Post) -> None:
    ref = drafted(desk, people, post)
    desk.do_now(name_reporter, people.mari, ref, yes=True)
    assert CITIZEN in desk.do_now(draft_referral, people.mari, ref).text
    _, shy = post(text=f"{DANGER} Palun ärge avaldage minu nime.", message_id="<shy@x.example>", sender="keegi@muu.example")
    desk.do_now(begin_referral, people.mari, shy)
    with pytest.raises(ReporterWithheld):
        desk.do_now(name_reporter, people.mari, shy, yes=True)


def test_a_reporter_who_asks_it_in_a_later_letter_is_left_out_of_what_is_drafted_already(desk: Desk, people: People, post: Post) -> None:
    ref = drafted(desk, people, post)
    desk.do_now(name_reporter, people.mari, ref, yes=True)
    desk.do_now(draft_referral, people.mari, ref)
    token = desk.look_now(lambda turn: turn.case(ref).token)
    answer = {"In-Reply-To": f"<{token}.{'0' * 24}@ska.example>"}
    assert post(text="Palun ärge minu nime kellelegi öelge.", message_id="<later@x.example>", headers=answer)[1] == ref
    with pytest.raises(ReporterWithheld):
        desk.do_now(approve_referral, people.mari, ref)
    desk.do_now(name_reporter, people.mari, ref, yes=False)
    assert CITIZEN not in desk.do_now(draft_referral, people.mari, ref).text


def test_a_letter_is_on_record_once_and_not_where_the_telephone_was_used(desk: Desk, people: People, post: Post) -> None:
    ref = drafted(desk, people, post)
    desk.do_now(approve_referral, people.mari, ref)
    sent = lambda turn: turn.session.exec(select(Letter).where(Letter.what == "child_referral")).all()  # noqa: E731
    desk.do_now(record_sent, people.mari, ref, SentWay.PHONE, "rääkisin valveametnikuga")
    assert desk.look_now(sent) == []
    desk.do_now(record_sent, people.mari, ref, SentWay.ENCRYPTED, "Outlook, kiri nr 5")
    desk.do_now(record_sent, people.mari, ref, SentWay.ENCRYPTED, "Outlook, kiri nr 5")
    assert len(desk.look_now(sent)) == 1


def test_nothing_is_drafted_without_sentences_or_a_municipality(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(text="Naaber peksab last, laps on ohus.")
    desk.do_now(begin_referral, people.mari, ref)
    with pytest.raises(FactMissing):
        desk.do_now(draft_referral, people.mari, ref)
    desk.do_now(begin_referral, people.mari, ref, "Näidise linn")
    with pytest.raises(FactMissing):
        desk.do_now(draft_referral, people.mari, ref)
    with pytest.raises(NoReferral):
        desk.do_now(begin_referral, people.mari, ref, "Olematu vald")


def test_a_complaint_of_that_very_municipality_warns(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(text=f"{DANGER} Kivila valla lastekaitse ei tee midagi, esitan kaebuse.")
    assert desk.do_now(begin_referral, people.mari, ref).supervision
    _, other = post(text=DANGER, message_id="<o@x.example>", sender="teine@muu.example")
    assert not desk.do_now(begin_referral, people.mari, other).supervision


def test_a_case_without_a_track_gets_one(desk: Desk, people: People, post: Post) -> None:
    _, ref = post()
    desk.do_now(begin_referral, people.mari, ref, "Kivila")
    found = desk.look_now(card, ref)
    assert (found.child, found.child_open) == (Child.CONCERN, True)
    with pytest.raises(UnderChildTrack):
        desk.do_now(forward, people.helve, ref, "Kivila vald info@kivila.example")


OFFENCE = "Hooldekodu juhataja on võtnud hoolealuste raha endale. Mina olen Kadri Kask, töötan seal. Arved on võltsitud."


def reported(desk: Desk, people: People, post: Post, text: str = OFFENCE) -> str:
    """Return a case whose crime report Mari has drafted."""
    _, ref = post(text=text)
    desk.do_now(begin_crime_report, people.mari, ref)
    desk.do_now(choose_sentences, people.mari, ref, [1, 2, 3], authority=Authority.POLICE)
    desk.do_now(draft_referral, people.mari, ref, Authority.POLICE)
    return ref


def test_a_crime_report_holds_the_chosen_sentences_and_not_the_writer(desk: Desk, people: People, post: Post) -> None:
    ref = reported(desk, people, post)
    view = desk.do_now(see_referral, people.helve, ref, Authority.POLICE)
    assert view.recipient == "Politsei- ja Piirivalveamet"
    assert "kriminaalmenetluse seadustiku § 195" in view.text
    assert "võltsitud" in view.text
    assert "Kadri" not in view.text
    assert CITIZEN not in view.text
    named = desk.do_now(begin_crime_report, people.mari, ref, "Lõuna Ringkonnaprokuratuur")
    assert (named.recipient, named.text) == ("Lõuna Ringkonnaprokuratuur", "")


def test_another_than_the_drafter_approves_a_crime_report_having_read_it(desk: Desk, people: People, post: Post) -> None:
    ref = reported(desk, people, post)
    assert [one.recipient for one in told(desk, "report_waits")] == [people.helve.label]
    with pytest.raises(FourEyes):
        desk.do_now(approve_referral, people.mari, ref, Authority.POLICE)
    with pytest.raises(NotOpenedYet):
        desk.do_now(approve_referral, people.helve, ref, Authority.POLICE)
    desk.do_now(see_referral, people.helve, ref, Authority.POLICE)
    assert desk.do_now(approve_referral, people.helve, ref, Authority.POLICE).approved
    assert told(desk, "report_ready") == []


def test_a_crime_report_is_sent_by_a_person_and_the_track_shows_it(desk: Desk, people: People, post: Post) -> None:
    ref = reported(desk, people, post)
    ((view,),) = desk.look_now(open_tracks).values()
    assert view.duty == "teade"
    with pytest.raises(NoticeNotApproved):
        desk.do_now(record_sent, people.mari, ref, SentWay.DHX, "nr 5", Authority.POLICE)
    desk.do_now(see_referral, people.helve, ref, Authority.POLICE)
    desk.do_now(approve_referral, people.helve, ref, Authority.POLICE)
    mails = desk.look_now(lambda turn: [one.what for one in turn.session.exec(select(OutboxItem).where(OutboxItem.channel == "mail"))])
    assert "crime_report" not in mails
    desk.do_now(record_sent, people.mari, ref, SentWay.DHX, "nr 5", Authority.POLICE)
    ((view,),) = desk.look_now(open_tracks).values()
    assert view.duty == ""
    sent = desk.look_now(lambda turn: turn.session.exec(select(Letter).where(Letter.what == "crime_report")).one())
    assert (sent.incoming, sent.recipients) == (False, ["Politsei- ja Piirivalveamet"])
    assert not desk.look_now(card, ref).child_open


def test_a_crime_told_by_telephone_needs_no_letter(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(text=OFFENCE)
    with pytest.raises(NoReferral):
        desk.do_now(record_sent, people.mari, ref, SentWay.PHONE, "112", Authority.POLICE)
    desk.do_now(begin_crime_report, people.mari, ref)
    with pytest.raises(MissingReason):
        desk.do_now(record_sent, people.mari, ref, SentWay.PHONE, " ", Authority.POLICE)
    desk.do_now(record_sent, people.mari, ref, SentWay.PHONE, "korrapidaja Tamm, teade nr 7", Authority.POLICE)
    ((view,),) = desk.look_now(open_tracks).values()
    assert view.duty == ""


def test_a_child_s_case_goes_to_the_municipality_and_to_the_police_each_in_its_own_letter(desk: Desk, people: People, post: Post) -> None:
    ref = drafted(desk, people, post)
    desk.do_now(begin_crime_report, people.mari, ref)
    desk.do_now(choose_sentences, people.mari, ref, [2], authority=Authority.POLICE)
    desk.do_now(draft_referral, people.mari, ref, Authority.POLICE)
    assert "lastekaitseseaduse" in desk.do_now(see_referral, people.mari, ref).text
    assert "lastekaitseseaduse" not in desk.do_now(see_referral, people.mari, ref, Authority.POLICE).text
    desk.do_now(record_sent, people.mari, ref, SentWay.PHONE, "112", Authority.POLICE)
    assert desk.look_now(card, ref).child_open


def test_a_second_report_of_the_same_case_is_recorded_too(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(text=OFFENCE)
    for proof in ("esimene kõne", "teine kõne"):
        desk.do_now(begin_crime_report, people.mari, ref)
        desk.do_now(record_sent, people.mari, ref, SentWay.PHONE, proof, Authority.POLICE)
    row = desk.look_now(lambda turn: turn.session.exec(select(Referral)).one())
    assert (row.authority, row.proof) == ("PPA", "teine kõne")
