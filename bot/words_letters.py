"""The sentences of who wrote and of a case's letters: doubts, addresses, new matters, merging; in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    # -- how sure the sender is, and what is doubtful: names only, never an address
    ("assurance.signed", "saatja: digiallkiri peab paika", "отправитель: цифровая подпись сходится", "sender: the digital signature holds"),
    ("assurance.aligned", "saatja: domeen on kinnitatud", "отправитель: домен подтверждён", "sender: the domain is proved"),
    ("assurance.unverified", "saatja: kinnitamata", "отправитель: не подтверждён", "sender: unverified"),
    ("mark.doubt", "⚠️ {doubts}", "⚠️ {doubts}", "⚠️ {doubts}"),
    ("doubt.reply_to_differs", "vastuseaadress erineb saatja aadressist", "адрес для ответа отличается от адреса отправителя", "the reply address differs from the sender's"),
    ("doubt.two_from_headers", "kirjal on mitu saatjarida", "в письме несколько строк отправителя", "the letter has several From lines"),
    ("doubt.several_from", "saatjareal on mitu aadressi", "в строке отправителя несколько адресов", "From names several addresses"),
    ("doubt.name_looks_like_address", "saatja nimi näeb välja nagu võõras aadress", "имя отправителя выглядит как чужой адрес", "the sender's name looks like another address"),
    ("doubt.lookalike_domain", "saatja domeen jäljendab teist", "домен отправителя подделан под другой", "the sender's domain imitates another"),
    ("doubt.mixed_script_domain", "saatja domeenis on segamini eri tähestike tähed", "в домене отправителя смешаны алфавиты", "the sender's domain mixes alphabets"),
    ("doubt.domain_unreadable", "saatja domeeni ei saa lugeda", "домен отправителя не читается", "the sender's domain cannot be read"),
    ("doubt.encoded_address", "saatja aadressis on peidetud märke", "в адресе отправителя скрытые знаки", "signs are hidden in the sender's address"),
    ("doubt.nul_in_address", "saatja aadressis on keelatud märke", "в адресе отправителя запрещённые знаки", "the sender's address holds forbidden signs"),
    ("doubt.address_odd", "saatja aadressi saab lugeda mitut moodi", "адрес отправителя можно прочесть по-разному", "the sender's address can be read in several ways"),
    ("doubt.address_unreadable", "saatja aadressi ei saa lugeda", "адрес отправителя не читается", "the sender's address cannot be read"),
    # -- to which address the answer goes
    ("menu.aadress", "NUMBER: kuhu vastus läheb", "НОМЕР: куда уйдёт ответ", "NUMBER: where the answer goes"),
    ("missing.aadress", "Näide: /aadress 26-0142 näitab aadresse, /aadress 26-0142 2 valib teise", "Пример: /aadress 26-0142 покажет адреса, /aadress 26-0142 2 выберет второй", "Example: /address 26-0142 shows the addresses, /address 26-0142 2 picks the second"),
    ("button.address", "✉️ Vastuse aadress", "✉️ Адрес ответа", "✉️ Answer address"),
    ("button.answer_to", "Vasta aadressile {address}", "Ответить на {address}", "Answer to {address}"),
    ("address.head", "<b>{ref}</b>: vastus läheb praegu esimesele aadressile. Kirjades on nimetatud:", "<b>{ref}</b>: ответ сейчас уйдёт на первый адрес. В письмах названы:", "<b>{ref}</b>: the answer goes to the first address now. The letters named:"),
    ("address.chosen", "✉️ Pöördumise {ref} vastus läheb nüüd valitud aadressile. Koostatud vastus vajab uut kooskõlastust.", "✉️ Ответ по {ref} теперь уйдёт на выбранный адрес. Составленный ответ нужно согласовать заново.", "✉️ The answer of {ref} now goes to the chosen address. An answer in the making needs approval anew."),
    ("refusal.NoSuchAddress", "Pöördumise {ref} kirjades sellist aadressi ei ole. Valikud: /aadress {ref}", "В письмах по {ref} нет такого адреса. Варианты: /aadress {ref}", "No letter of {ref} names that address. The choices: /address {ref}"),
    ("held.why.similar", "näib vastavat sama kirjutaja pöördumisele, muu seda ei kinnita", "похоже на ответ по обращению того же автора, иного подтверждения нет", "seems to answer a case of the same writer, nothing else confirms it"),
    # -- the language of a draft and of its reader
    ("draft.language.translated", "🌐 Keel: eesti keel ja tõlge ({spoken} keel), nagu pöördujale vaja.", "🌐 Язык: эстонский и перевод ({spoken}), как нужно автору.", "🌐 Language: Estonian and a translation ({spoken}), as the writer needs."),
    ("draft.language.untranslated", "🌐 Pöörduja keel on {spoken}; mustand on ainult eesti keeles, tõlget ei ole.", "🌐 Язык автора: {spoken}; проект только на эстонском, перевода нет.", "🌐 The writer's language is {spoken}; the draft is in Estonian only, there is no translation."),
    ("draft.language.alone", "🌐 Keel: kokkuleppel ainult {spoken}.", "🌐 Язык: по договорённости только {spoken}.", "🌐 Language: by agreement {spoken} only."),
    ("draft.language.unwritten", "🌐 Pöörduja keel on {spoken}; selles keeles Vastaja kirju ei koosta, vastus läheb eesti keeles.", "🌐 Язык автора: {spoken}; на нём Vastaja писем не составляет, ответ уйдёт на эстонском.", "🌐 The writer's language is {spoken}; Vastaja writes no letters in it, the answer goes in Estonian."),
    ("draft.language.left_out", "⚠️ Rea --- all olev tekst jääb kirjast välja, sest vastuse keel on {spoken}. Keelt muudab: /keel {ref} KEEL", "⚠️ Текст ниже строки --- в письмо не войдёт: язык ответа {spoken}. Изменить язык: /keel {ref} ЯЗЫК", "⚠️ The text below the line --- is left out of the letter: the language of the answer is {spoken}. To change it: /language {ref} LANGUAGE"),
    ("draft.language.odd", "⚠️ Keel ei klapi: siin peaks olema {meant} keel, tekst näib olevat {heard} keeles.", "⚠️ Язык не совпадает: нужен {meant}, а текст, похоже, {heard}.", "⚠️ The language does not fit: {meant} is expected, the text seems to be {heard}."),
    # -- a new matter
    ("menu.jaga", "NUMBER: kirjast uus pöördumine", "НОМЕР: новое обращение из письма", "NUMBER: a letter becomes a new case"),
    ("missing.jaga", "Näide: /jaga 26-0142 näitab hilisemaid kirju, /jaga 26-0142 2 teeb teisest kirjast uue pöördumise", "Пример: /jaga 26-0142 покажет поздние письма, /jaga 26-0142 2 сделает из второго новое обращение", "Example: /split 26-0142 lists the later letters, /split 26-0142 2 makes a new case of the second"),
    ("told.new_matter", "❓ Kiri paistab käsitlevat <b>uut asja</b>. Kas uus asi, uus tähtaeg?", "❓ Похоже, письмо о <b>новом деле</b>. Новое дело, новый срок?", "❓ The letter seems to be of a <b>new matter</b>. A new case with a new term?"),
    ("button.new_clock", "Uus asi, uus tähtaeg", "Новое дело, новый срок", "New matter, new term"),
    ("button.follow_up_new", "Uus pöördumine", "Новое обращение", "New case"),
    ("button.split_one", "Kiri {number} → uus pöördumine", "Письмо {number} → новое обращение", "Letter {number} → new case"),
    ("split.head", "<b>{ref}</b>: kirjad, millest võib saada uue pöördumise", "<b>{ref}</b>: письма, из которых можно сделать новое обращение", "<b>{ref}</b>: letters that may become a new case"),
    ("split.line", "{number}. kiri · {at}", "письмо {number} · {at}", "letter {number} · {at}"),
    ("split.none", "Pöördumisel {ref} ei ole kirja, millest teha uus pöördumine.", "По {ref} нет письма, из которого можно сделать новое обращение.", "Case {ref} has no letter to make a new case of."),
    ("split.done", "Kirjast sai uus pöördumine {ref} oma tähtajaga (varem {old}).", "Из письма сделано новое обращение {ref} со своим сроком (раньше {old}).", "The letter became case {ref} with its own term (before: {old})."),
    ("refusal.NoSuchLetter", "Pöördumisel {ref} sellist kirja ei ole, või algas pöördumine sellest. Valikud: /jaga {ref}", "По {ref} нет такого письма, или с него началось обращение. Варианты: /jaga {ref}", "Case {ref} has no such letter, or began with it. The choices: /split {ref}"),
    # -- one matter twice
    ("menu.yhenda", "NUMBER NUMBER: kaks pöördumist üheks", "НОМЕР НОМЕР: два обращения в одно", "NUMBER NUMBER: two cases become one"),
    ("missing.yhenda", "Vaja on kaht numbrit: esimene jääb, teine liidetakse. Näide: /yhenda 26-0142 26-0150", "Нужны два номера: первый остаётся, второй присоединяется. Пример: /yhenda 26-0142 26-0150", "Two numbers are needed: the first stays, the second joins it. Example: /merge 26-0142 26-0150"),
    ("merged.done", "🔗 Pöördumine {other} on liidetud pöördumisega {ref}. Kehtib varasem tähtaeg.", "🔗 Обращение {other} присоединено к {ref}. Действует более ранний срок.", "🔗 Case {other} has joined {ref}. The earlier term holds."),
    ("merged.two_writers", "🔗 Pöördumine {other} on liidetud pöördumisega {ref}. Kehtib varasem tähtaeg. <b>Saatjad on erinevad</b>: vastus läheb esimese pöördumise saatjale.", "🔗 Обращение {other} присоединено к {ref}. Действует более ранний срок. <b>Отправители разные</b>: ответ уйдёт отправителю первого.", "🔗 Case {other} has joined {ref}. The earlier term holds. <b>The writers differ</b>: the answer goes to the writer of the first."),
    ("refusal.SameCase", "Pöördumist {ref} ei saa liita iseendaga.", "Обращение {ref} нельзя присоединить к самому себе.", "Case {ref} cannot join itself."),
    ("refusal.CaseIsClosed", "Pöördumine {ref} on lõpetatud. Enne liitmist tuleb see uuesti avada.", "Обращение {ref} завершено. Перед объединением откройте его снова.", "Case {ref} is closed. Open it again before merging."),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
