"""Print how often the reading is right: over labelled .eml letters, the held-out fifth of the corpus by language, and older letters.

Run: python -m bench.reading [--folds] [FOLDER with labels.jsonl and .eml files]; --folds adds the cross-validation (a minute or two).
"""

import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from mail.letter import Attachment, Letter
from mail.read import read_letter
from reading.examples import CORPUS, LETTERS, Example, examples, examples_of, letters_looked_at
from reading.masking import mask
from reading.model import HARMS, built_in_model
from reading.outlets import built_in_senders
from reading.page import Page, Senders, Suggestions
from reading.personal import personal_data
from reading.train import cross_validated, read
from reading.understand import understand

THIRD = LETTERS / "third_held_out.jsonl"  # written before looking; nothing may be mended by them
FOURTH = LETTERS / "fourth_held_out.jsonl"  # written before looking; Russian in Latin letters was mended by one of them
FIFTH = LETTERS / "fifth_held_out.jsonl"  # written before looking; nothing may be mended by them
SIXTH = LETTERS / "sixth_held_out.jsonl"  # looked at since: training letters come near its scenes
SEVENTH = LETTERS / "seventh_held_out.jsonl"  # looked at since: the limit of danger was lowered for what it missed
EIGHTH = LETTERS / "eighth_held_out.jsonl"
NINTH = LETTERS / "ninth_held_out.jsonl"  # written before looking; nothing may be mended by them
HELD_OUT = LETTERS / "held_out.jsonl"  # no rule may be mended by looking at these; when one is, write new ones
OWN_DOMAIN = "ska.example"
# The labelled letters use invented domains in the place of the real authorities'.
INVENTED = ("riigikogu.example", "oiguskantsler.example", "sotsmin.example", "politsei.example", "prokuratuur.example", "kohus.example",
            "aki.example", "riigikontroll.example", "kivila.example", "mustoja.example", "allikvee.example")  # fmt: skip
SPACE = " "


