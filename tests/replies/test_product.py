"""Every text, for every kind and language and channel it claims, with each optional fact present and absent in turn."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, replace
from itertools import chain

import pytest

from replies.catalogue import REPLIES, languages_of
from replies.facts import CaseFacts, MediaFacts, OfficeFacts, RecipientFacts
from replies.inspection import facts_in
from replies.leftovers import leftovers
from replies.library import Library, Rendered
from replies.samples import BARE, SAMPLE, sample_facts
from rules.grounds import GROUNDS
from rules.kinds import Kind, Language

LIBRARY = Library()
SLIPS = ("..", " .", " ,", "None", "()", "  ", "{", "}", "г. .", "г..")
OWNERS = {"case": CaseFacts, "office": OfficeFacts, "recipient": RecipientFacts, "media": MediaFacts}
# What a field of a case leads to by another name.
BEHIND = {"their_day": ("their_date",), "number": ("our_reference",), "signed_by": ("signatory_name",),
          "drafted_by": ("drafter_name", "signatory_name"), "tells_term": ("kind_certain", "answer_by")}  # fmt: skip
NEEDED = {"handler_name", "reference"}  # without a handler no letter is written: the draft asks for one
KINDS = (None, *Kind)
TEXTS = [(reply, part) for reply, known in REPLIES.items() for part in known.parts]


def used(reply: str, part: str, language: Language, kind: Kind | None) -> set[str]:
    """Return the facts that the files of a text read, as owner.field."""
    names = LIBRARY.files(reply, language, part, kind)
    found = {fact for name in names for _, fact in facts_in(LIBRARY.tree(name))}
    return found | {f"case.{real}" for fact in found for real in BEHIND.get(fact.removeprefix("case."), ())}


def optional(owner: str) -> dict[str, object]:
    """Return the fields of an owner that may be blank, with the blank."""
    return {one.name: one.default for one in fields(OWNERS[owner]) if one.default is not MISSING}


def without(facts: Mapping[str, object], owner: str, field: str, given: Mapping[str, object]) -> dict[str, object]:
    """Return the facts with one field as it is in `given`."""
    return {**facts, owner: replace(facts[owner], **{field: getattr(given[owner], field)})}  # type: ignore[type-var]


def variations(reply: str, part: str, language: Language, kind: Kind | None) -> Iterator[dict[str, object]]:
    """Yield all facts but one, and the fewest and one, for each optional fact that the text reads."""
    whole, few = sample_facts(reply, kind, SAMPLE), sample_facts(reply, kind, BARE)
    yield from (whole, few)
    for fact in sorted(used(reply, part, language, kind)):
        owner, _, field = fact.partition(".")
        if owner in OWNERS and owner in whole and field in optional(owner) and field not in NEEDED and not (field == "answer_by" and REPLIES[reply].dated):
            yield without(whole, owner, field, {owner: replace(whole[owner], **{field: optional(owner)[field]})})  # type: ignore[type-var]
            yield without(few, owner, field, whole)
    if "positions" in whole:
        yield {**whole, "positions": ()}
        yield {**few, "positions": whole["positions"]}


@pytest.mark.parametrize(("reply", "part"), TEXTS, ids=[f"{reply}-{part}" for reply, part in TEXTS])
def test_a_text_is_whole_with_each_optional_fact_there_and_not_there(reply: str, part: str) -> None:
    for language in languages_of(part):
        for kind in KINDS:
            for facts in variations(reply, part, language, kind):
                text = LIBRARY.part(reply, language, part, facts, kind)
                at = (language, kind, text)
                assert text.strip(), at
                assert not list(leftovers(text)), at
                assert [slip for slip in SLIPS if slip in text] == [], at


@pytest.mark.parametrize("language", languages_of("body"))
@pytest.mark.parametrize("ground", GROUNDS, ids=lambda one: one.id)
def test_each_ground_of_a_refusal_has_a_sentence_of_its_own(ground: object, language: Language) -> None:
    told = next(one for one in GROUNDS if one is ground)
    texts = {}
    for kind in told.kinds:
        facts = {**sample_facts("refusal_to_answer", kind), "ground": told.id, "basis": told.basis}
        texts[kind] = LIBRARY.render("refusal_to_answer", language, facts, kind).text
        bare = LIBRARY.render("refusal_to_answer", language, {**facts, "ground": "-"}, kind).text
        assert len(texts[kind].split("\n\n")) == len(bare.split("\n\n")) + 1
        assert told.basis in texts[kind]


@pytest.mark.parametrize("language", languages_of("body"))
def test_a_letter_reads_the_same_as_text_and_as_html(language: Language) -> None:
    for reply in (reply for reply, part in TEXTS if part == "body"):
        letter: Rendered = LIBRARY.render(reply, language, sample_facts(reply))
        assert f'lang="{language}"' in letter.html
        words = {word for word in chain.from_iterable(line.split() for line in letter.text.splitlines()) if word.isalpha()}
        assert [word for word in words if word not in letter.html] == []
