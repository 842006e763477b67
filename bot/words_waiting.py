"""The sentences of what waits for a person: letters of ours whose fate is open, and letters that cannot be read."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("missing.ootel", "Näited: /ootel 12 26-0142, /ootel 12 näita, /ootel 12 uus, /ootel 12 uuesti, /ootel 12 ei PÕHJUS. Kõrvale pandud kirjad: /ootel masinad, /ootel 12 tagasi. Meie kirjad: /ootel v12 näita, /ootel v12 läinud, /ootel v12 saada, /ootel v12 jäta PÕHJUS", "Примеры: /ootel 12 26-0142, /ootel 12 показать, /ootel 12 новое, /ootel 12 снова, /ootel 12 нет ПРИЧИНА. Убранные письма: /ootel машины, /ootel 12 назад. Наши письма: /ootel v12 показать, /ootel v12 дошло, /ootel v12 снова, /ootel v12 оставить ПРИЧИНА", "Examples: /held 12 26-0142, /held 12 show, /held 12 new, /held 12 again, /held 12 no REASON. Letters put away: /held machines, /held 12 back. Letters of ours: /held v12 show, /held v12 sent, /held v12 again, /held v12 leave REASON"),
    ("held.why.update", "vestlusest tulnu, mida ei õnnestunud käsitleda", "сообщение из чата, которое не удалось обработать", "came by the chat and could not be handled"),
    ("held.why.put_back", "oli kõrvale pandud, inimene tõi tagasi", "было убрано, человек вернул", "was put away, a person took it back"),
    ("away.head", "<b>Viimati kõrvale pandud kirjad</b>: masinate omad ja need, mis ei ole pöördumised", "<b>Убранные последними письма</b>: от машин и те, что не обращения", "<b>Letters put away last</b>: those of machines, and those that are no letters to us"),
    ("away.none", "Kõrvale pandud kirju ei ole.", "Убранных писем нет.", "No letter has been put away."),
    ("away.machine", "masina kiri", "письмо машины", "a machine's letter"),
    ("away.dismissed", "ei ole pöördumine", "не обращение", "no letter to us"),
    ("away.back", "Kiri #{id} ootab jälle inimest: /ootel", "Письмо #{id} снова ждёт человека: /ootel", "Letter #{id} waits for a person again: /held"),
    ("button.away_back", "#{id} tagasi ootele", "#{id} вернуть в ожидание", "#{id} take back"),
    ("held.original_gone", "Selle kirja algset faili ei ole alles. Palun öelge haldurile: vastaja db verify", "Исходного файла этого письма нет. Сообщите администратору: vastaja db verify", "The original of this letter is gone. Tell the operator: vastaja db verify"),
    ("held.barely", "⚠️ Kirja ei õnnestunud tervenisti lugeda. Siin on selle algus nii, nagu see tuli; kogu kirja saab haldurilt: vastaja held show {id} --out FAIL", "⚠️ Полностью прочитать письмо не удалось. Вот его начало в том виде, как оно пришло; письмо целиком даст администратор: vastaja held show {id} --out ФАЙЛ", "⚠️ The letter could not be read whole. This is its beginning as it came; the operator has all of it: vastaja held show {id} --out FILE"),
    ("stuck.head", "✉️ <b>{ref}</b>: {paper}", "✉️ <b>{ref}</b>: {paper}", "✉️ <b>{ref}</b>: {paper}"),
    ("stuck.house", "ameti enda teade", "сообщение самого учреждения", "message of the house"),
    ("stuck.left", "jäeti saatmata", "оставлено без отправки", "left unsent"),
    ("stuck.others", "🔕 Vestluse teateid ja saadetud kirjade koopiaid, mis ei jõudnud kohale: {count}", "🔕 Сообщений чата и копий отправленных писем, которые не дошли: {count}", "🔕 Messages to chats and copies of sent letters that never got there: {count}"),
    ("button.unsent_show", "{ref} näita", "{ref} показать", "{ref} show"),
    ("button.unsent_leave", "{ref} jäta saatmata", "{ref} не отправлять", "{ref} leave unsent"),
    ("button.others_again", "🔁 Proovi uuesti", "🔁 Ещё раз", "🔁 Try again"),
    ("button.others_leave", "Jäta nii", "Оставить так", "Leave them"),
    ("settled.left", "Kirja pandud: seda enam ei saadeta.", "Записано: больше не отправляется.", "Recorded: it is sent no more."),
    ("settled.others_again", "Uuesti proovitakse: {count}.", "Будет повторено: {count}.", "Tried again: {count}."),
    ("settled.others_left", "Nii jääb: {count}.", "Оставлено: {count}.", "Left as they are: {count}."),
    ("refusal.SayWhetherSent", "Pöördumise {ref} vastus võib olla kohal. Palun öelge, kas see läks kohale või saadetakse uuesti.", "Ответ по обращению {ref} мог дойти. Укажите, дошёл ли он или его отправить снова.", "The answer of {ref} may have arrived. Say whether it has, or have it sent again."),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
