"""The sentences of conversations: what is asked for one by one, how one leaves; in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    # -- commands that lack words
    ("asked.how", "<i>Palun kirjutada see järgmise sõnumina. Loobuda: /katkesta</i>", "<i>Напишите это следующим сообщением. Отказаться: /katkesta</i>", "<i>Please write it as your next message. To leave: /cancel</i>"),
    ("asked.which_case", "Millise pöördumise kohta on käsk /{command}? Valida saab nupust või kirjutada number.", "К какому обращению относится команда /{command}? Выберите кнопкой или напишите номер.", "Which case is /{command} for? Pick one below or write its number."),
    ("asked.no_case", "Millise pöördumise kohta on käsk /{command}? Number on kujul 26-0142.", "К какому обращению относится команда /{command}? Номер имеет вид 26-0142.", "Which case is /{command} for? A number looks like 26-0142."),
    ("asked.no_number", "Selles sõnumis ei ole pöördumise numbrit, näiteks 26-0142.", "В этом сообщении нет номера обращения, например 26-0142.", "There is no case number in this message, such as 26-0142."),
    ("asked.left", "Pooleli olnu on lõpetatud. Midagi ei muudetud.", "Начатое прервано. Ничего не изменено.", "What was begun has been left. Nothing was changed."),
    ("asked.over", "See küsimus on aegunud. Palun anda käsk uuesti.", "Этот вопрос устарел. Дайте команду снова.", "This question has expired. Please give the command again."),
    ("asked.reason", "Põhjus on puudu.", "Нет причины.", "The reason is missing."),
    ("asked.tagasi", "Miks mustand {ref} tagasi läheb?", "Почему проект {ref} возвращается?", "Why is the draft of {ref} returned?"),
    ("asked.pikenda", "Miks on {ref} vastamiseks rohkem aega vaja? Põhjus läheb pöördujale nii, nagu see siia kirjutatakse.", "Почему для ответа на {ref} нужно больше времени? Причину человек прочтёт так, как она здесь написана.", "Why does {ref} need more time? The person will read the reason as it is written here."),
    ("asked.tapsusta", "Mida pöördujalt küsida ({ref})? Küsimus läheb talle nii, nagu see siia kirjutatakse.", "О чём спросить человека ({ref})? Вопрос уйдёт так, как он здесь написан.", "What is the person to be asked ({ref})? The question goes out as it is written here."),
    ("asked.edasta", "Kellele {ref} edastada? Asutuse nimi ja e-posti aadress, näiteks: Näidisvald info@vald.example", "Кому переслать {ref}? Название учреждения и адрес почты, например: Näidisvald info@vald.example", "To whom is {ref} forwarded? The body's name and mail address, such as: Näidisvald info@vald.example"),
    ("asked.maara", "Kellele pöördumine {ref} määrata?", "Кому поручить обращение {ref}?", "Who is to have {ref}?"),
    ("asked.liik", "Mis liiki pöördumine {ref} on?", "Какого вида обращение {ref}?", "Of what kind is {ref}?"),
    ("asked.keel", "Mis keeles pöördumisele {ref} vastata?", "На каком языке отвечать на {ref}?", "In which language is {ref} to be answered?"),
    ("asked.yhenda", "Mis pöördumine liita pöördumisega {ref}? Palun kirjutada teise number.", "Какое обращение присоединить к {ref}? Напишите номер второго.", "Which case is to be joined to {ref}? Please write the other's number."),
    ("asked.laps.kov", "Kellele {ref} edastati, mis viisil ja millal? Näide: Kivila vald, krüpteeritult, kell 10.15", "Кому передано {ref}, каким способом и когда? Пример: Kivila vald, krüpteeritult, 10.15", "To whom was {ref} passed on, how and when? Example: Kivila vald, encrypted, 10.15"),
    ("asked.laps.kov_teab", "Kelle sõnul omavalitsus juba teab ({ref})?", "С чьих слов муниципалитет уже знает ({ref})?", "Who says that the municipality knows already ({ref})?"),
    ("asked.laps.ei", "Miks ei ole laps abivajav ({ref})?", "Почему ребёнок не нуждается в помощи ({ref})?", "Why is the child not in need ({ref})?"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
