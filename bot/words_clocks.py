"""The sentences of clocks, tracks, reminders and absences, each in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    # -- our letters
    ("paper.refusal_to_answer", "vastamisest loobumise teade", "сообщение об отказе отвечать", "notice that no answer is given"),
    ("paper.late_notice", "hilinemise teade", "сообщение о задержке", "notice of delay"),
    ("paper.child_referral", "lapse teate edastamine", "передача сообщения о ребёнке", "referral of the child's report"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
