"""Print how often the reading is right: over labelled .eml letters and over the project's own short letters.

Run: python -m bench.reading [FOLDER with labels.jsonl and .eml files] ; without a folder only the own letters are read.
"""

import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from mail.letter import Attachment, Letter
from mail.read import read_letter
from reading.masking import mask
from reading.outlets import built_in_senders
from reading.page import Page, Senders, Suggestions
from reading.personal import personal_data
from reading.understand import understand

LETTERS = Path(__file__).parent.parent / "tests" / "reading"
OWN_LETTERS = LETTERS / "own_letters.jsonl"  # the rules were mended by looking at these
HELD_OUT = LETTERS / "held_out.jsonl"  # no rule may be mended by looking at these; when one is, write new ones
OWN_DOMAIN = "ska.example"
# The labelled letters use invented domains in the place of the real authorities'.
INVENTED = ("riigikogu.example", "oiguskantsler.example", "sotsmin.example", "politsei.example", "prokuratuur.example", "kohus.example",
            "aki.example", "riigikontroll.example", "kivila.example", "mustoja.example", "allikvee.example")  # fmt: skip
SPACE = " "


@dataclass(frozen=True, slots=True)
class Case:
    """One letter with what a person says of it."""

    name: str
    page: Page
    labels: Mapping[str, Any]


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


def labelled(folder: Path) -> Iterator[Case]:
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        labels = json.loads(line)
        letter = read_letter((folder / labels["file"]).read_bytes(), own_domains=(OWN_DOMAIN,))
        yield Case(labels["file"], page_of(letter), labels)


def own(path: Path) -> Iterator[Case]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        labels = json.loads(line)
        page = Page(
            sender=labels["sender"],
            sender_name=labels.get("sender_name", ""),
            subject=labels["subject"],
            text=labels["text"],
            body=labels["text"],
            date=datetime.fromisoformat(labels["date"]) if labels.get("date") else None,
            automatic=labels.get("automatic", False),
        )
        yield Case(f"own:{number}", page, labels)


def measure(cases: Iterable[Case], senders: Senders) -> Tally:
    tally = Tally()
    for case in cases:
        begin = time.perf_counter()
        told = understand(case.page, senders)
        tally.seconds.append(time.perf_counter() - begin)
        _judge(tally, case, told)
        _masking(tally, case, senders)
    return tally


def _judge(tally: Tally, case: Case, told: Suggestions) -> None:
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


def _masking(tally: Tally, case: Case, senders: Senders) -> None:
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


def show(title: str, tally: Tally) -> None:
    print(f"\n{title}: {len(tally.seconds)} letters")
    for question in tally.asked:
        share = 100 * tally.right[question] / tally.asked[question]
        print(f"  {question:<26}{tally.right[question]:>5} of {tally.asked[question]:>5}  {share:6.1f} %")
    ordered = sorted(tally.seconds)
    if ordered:
        print(
            f"  ms a letter: median {1000 * statistics.median(ordered):.1f}, p99 {1000 * ordered[int(len(ordered) * 0.99) - 1]:.1f}, max {1000 * ordered[-1]:.1f}"
        )
    for question, wrong in tally.wrong.items():
        if wrong:
            print(f"  wrong, {question}: " + "; ".join(wrong[:60]))


def main(arguments: list[str]) -> None:
    built_in = built_in_senders((OWN_DOMAIN,))
    senders = Senders(built_in.own, (*built_in.authorities, *INVENTED), built_in.outlets)
    understand(Page(text="Tere"), senders)
    if arguments:
        show("Labelled letters", measure(labelled(Path(arguments[0])), senders))
    if OWN_LETTERS.exists():
        show("Own letters", measure(own(OWN_LETTERS), senders))
    if HELD_OUT.exists():
        show("Held-out letters", measure(own(HELD_OUT), senders))


if __name__ == "__main__":
    main(sys.argv[1:])
