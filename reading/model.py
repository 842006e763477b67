"""The small model beside the rules: one row of small whole weights for each question, read from reading/data/model.bin."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from operator import itemgetter
from pathlib import Path
from typing import Final

from reading.features import BUCKETS, Seen, length
from reading.joining import Join
from rules.kinds import Kind

DANGER: Final = "danger"
CONCERN: Final = "concern"
OFFENCE: Final = "offence"
MEDIA: Final = "media"
KINDS: Final = tuple(f"kind {kind.value}" for kind in Kind)
HARMS: Final = (DANGER, CONCERN, OFFENCE)  # judged by the sentence also
MEANT: Final = {f"meant {harm}": harm for harm in HARMS}  # the same questions, asked of the meanings alone
CALM: Final = "calm"  # of a kind that is neither a complaint nor an authority's inquiry; the kinds may learn, a verdict on harm may not
QUESTIONS: Final = (*HARMS, *MEANT, CALM, MEDIA, *KINDS)
NO_CHILD: Final = "no child"
RULED_DANGER: Final = "ruled danger"
RULED_NEED: Final = "ruled need"
RULED_OFFENCE: Final = "ruled offence"
LONG: Final = "long"
LONG_PIECES: Final = 5  # a letter of so many pieces is one long; in a long letter a danger told in passing is drowned by the rest
LONGEST: Final = 4.0  # times as long says no more
SHARE_OF_PIECE: Final = 0.5  # of a harm's weight; the rest is the whole letter's
_FILE: Final = "model.bin"


@dataclass(frozen=True, slots=True)
class Row:
    """The weights of one question: int8 by bucket, with the size of one step and what is added to every letter."""

    weights: bytes
    step: float
    bias: float

    def weight(self, features: Sequence[int]) -> float:
        """Return the log-odds that the question is answered yes."""
        if not features:
            return self.bias
        get = itemgetter(*features, features[0])  # one more, for a tuple even of one
        weights = memoryview(self.weights).cast("b")
        total: int = sum(get(weights)) - weights[features[0]]
        return self.bias + self.step * total / length(features)


@dataclass(frozen=True, slots=True)
class Taught:
    """What officials' corrections of one decision to one answer have in common: a weight for each of a few features."""

    weights: Mapping[int, float]
    bias: float

    def weight(self, features: Sequence[int]) -> float:
        """Return the log-odds that officials would give this answer: positive is yes."""
        return self.bias + sum(self.weights.get(at, 0.0) for at in features) / length(features)


@dataclass(frozen=True, slots=True)
class Model:
    """All questions with the weight from which each is answered yes, how the findings on a harm are joined, and what corrections have taught beside them."""

    rows: Mapping[str, Row]
    limits: Mapping[str, float]
    joins: Mapping[str, Join] = field(default_factory=dict)
    taught: Mapping[str, Taught] = field(default_factory=dict)  # "offence False"; empty in the built-in model

    def says(self, question: str, seen: Seen) -> float:
        """Return the log-odds above the question's limit: positive is yes."""
        return Verdict(self, seen).says(question)

    def hears(self, question: str, seen: Seen) -> float:
        """Return the log-odds that the question's own weights give."""
        row = self.rows[question]
        if question in MEANT:
            return row.weight(seen.meant)
        whole = row.weight(seen.whole)
        if question in HARMS and seen.pieces:
            most = max(row.weight(piece) for piece in seen.pieces)
            whole = (1 - SHARE_OF_PIECE) * whole + SHARE_OF_PIECE * most
        return whole

    def findings(self, seen: Seen) -> dict[str, float]:
        """Return all that a verdict on a harm is joined from."""
        heard = {question: self.hears(question, seen) for question in (*HARMS, *MEANT, CALM)}
        ruled = {name: float(name in seen.found) for name in (NO_CHILD, RULED_DANGER, RULED_NEED, RULED_OFFENCE)}
        return heard | ruled | {LONG: min(LONGEST, len(seen.pieces) / LONG_PIECES)}

    def sentence(self, question: str, seen: Seen) -> int:
        """Return the number of the sentence at which the piece begins that speaks loudest for yes."""
        row = self.rows[question]
        return max(zip(map(row.weight, seen.pieces), seen.firsts, strict=True), default=(0.0, 0))[1]


@dataclass(slots=True)
class Verdict:
    """What a model says of one letter: what the verdicts on harm are joined from is found once, whichever of them are asked for."""

    model: Model
    seen: Seen
    _findings: Mapping[str, float] | None = None

    def says(self, question: str) -> float:
        """Return the log-odds above the question's limit: positive is yes."""
        join = self.model.joins.get(question)
        if join and self._findings is None:
            self._findings = self.model.findings(self.seen)
        odds = join.weight(self._findings or {}) if join else self.model.hears(question, self.seen)
        return odds - self.model.limits.get(question, 0.0)


def packed(model: Model) -> bytes:
    """Return the model as the bytes of its file: a line of JSON, then the weights of each row."""
    head = {
        "buckets": BUCKETS,
        "rows": {name: [row.step, row.bias] for name, row in model.rows.items()},
        "limits": dict(model.limits),
        "joins": {name: [dict(join.weights), join.bias] for name, join in model.joins.items()},
    }
    if model.taught:
        head["taught"] = {name: [list(one.weights.items()), one.bias] for name, one in model.taught.items()}
    line = json.dumps(head, sort_keys=True).encode() + b"\n"
    return line + zlib.compress(b"".join(model.rows[name].weights for name in sorted(model.rows)), 9)


def unpacked(content: bytes) -> Model:
    """Return the model of a file's bytes. Raises ValueError for a file of another size, or that is none."""
    line, _, rest = content.partition(b"\n")
    try:
        head, weights = json.loads(line), zlib.decompress(rest)
        names = sorted(head["rows"])
    except (zlib.error, KeyError, TypeError) as fault:
        raise ValueError("this is no model file") from fault
    if head["buckets"] != BUCKETS or len(weights) != BUCKETS * len(names) or set(names) != set(QUESTIONS) or "joins" not in head:
        raise ValueError("the model file does not fit this version")
    rows = {
        name: Row(weights[at * BUCKETS : (at + 1) * BUCKETS], *head["rows"][name]) for at, name in enumerate(names)
    }
    joins = {name: Join(*parts) for name, parts in head["joins"].items()}
    taught = {name: Taught(dict(weights), bias) for name, (weights, bias) in head.get("taught", {}).items()}
    return Model(rows, head["limits"], joins, taught)


def read_model(file: Path) -> Model:
    """Return the model of a file that was learnt here; what is said of harm is the program's own, whenever the file was made.

    Raises ValueError for one of another version, OSError where it is not there.
    """
    learnt, own = unpacked(file.read_bytes()), built_in_model()
    harm = {question: own.rows[question] for question in (*HARMS, *MEANT, CALM)}
    return replace(learnt, rows={**learnt.rows, **harm}, limits=own.limits, joins=own.joins)


_used: list[Model] = []  # of this process; empty: the built-in one


def use_model(model: Model) -> None:
    """Let this process read with another model than the built-in one."""
    _used[:] = [model]


def model_in_use() -> Model:
    """Return the model that this process reads with."""
    return _used[0] if _used else built_in_model()


@cache
def built_in_model() -> Model:
    """Return the model that came with the program; read once."""
    return unpacked((files("reading") / "data" / _FILE).read_bytes())
