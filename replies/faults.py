"""The refusals of this room: each names what a person has to mend."""

from pathlib import Path

from rules.kinds import Language


class NoSuchReply(LookupError):
    """No template is written for this reply, part and language."""

    def __init__(self, reply: str, language: Language, part: str) -> None:
        super().__init__(f"there is no {part} for the reply {reply} in {language}")
        self.reply, self.language, self.part = reply, language, part


class MissingFact(LookupError):
    """A text needs a fact that nobody gave, or that is blank. `name` is as the template writes it, e.g. case.answer_by."""

    def __init__(self, name: str, reply: str, language: Language) -> None:
        super().__init__(f"the reply {reply} ({language}) needs the fact {name}")
        self.name, self.reply, self.language = name, reply, language


class BrokenTemplate(ValueError):
    """A template that cannot be filled: badly written, or wanting more than templates may. `line` is 0 for the whole file."""

    def __init__(self, file: str, line: int, sentence: str) -> None:
        super().__init__(f"{file}:{line}: {sentence}")
        self.file, self.line, self.sentence = file, line, sentence


class UnprintableSign(ValueError):
    """A letter holds a sign that no font of the letterhead has; `sign` is content."""

    def __init__(self, sign: str) -> None:
        super().__init__("no font of the letterhead has a sign of the letter")
        self.sign = sign


class BadPosition(ValueError):
    """A file of official positions that cannot be used."""

    def __init__(self, file: Path, sentence: str) -> None:
        super().__init__(f"{file}: {sentence}")
        self.file, self.sentence = file, sentence
