"""The sentences of the leak guard: what stopped a letter of ours, in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("leak.head", "✋ <b>{ref}</b>: kirjas on midagi, mida saaja võib-olla näha ei tohi ({count}). Midagi ei ole kinnitatud ega saadetud.", "✋ <b>{ref}</b>: в письме есть то, что адресату, возможно, видеть нельзя ({count}). Ничего не согласовано и не отправлено.", "✋ <b>{ref}</b>: the letter holds what its reader perhaps may not see ({count}). Nothing has been approved or sent."),
    ("leak.foot", "Palun parandada mustandit (/mustand {ref}) või, kui see on õige, jätkata põhjendusega: /{command} {ref} siiski PÕHJUS", "Исправьте проект (/mustand {ref}) или, если всё верно, продолжите с причиной: /{command} {ref} siiski ПРИЧИНА", "Please mend the draft (/draft {ref}) or, if it is right, go on with a reason: /{command} {ref} siiski WHY"),
    ("leak.in_private", "✋ {ref}: kirjas on midagi, mida saaja võib-olla näha ei tohi. Leiud on privaatvestluses.", "✋ {ref}: в письме есть то, что адресату, возможно, видеть нельзя. Подробности в личном чате.", "✋ {ref}: the letter holds what its reader perhaps may not see. The findings are in the private chat."),
    ("refusal.LeakSuspected", "✋ {ref}: kirjas on midagi, mida saaja võib-olla näha ei tohi ({count}). Leiud näitab /kinnita {ref} privaatvestluses.", "✋ {ref}: в письме есть то, что адресату, возможно, видеть нельзя ({count}). Что именно, покажет /kinnita {ref} в личном чате.", "✋ {ref}: the letter holds what its reader perhaps may not see ({count}). /approve {ref} in the private chat shows what."),
    ("leak.sign.personal_code", "isikukood või pangakonto", "личный код или счёт", "personal code or bank account"),
    ("leak.sign.other_person", "inimene, keda saaja ei ole nimetanud", "человек, которого адресат не называл", "a person the reader has not named"),
    ("leak.sign.other_case", "inimene teisest pöördumisest", "человек из другого обращения", "a person from another case"),
    ("leak.sign.internal_note", "sõnad sisemisest märkusest", "слова из внутренней заметки", "words of an internal note"),
    ("leak.sign.extra_recipient", "saaja, kes ei ole pöörduja", "адресат, который не обращался", "a recipient who is not the writer"),
    ("leak.sign.tracked_changes", "failis on jälgitud muudatusi", "в файле отслеживаемые исправления", "tracked changes in the file"),
    ("leak.sign.hidden_text", "failis on peidetud tekst", "в файле скрытый текст", "hidden text in the file"),
    ("leak.sign.comments", "failis on kommentaarid", "в файле комментарии", "comments in the file"),
    ("leak.sign.hidden_sheet", "failis on peidetud leht", "в файле скрытый лист", "a hidden sheet in the file"),
    ("leak.sign.hidden_rows", "failis on peidetud ridu või veerge", "в файле скрытые строки или столбцы", "hidden rows or columns in the file"),
    ("leak.sign.hidden_slide", "failis on peidetud slaid", "в файле скрытый слайд", "a hidden slide in the file"),
    ("leak.sign.speaker_notes", "failis on esitleja märkmed", "в файле заметки докладчика", "speaker notes in the file"),
    ("leak.sign.macros", "failis on makrod", "в файле макросы", "macros in the file"),
    ("leak.sign.old_format", "vana failivorming: sisse ei saa vaadata", "старый формат файла: проверить нельзя", "an old file format: it cannot be looked into"),
    ("leak.sign.unreadable", "faili ei saa lugeda", "файл не читается", "the file cannot be read"),
    ("leak.sign.not_looked_into", "faili ei ole läbi vaadatud", "файл не проверен", "the file was not looked into"),
    ("leak.sign.ak_unencrypted", "piiranguga fail läheks krüpteerimata", "файл с ограничением ушёл бы незашифрованным", "a restricted file would leave unencrypted"),
    ("leak.sign.unverified_sender", "piiranguga andmed küsijale, kelle isik ei ole kindlaks tehtud", "данные с ограничением тому, чья личность не подтверждена", "restricted data to somebody whose identity is not proved"),
    ("leak.sign.mask_left", "tekstis on mask", "в тексте осталась маска", "a mask is left in the text"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
