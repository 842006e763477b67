"""Whether the writer asks not to be named: a suggestion of nothing, a stop (LasteKS § 27 (5)). In doubt the answer is yes.

What is weighed is one sentence: somebody is asked not to tell, and what is not to be told is who wrote. The order of the
words is free in Estonian and Russian ("ärge minu nime avaldage", "minu nime palun mitte avaldada"), so that no phrase would do.
"""

import re
from typing import Final

from reading.text import sentences


def _words(*beginnings: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(beginnings)})", re.IGNORECASE)


# Alone they are enough.
_PLAIN: Final = _words(
    r"anon[üy]ü?m", r"анонимн", r"incognito\b", r"инкогнито\b", r"nimetuks jää", r"jää\w* nimetuks", r"без указания имени", r"ohne (?:meinen )?namen",
    r"(?:keep|leave) (?:my name|me|my identity) out", r"who i am (?:must|should|may) (?:not|remain|stay)",
)  # fmt: skip
# All of one row, in one sentence.
_NOT: Final = _words(
    r"ärge\b", r"ära\b", r"mitte\b", r"ei (?:soovi|taha|tohi|luba|tohiks|sooviks|tahaks|pea|peaks|saaks|või|avalda|ütle|nimeta)\b", r"ilma\b",
    r"не\b", r"нельзя\b", r"без\b", r"do not\b", r"don[’']?t\b", r"not\b", r"never\b", r"without\b", r"nicht\b", r"keine[nr]?\b",
)  # fmt: skip
_TELL: Final = _words(
    r"avald", r"avalik", r"ütle", r"öel", r"nimeta", r"maini", r"rääki", r"räägi", r"jaga", r"edasta", r"teada\b", r"teaks?\b", r"teatata", r"selgu", r"välja", r"kasuta",
    r"reet", r"называ", r"назов", r"указыва", r"разглаша", r"сообща", r"говор", r"раскрыва", r"упомина", r"выдава", r"передава", r"зна(?:ет|ли|ть|л)\b", r"узна",
    r"tell", r"disclos", r"reveal", r"shar", r"mention", r"name me", r"give", r"pass", r"know", r"identif", r"use\b", r"weiter", r"nenn", r"preis",
)  # fmt: skip
_WHO: Final = _words(
    r"(?:minu|mu|oma) (?:\w+ )?(?:nim[ei]|isik|andme|kontakt|telefon|aadress|e-post|meil)", r"nime\b", r"nimi\b", r"mind\b", r"minust\b", r"minu kohta", r"minu käest", r"minult\b",
    r"kes (?:ma|mina|sellest|teile|teid|kirjuta|teata|kaeba|helista|kurt)", r"kellelt\b", r"teataja", r"kirjutaja", r"kaebaja", r"allika", r"et mina\b",
    r"мо(?:ё|е|его|ему|и|их|ими|ю|ей) (?:\w+ )?(?:им[яе]|личност|данн|контакт|фамили|телефон|адрес)", r"имя\b", r"имени\b", r"меня\b", r"обо мне", r"кто (?:написал|сообщил|пожаловал|я\b|вам|это)",
    r"my (?:\w+ )?(?:name|identity|contact|details|data|address|phone)", r"who (?:i am|wrote|told|reported|complained|it was)", r"it was me", r"about me", r"tell (?:them|anyone|anybody) (?:that )?(?:it|i)\b",
    r"meinen? (?:\w+ )?(?:name|daten|kontakt)", r"mich\b", r"wer ich",
)  # fmt: skip
_SECRET: Final = _words(
    r"saladus", r"salaja", r"konfidents", r"varju", r"tundmatu", r"diskreet", r"тайн", r"секрет", r"конфиденц", r"неизвестн", r"confiden", r"secret", r"private\b", r"unnamed", r"hidden",
    r"vertraulich", r"geheim",
)  # fmt: skip
_KEEP: Final = _words(
    r"jää", r"jät", r"hoid", r"hoia", r"остав", r"остат", r"остан", r"сохран", r"держ", r"keep", r"kept", r"remain", r"stay", r"leave", r"treat", r"behand", r"bleib",
)  # fmt: skip
_FEAR: Final = _words(r"karda", r"hirm", r"боюсь", r"опасаюсь", r"afraid", r"fear")
_OUT: Final = _words(r"välja\b", r"out\b")
_ALL_OF: Final = ((_NOT, _TELL, _WHO), (_SECRET, _KEEP), (_SECRET, _WHO), (_FEAR, _TELL, _WHO), (_KEEP, _OUT, _WHO))


def withheld(words: str) -> bool:
    """Tell whether the writer of these words asks not to be named."""
    return any(_asks(words[start:end]) for start, end in sentences(words))


def _asks(sentence: str) -> bool:
    return bool(_PLAIN.search(sentence)) or any(all(one.search(sentence) for one in row) for row in _ALL_OF)
