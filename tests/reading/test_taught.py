"""What corrections teach beside the model: the next letter of the matter is read as officials said, with the reason; a danger never less."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

import pytest

from reading.examples import CORPUS, examples_of
from reading.features import Seen
from reading.learned import FAR_FROM_DANGER, LIKE_CONCERN
from reading.learning import Corrected, taught_by
from reading.lexicon import tell
from reading.model import CONCERN, DANGER, OFFENCE, Model, Taught, Verdict, built_in_model, packed, unpacked
from reading.outlets import built_in_senders
from reading.page import Page, Reason, Suggestions
from reading.taught import LIKE_CORRECTED, LIKE_FALSE_ALARMS, ChildSigns, Third
from reading.train import letters_to_learn
from reading.train import read as read_letters
from reading.understand import seen_by_model, understand
from rules.kinds import Child, Kind
from tests.reading.matters import CHOCOLATES, CHRONICLES, FOOD_BOXES, ROBBERS, SCHOOLBAGS

SENDERS: Final = built_in_senders(())


@pytest.fixture(scope="module")
def model() -> Model:
    """Return a model that has learnt from five matters, each corrected otherwise than it was read."""
    said = (("topic", "koduteenus", FOOD_BOXES), ("reply", "False", CHRONICLES), ("offence", "True", CHOCOLATES),
            ("offence", "False", ROBBERS), ("child", "none", SCHOOLBAGS))  # fmt: skip
    return taught([(name, answer, text) for name, answer, texts in said for text in texts])


def taught(said: Sequence[tuple[str, str, str]]) -> Model:
    """Return the built-in model with what these corrections teach, held against every sixth of the letters that `vastaja learn` takes."""
    corrected = [Corrected(page(text), {}, {name: answer}) for name, answer, text in said]
    seen = [seen_by_model(one.page, SENDERS) for one in corrected]
    return replace(built_in_model(), taught=taught_by(corrected, seen, others()))


@cache
def others() -> list[Seen]:
    return [one.seen for one in read_letters(letters_to_learn()[::6], SENDERS)]


def page(text: str) -> Page:
    return Page(sender="kiri@post.example", text=text, body=text)


def read(model: Model, text: str) -> Suggestions:
    return understand(page(text), SENDERS, model=model)


def leaning(model: Model, **limits: float) -> Model:
    """Return a model that says yes to a question everywhere (a limit of -99) or nowhere (99), whatever it was trained on."""
    return replace(model, limits={**model.limits, **limits})


def names(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.name for reason in reasons]


def test_each_decision_that_five_cases_share_is_taught_and_the_file_holds_none_of_their_words(model: Model) -> None:
    assert set(model.taught) == {"topic koduteenus", "reply False", "offence True", "offence False", "child none"}
    content = packed(model)
    assert unpacked(content).taught == model.taught
    line, _, _ = content.partition(b"\n")
    assert not [word for text in (*FOOD_BOXES, *SCHOOLBAGS) for word in text.split() if len(word) > 6 and word.encode() in line]


def test_the_next_letter_gets_the_topic_that_officials_gave_with_the_sentence(model: Model) -> None:
    letter = "Mu tädile määrati toidukarp, kuid kuller helistab ja ütleb, et karp on otsas. Kelle poole peaksin pöörduma?"
    assert read(built_in_model(), letter).topic == "muu"
    found = read(model, letter)
    assert (found.topic, names(found.topic_reasons)) == ("koduteenus", [LIKE_CORRECTED])
    assert "toidukarp" in found.topic_reasons[0].sentence


def test_the_next_letter_is_owed_no_answer_where_officials_said_so(model: Model) -> None:
    letter = "Edastan seltsi aprillikuu kroonika teadmiseks: kiigeplatsile toodi liiva, metsas käidi linde vaatamas, kuur sai lukud."
    assert read(built_in_model(), letter).expects_reply
    found = read(model, letter)
    assert (found.expects_reply, names(found.reply_reasons)) == (False, [LIKE_CORRECTED])


def test_the_next_letter_is_suspected_where_officials_saw_an_offence(model: Model) -> None:
    found = read(leaning(model, **{OFFENCE: 99.0}), "Kas on õige, et šokolaadikarbi ja ümbrikuga saab hooldekodu järjekorras ettepoole? Nii meile öeldi.")
    assert (found.offence, names(found.offence_reasons)) == (True, [LIKE_CORRECTED])


def test_the_next_letter_is_not_suspected_where_officials_saw_none_and_says_why(model: Model) -> None:
    wary = leaning(model, **{OFFENCE: -99.0, CONCERN: 99.0, DANGER: 99.0})
    found = read(wary, "Meie teatritrupi etenduses varastab röövel koogi ja peksab vahimeest. Kas hooldekodud sooviksid etendust näha?")
    assert (found.offence, names(found.offence_reasons)) == (False, [LIKE_FALSE_ALARMS])
    assert read(wary, "Kas dokumendid võib tuua ka reedel pärast kella kolme?").offence


def test_the_next_letter_is_no_need_where_officials_called_it_a_false_alarm_and_says_why(model: Model) -> None:
    anxious = leaning(model, **{CONCERN: -99.0, DANGER: 99.0})
    found = read(anxious, "Õpikud on nii rasked, et tütre koolikott kaalub kuus kilo. Kool ei anna kappi. Palun sekkuge.")
    assert (found.child, names(found.child_reasons)) == (Child.NONE, [LIKE_FALSE_ALARMS])
    assert read(anxious, "Kas dokumendid võib tuua ka reedel pärast kella kolme?").child is Child.CONCERN


def test_letters_of_other_matters_are_read_as_before(model: Model) -> None:
    for one in examples_of(CORPUS / "16_everyday_et.jsonl"):
        assert understand(one.page, SENDERS, model=model) == understand(one.page, SENDERS, model=built_in_model())


# fmt: off
MOST: Final = {name: Taught({}, 99.0) for name in ("child none", "offence False", "reply False", "topic muu")}  # no corrections could teach more
# fmt: on


def test_no_danger_of_the_corpus_goes_down_whatever_was_taught() -> None:
    most = replace(built_in_model(), taught=MOST)
    dangers = [one.page for file in ("01_danger_et", "04_ru", "23_danger_seldom_told") for one in examples_of(CORPUS / f"{file}.jsonl")
               if one.labels["child_at_risk"] == Child.DANGER]  # fmt: skip
    assert len(dangers) > 100
    for one in dangers:
        before, after = understand(one, SENDERS, model=built_in_model()), understand(one, SENDERS, model=most)
        assert after.child is before.child or before.child is not Child.DANGER
        assert after.offence == before.offence or before.child is not Child.DANGER


def third(text: str = "Koolikott on raske.", **limits: float) -> Third:
    model = leaning(replace(built_in_model(), taught=MOST), **limits)
    return Third(Verdict(model, seen_by_model(page(text), SENDERS)), tell(text))


def test_a_need_that_lies_near_a_danger_is_not_learnt_away() -> None:
    need = ChildSigns(Child.CONCERN, (Reason(LIKE_CONCERN),))
    one = third(**{DANGER: 0.0})
    line = one.verdict.says(DANGER) - FAR_FROM_DANGER
    assert third(**{DANGER: line - 0.1}).child(need) is need
    assert third(**{DANGER: line + 0.1}).child(need).child is Child.NONE


@pytest.mark.parametrize("sign", ["left_alone", "violence", "hunger_or_cold", "authority_asks_of_child"])
def test_a_need_that_an_act_a_threat_or_an_authority_names_is_not_learnt_away(sign: str) -> None:
    need = ChildSigns(Child.CONCERN, (Reason(LIKE_CONCERN), Reason(sign)))
    assert third(**{DANGER: 99.0}).child(need) is need


def test_facts_of_an_offence_and_a_child_in_danger_keep_the_suspicion() -> None:
    one = third()
    assert one.offence((Reason("facts_of_offence"),), Child.NONE)[0]
    assert one.offence((Reason("violence_to_person"),), Child.DANGER)[0]
    assert not one.offence((Reason("violence_to_person"),), Child.CONCERN)[0]


def test_what_the_law_owes_an_answer_and_thanks_that_ask_are_owed_one_whatever_was_taught() -> None:
    one, owed = third(), Reason("reply_owed_by_kind")
    assert one.reply(True, owed, Kind.INFORMATION) == (True, owed)
    asks = Reason("question_marks", "Kas nii sobib?")
    assert one.reply(True, asks, Kind.THANKS) == (True, asks)
    assert one.reply(True, owed, Kind.MEMORANDUM)[0] is False


def test_a_topic_that_is_on_the_list_no_more_is_not_said() -> None:
    assert third().topic("pension", (), {"pension"}) == ("pension", ())
    assert third().topic("pension", (), {"pension", "muu"})[0] == "muu"


def test_an_answer_of_four_cases_teaches_nothing_and_a_word_of_four_is_dropped() -> None:
    assert taught([("topic", "pension", text) for text in FOOD_BOXES[:4]]).taught == {}
    named = [f"{text} Zorgvald" if number < 4 else text for number, text in enumerate(FOOD_BOXES)]
    (one,) = taught([("topic", "pension", text) for text in named]).taught.values()
    of_the_name = set(seen_by_model(page(named[0]), SENDERS).whole) - set(seen_by_model(page(FOOD_BOXES[0]), SENDERS).whole)
    assert len(of_the_name) > 5
    assert not of_the_name & set(one.weights)


def test_cases_corrected_both_ways_teach_nothing_that_they_share() -> None:
    both = taught([("offence", answer, text) for text in CHOCOLATES for answer in ("True", "False")])
    seen = seen_by_model(page(CHOCOLATES[0]), SENDERS).whole
    assert max(one.weight(seen) for one in both.taught.values()) < 1.5
