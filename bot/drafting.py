"""/mustand with its further words: a campaign, what may be put in, or the draft itself."""

from bot import papers
from bot.campaigns import CAMPAIGN, campaign
from bot.names import plain
from bot.offers import show_offers
from bot.said import first_word
from bot.talk import Talk

OFFERS = ("sarnased", "pakkumised", "similar", "похожие")


async def draft(talk: Talk, ref: str, words: str) -> None:
    """Answer /mustand REF [kampaania [step] | sarnased | NUMBER | uus | TOPIC]."""
    word, rest = first_word(words)
    if plain(word) in map(plain, CAMPAIGN):
        await campaign(talk, ref, rest)
    elif plain(word) in map(plain, OFFERS):
        await show_offers(talk, ref, rest)
    elif word.isdecimal() and not rest:
        await show_offers(talk, ref, word)
    else:
        await papers.draft_letter(talk, ref, words)