@dataclass(slots=True)
class Tally:
    """Counts of one set of letters, and the wrong ones by question."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    seconds: list[float] = field(default_factory=list)

    def count(self, question: str, is_right: bool, wrong: str) -> None:
        self.asked[question] += 1
        self.right[question] += is_right
        if not is_right:
            self.wrong[question].append(wrong)


def page_of(letter: Letter) -> Page:
    """Return the page that casework makes of a letter."""
    return Page(
        sender=letter.sender.address,
        sender_name=letter.sender.name,
        reply_to=letter.reply_to,
        subject=letter.subject,
        text=letter.new_text,
        body=letter.body,
        date=letter.date,
        attachments=tuple(_texts(letter.attachments)),
        automatic=letter.automatic.generated,
        senders_count=max(1, len(letter.senders)),
    )


def _texts(attachments: Iterable[Attachment], within: str = "") -> Iterator[tuple[str, str]]:
    for one in attachments:
        name = f"{within}{one.name}"
        yield name or one.type, one.text or ""
        yield from _texts(one.contains, f"{name}/")


def labelled(folder: Path) -> Iterator[Example]:
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        labels = json.loads(line)
        letter = read_letter((folder / labels["file"]).read_bytes(), own_domains=(OWN_DOMAIN,))
        yield Example(labels["file"], page_of(letter), labels)


def measure(cases: Iterable[Example], senders: Senders) -> Tally:
    tally = Tally()
    for case in cases:
        begin = time.perf_counter()
        told = understand(case.page, senders)
        tally.seconds.append(time.perf_counter() - begin)
        _judge(tally, case, told)
        _masking(tally, case, senders)
    return tally


def _judge(tally: Tally, case: Example, told: Suggestions) -> None:
    labels = case.labels
    where = f"{case.name}({labels['lang']})"
    tally.count("language", told.language == labels["lang"], f"{where} {labels['lang']}>{told.language.value}")
    tally.count(
        "kind exact",
        told.kind == labels["kind"],
        f"{where} {labels['kind']}>{told.kind.value} {[k.value for k in told.other_kinds]}",
    )
    tally.count("kind among", labels["kind"] in (told.kind, *told.other_kinds), where)
    reply = labels.get("expects_reply", True)
    tally.count("expects reply", told.expects_reply == reply, f"{where} {reply}")
    _two_ways(tally, "media", labels["media_relevant"], told.media.relevant, where)
    if labels.get("media_deadline"):
        wanted = datetime.fromisoformat(labels["media_deadline"])
        tally.count("media deadline", told.media.deadline == wanted, f"{where} {wanted}>{told.media.deadline}")
    elif told.media.relevant:
        tally.count("media no deadline", told.media.deadline is None, f"{where} none>{told.media.deadline}")
    _two_ways(tally, "danger", labels["child_at_risk"] == "immediate_danger", told.child == "immediate_danger", where)
    _two_ways(tally, "concern or danger", labels["child_at_risk"] != "none", told.child != "none", where)
    _two_ways(tally, "offence", labels["offence_suspected"], told.offence, where)


def _two_ways(tally: Tally, question: str, wanted: bool, told: bool, where: str) -> None:
    if wanted:
        tally.count(f"{question} recall", told, f"{where} missed")
    if told:
        tally.count(f"{question} precision", wanted, f"{where} false alarm")


def _masking(tally: Tally, case: Example, senders: Senders) -> None:
    found = personal_data(case.page, senders)
    texts = _by_place(case.page)
    listed = [one for one in case.labels.get("personal_data", []) if one.get("role") != "official"]
    for one in listed:
        text = next((texts[place] for place in texts if _fits(one.get("where", "body"), place)), None)
        if text is None or _flat(one["text"]) not in _flat(text):
            continue
        hidden = _hidden(_flat(one["text"]), _flat(mask(text, found)))
        tally.count(f"masked: {one['type']}", hidden, f"{case.name} {one['type']} {one['text']}")
    body = _flat(case.page.body or case.page.text)
    allowed = {word for one in case.labels.get("personal_data", []) for word in _flat(one["text"]).split()}
    kept = Counter(mask(body, found).split())
    for word in body.split():
        if word.strip(".,;:()") in allowed or word in allowed:
            continue
        tally.asked["other words masked"] += 1
        if kept[word] > 0:
            kept[word] -= 1
        else:
            tally.right["other words masked"] += 1
            tally.wrong["other words masked"].append(f"{case.name}:{word}")


def _by_place(page: Page) -> dict[str, str]:
    return {"body": page.body or page.text, "subject": page.subject} | {
        f"attachment:{name}": text for name, text in page.attachments
    }


def _fits(wanted: str, place: str) -> bool:
    return wanted == place or (
        wanted.startswith("attachment:")
        and place.startswith("attachment:")
        and ("rfc822" in wanted or wanted.split("/")[-1] in place)
    )


def _flat(text: str) -> str:
    return SPACE.join(text.split())


def _hidden(wanted: str, masked: str) -> bool:
    return (
        f" {wanted} " not in f" {''.join(sign if sign.isalnum() or sign in '@.+-' else ' ' for sign in masked)} "
        and wanted not in masked
    )


def show(title: str, tally: Tally, wrong: bool = True) -> None:
    print(f"\n{title}: {len(tally.seconds)} letters")
    for question in tally.asked:
        share = 100 * tally.right[question] / tally.asked[question]
        print(f"  {question:<26}{tally.right[question]:>5} of {tally.asked[question]:>5}  {share:6.1f} %")
    ordered = sorted(tally.seconds)
    if ordered:
        print(
            f"  ms a letter: median {1000 * statistics.median(ordered):.1f}, p99 {1000 * ordered[int(len(ordered) * 0.99) - 1]:.1f}, max {1000 * ordered[-1]:.1f}"
        )
    for question, named in tally.wrong.items():
        if named and wrong:
            print(f"  wrong, {question}: " + "; ".join(named[:60]))


def by_language(letters: Sequence[Example], senders: Senders) -> None:
    for code in dict.fromkeys(one.labels["lang"] for one in letters):
        show(f"  of these in {code}", measure([one for one in letters if one.labels["lang"] == code], senders), wrong=False)


def show_folds(letters: Sequence[Example], senders: Senders) -> None:
    """Print what a model says of letters that it never saw, five times over; the rules are not asked."""
    told = cross_validated(read(letters, senders))
    model = built_in_model()
    print(f"\nThe model alone, five-fold cross-validation: {len(told)} letters")
    for question in HARMS:
        for code in ("all", "et", "ru", "en"):
            asked = [(one.answer(question), model.joins[question].weight(found) >= model.limits[question]) for one, found in told if code in ("all", one.example.labels["lang"])]
            both = sum(wanted and heard for wanted, heard in asked)
            wanted, heard = sum(one for one, _ in asked), sum(one for _, one in asked)
            print(f"  {question:<10}{code:<5} recall {both:>4} of {wanted:>4} {100 * both / max(1, wanted):6.1f} %   precision {both:>4} of {heard:>4} {100 * both / max(1, heard):6.1f} %")


def main(arguments: list[str]) -> None:
    built_in = built_in_senders((OWN_DOMAIN,))
    senders = Senders(built_in.own, (*built_in.authorities, *INVENTED), built_in.outlets)
    understand(Page(text="Tere"), senders)
    folders = [Path(one) for one in arguments if not one.startswith("-")]
    for folder in folders:
        show("Labelled letters (a check; the model never saw them)", measure(labelled(folder), senders))
    if CORPUS.exists():
        corpus = examples()
        held_out = [one for one in corpus if one.held_out]
        show("Corpus, held out (a fifth by hash; never trained on, no rule mended by it)", measure(held_out, senders))
        by_language(held_out, senders)
        fourth = list(examples_of(FOURTH))
        for name, path in (("Ninth held-out letters, written before looking: nothing may be mended by these", NINTH), ("Eighth", EIGHTH), ("Seventh", SEVENTH), ("Sixth", SIXTH)):
            letters = list(examples_of(path))
            show(name if path is NINTH else f"{name} held-out letters, written before looking, looked at since", measure(letters, senders))
            by_language(letters, senders)
        show("Fifth held-out letters, written before looking: nothing may be mended by these", measure(examples_of(FIFTH), senders))
        show("Fourth held-out letters, written before looking, looked at since", measure(fourth, senders))
        by_language(fourth, senders)
        third = list(examples_of(THIRD))
        show("Third held-out letters, written before looking: nothing may be mended by these", measure(third, senders))
        by_language(third, senders)
        show("Strangers, held out: nothing may be mended by these", measure(examples_of(LETTERS / "strangers_held_out.jsonl"), senders))
        show("Older held-out letters", measure(examples_of(HELD_OUT), senders))
        show("Letters that were looked at and learnt from (no measure of new ones)", measure(letters_looked_at(), senders), wrong=False)
        if "--folds" in arguments:
            show_folds([one for one in corpus if not one.held_out], senders)


if __name__ == "__main__":
    main(sys.argv[1:])
