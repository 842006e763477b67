"""How letters are read: fields right, machines and bounces told, old words folded, and what the slowest letter costs.

`python -m bench.intake [FOLDER ...]`: over what tests/mail holds, and over every folder with labels.jsonl and letters. Ends with exit code 1
where a machine would get a receipt, a person is taken for a machine, own words are folded, or a letter costs more than it may.

A label names its `file` and what is known of it: `subject`, `from` (an address, or name and address), `to`, `cc` (lists of addresses),
`text`, `attachments` (names), `new_text`, `auto_generated`, `bounce`. What a label does not name is not asked.
"""

import json
import multiprocessing
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench.machine import machine
from mail.letter import Letter
from mail.quoted import new_words
from mail.read import read_letter
from tests.mail.machine_letters import HELD_OUT_MACHINES, HELD_OUT_PEOPLE, MACHINES, PEOPLE
from tests.mail.notice_letters import HELD_OUT, NOTICES
from tests.mail.notice_letters import PEOPLE as NEAR_NOTICES
from tests.mail.quoted_letters import (
    ATTRIBUTIONS,
    INTRODUCED,
    MARKED,
    OLD,
    OUTLOOK,
    OWN,
    OWN_WORDS,
    PAGE_OWN,
    PAGES,
    QUOTED,
    WRITTEN_LATER,
)
from tests.mail.test_read_hostile import HOSTILE
from tests.mail.test_read_odd import ODD, READINGS
from tests.mail.test_read_odd import told as told_of

OWN_DOMAINS = ("amet.example", "ska.example")
LONGEST, LARGEST = 2.0, 300.0  # CPU seconds of one letter, MB over its size
REPLY = b"From: a@kodu.example\r\nContent-Type: %s; charset=utf-8\r\nIn-Reply-To: <a@amet.example>\r\n\r\n"
AIMS = {"subject": 99, "From": 99, "To": 99, "Cc": 100, "text": 97, "attachments": 97, "bounces recognised": 98, "folded exactly": 70}
MUST_BE_WHOLE = ("machines without a receipt", "people taken for people", "own words kept")
FIELDS = {
    "subject": "subject", "sender": "From", "senders": "From", "to": "To", "cc": "Cc", "body": "text",
    "names": "attachments", "texts": "words of attachments", "inside": "attachments", "new_text": "folded exactly",
}  # fmt: skip


