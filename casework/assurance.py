"""How sure we are of who wrote a letter: signed, from a proved domain, or unverified; and what in its sender is doubtful."""

from collections.abc import Iterable
from typing import Final

from mail.authentication import proves_domain
from mail.letter import Letter

# Defects of a letter that an official should know of before answering, by name only: the addresses themselves are content.
DOUBTS: Final = (
    "reply_to_differs", "two_from_headers", "several_from", "name_looks_like_address", "lookalike_domain",
    "mixed_script_domain", "domain_unreadable", "encoded_address", "nul_in_address", "address_odd", "address_unreadable",
)  # fmt: skip
_HARMLESS_TO_PROOF: Final = ("reply_to_differs",)


def assurance(letter: Letter) -> str:
    """Return "signed", "aligned" or "unverified". A letter is never authority, whatever it is called here (threats.md A4)."""
    if any(signature.valid for signature in letter.signatures):
        return "signed"
    doubtful = set(doubts(letter.defects)) - set(_HARMLESS_TO_PROOF)
    return "aligned" if not doubtful and proves_domain(letter.authentication, letter.sender.address) else "unverified"


def doubts(defects: Iterable[str]) -> tuple[str, ...]:
    """Return which of a letter's defects make its sender doubtful, in our order."""
    found = set(defects)
    return tuple(name for name in DOUBTS if name in found)