@dataclass(slots=True)
class Tally:
    """Counts of one set of letters, and the wrong ones by question."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def count(self, question: str, is_right: bool, name: str) -> None:
        self.asked[question] += 1
        self.right[question] += is_right
        if not is_right:
            self.wrong[question].append(name)

    def broken(self) -> bool:
        return any(self.right[question] < self.asked[question] for question in MUST_BE_WHOLE)

    def show(self, title: str) -> None:
        print(f"\n{title}")
        for question, asked in self.asked.items():
            aim = "all" if question in MUST_BE_WHOLE else f"{AIMS[question]} %" if question in AIMS else ""
            print(f"  {question:<30}{self.right[question]:>6} of {asked:>6}  {100 * self.right[question] / asked:6.1f} %  {aim}")
        for question, names in self.wrong.items():
            print(f"  wrong, {question}: " + "; ".join(names[:60]))


def odd_letters() -> Tally:
    """Our own odd letters, each against its expected reading."""
    tally = Tally()
    for name, expected in READINGS.items():
        letter = read_letter((ODD / f"{name}.eml").read_bytes(), ("amet.example",))
        for what, wanted in expected.items():
            if what in FIELDS:
                tally.count(FIELDS[what], told_of(letter, what) == wanted, name)
    return tally


def machines() -> Tally:
    """Machines, delivery notices, and people whose letters come near one."""
    tally = Tally()
    for name, notice in (NOTICES | HELD_OUT).items():
        letter = read_letter(notice.raw, ("amet.example",))
        tally.count("machines without a receipt", not letter.automatic.may_acknowledge, name)
        if notice.action == "failed":
            tally.count("bounces recognised", letter.automatic.bounce, name)
            tally.count("their recipients named", sorted(one.recipient for one in letter.deliveries) == sorted(notice.recipients), name)
    for name, raw in (MACHINES | HELD_OUT_MACHINES).items():
        tally.count("machines without a receipt", not read_letter(raw, ("amet.example",)).automatic.may_acknowledge, name)
    for name, raw in [*(PEOPLE | HELD_OUT_PEOPLE).items(), *NEAR_NOTICES.items()]:
        letter = read_letter(raw, ("amet.example",))
        tally.count("people taken for people", not letter.automatic.generated and not letter.automatic.bounce, name)
    return tally


def quoted() -> Tally:
    """Letters that answer, in the manner of many programs, and letters that only look like one."""
    tally = Tally()
    for name, own, told in _answers():
        _folding(tally, name, own, told)
    for name, words in OWN_WORDS.items():
        tally.count("own words kept", new_words(words) == words, name)
    return tally


def _answers() -> Iterator[tuple[str, str, str]]:
    for name, line in [*OUTLOOK.items(), *INTRODUCED.items()]:
        own = OWN[name[:2]]
        yield name, own, new_words(f"{own}\n\n{line}\n\n{OLD}", reply=True)
    for name, line in [*ATTRIBUTIONS.items(), *INTRODUCED.items(), *MARKED.items()]:
        own = OWN.get(name[:2], OWN["et"])
        yield f"{name} >", own, new_words(f"{own}\n\n{line}\n{QUOTED}", reply=True)
        if line.strip().endswith(":"):  # below a block of headers no program puts an answer
            yield f"{name} > answered below", own, new_words(f"{line}\n{QUOTED}\n\n{own}", reply=True)
    for name, (line, ways) in WRITTEN_LATER.items():
        own = OWN[name[:2]]
        for way in ways:
            yield f"{name} {way}", own, new_words(f"{own}\n\n{line}\n\n{QUOTED if way == 'm' else OLD}", reply=True)
    for name, page in PAGES.items():
        yield f"{name}, page", PAGE_OWN, read_letter(REPLY % b"text/html" + page.encode()).new_text


def _folding(tally: Tally, name: str, own: str, told: str) -> None:
    tally.count("folded exactly", _flat(told) == _flat(own), name)
    tally.count("own words kept", not Counter(own.split()) - Counter(told.split()), name)


def labelled(folder: Path) -> Tally:
    """A folder of letters with labels."""
    tally = Tally()
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label: dict[str, Any] = json.loads(line)
        letter = read_letter((folder / label["file"]).read_bytes(), OWN_DOMAINS)
        for key, (question, right) in QUESTIONS.items():
            if key in label:
                tally.count(question, right(letter, label[key]), label["file"])
        if "auto_generated" in label:
            _machine(tally, letter, bool(label["auto_generated"]), label["file"])
        if label.get("bounce"):
            tally.count("bounces recognised", letter.automatic.bounce, label["file"])
        if "new_text" in label:
            _folding(tally, label["file"], label["new_text"], letter.new_text)
        tally.count("read without a fault", "unreadable" not in letter.defects, label["file"])
    return tally


def _machine(tally: Tally, letter: Letter, is_machine: bool, name: str) -> None:
    if is_machine:
        tally.count("machines without a receipt", not letter.automatic.may_acknowledge, name)
    else:
        tally.count("people taken for people", not letter.automatic.generated and letter.automatic.may_acknowledge, name)


def _from(letter: Letter, wanted: Any) -> bool:
    name, address = wanted if isinstance(wanted, list) else (None, wanted)
    return letter.sender.address == address and name in (None, letter.sender.name)


QUESTIONS: dict[str, tuple[str, Callable[[Letter, Any], bool]]] = {
    "subject": ("subject", lambda letter, wanted: letter.subject == wanted),
    "from": ("From", _from),
    "to": ("To", lambda letter, wanted: [one.address for one in letter.to] == wanted),
    "cc": ("Cc", lambda letter, wanted: [one.address for one in letter.cc] == wanted),
    "text": ("text", lambda letter, wanted: _flat(letter.body) == _flat(wanted)),
    "attachments": ("attachments", lambda letter, wanted: sorted(one.name for one in letter.attachments) == sorted(wanted)),
}


def _flat(text: str) -> str:
    return " ".join(text.split())


def costs(letters: Iterable[tuple[str, Callable[[], bytes]]]) -> list[tuple[float, float, str]]:
    """Return CPU seconds and MB over its size of each letter, read in a process of its own."""
    context = multiprocessing.get_context("fork")
    told = []
    for name, make in letters:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_cost, args=(make, theirs))
        process.start()
        theirs.close()
        seconds, grown = ours.recv()
        process.join()
        told.append((seconds, grown, name))
    return told


def _cost(make: Callable[[], bytes], tell: Connection) -> None:
    raw = make()
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    read_letter(raw, OWN_DOMAINS)
    seconds = time.process_time() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 - len(raw) / 1024**2
    tell.send((seconds, max(0.0, grown)))


def all_letters(folders: list[Path]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    for file in (file for folder in [ODD, *folders] for file in sorted(folder.glob("*.eml"))):
        yield file.stem, file.read_bytes
    for name, (make, _) in HOSTILE.items():
        yield name, make


def main(arguments: list[str]) -> int:
    folders = [Path(one) for one in arguments]
    print(machine())
    tallies = {f"Our own odd letters ({len(READINGS)}), each with its expected reading": odd_letters(),
               "Machines, delivery notices, and people who come near one": machines(),
               "Answers as many mail programs write them, and letters that look like one": quoted()}  # fmt: skip
    tallies |= {f"Labelled folder {folder.name}": labelled(folder) for folder in folders}
    for title, tally in tallies.items():
        tally.show(title)
    spent = costs(all_letters(folders))
    slowest, widest = max(spent), max(spent, key=lambda one: one[1])
    print(f"\nThe cost of one letter, over {len(spent)} letters, {len(HOSTILE)} of them made to be slow")
    print(f"  the slowest, CPU seconds      {slowest[0]:8.2f}  {slowest[2]}  (aim {LONGEST})")
    print(f"  most memory over its size, MB {widest[1]:8.0f}  {widest[2]}  (aim {LARGEST:.0f})")
    broken = any(tally.broken() for tally in tallies.values())
    return 1 if broken or slowest[0] > LONGEST or widest[1] > LARGEST else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
