"""The sentences of letters as files: PDF and .docx, editing, signing, encrypting, other ways of sending; in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    # -- the letterhead
    ("refusal.BrokenLetterhead", "Kirja ei saanud valmis teha: asutuse kirjaplangi fail {file} on vigane ({why}). Midagi ei saadetud ega kadunud. Palun öelda administraatorile.", "Письмо не удалось оформить: файл бланка {file} с ошибкой ({why}). Ничего не отправлено и не потеряно. Сообщите администратору.", "The letter could not be made: the letterhead file {file} is faulty ({why}). Nothing was sent or lost. Please tell the administrator."),
    # -- editing
    ("button.docx", "📄 Word", "📄 Word", "📄 Word"),
    ("button.pdf", "🖨 PDF", "🖨 PDF", "🖨 PDF"),
    ("button.paragraphs", "¶ Lõikhaaval", "¶ По абзацам", "¶ By paragraph"),
    ("button.paragraph", "✏️ {number}", "✏️ {number}", "✏️ {number}"),
    ("button.changes", "🔍 Mis muutus", "🔍 Что изменилось", "🔍 What changed"),
    ("button.tracked.accept", "✅ Võta muudatused vastu", "✅ Принять правки", "✅ Accept the changes"),
    ("button.tracked.refuse", "✖️ Lükka muudatused tagasi", "✖️ Отклонить правки", "✖️ Refuse the changes"),
    ("docx.how", "📄 <b>{ref}</b> · v{version}. Palun muuta ainult märgitud ridade vahel, salvestada .docx-failina ja saata fail vastusena sellele sõnumile.", "📄 <b>{ref}</b> · v{version}. Измените только текст между отмеченными строками, сохраните как .docx и пришлите файл ответом на это сообщение.", "📄 <b>{ref}</b> · v{version}. Please edit only between the marked lines, save as .docx and send the file as an answer to this message."),
    ("pdf.how", "🖨 <b>{ref}</b> · v{version}. Nii näeb kiri paberil välja.", "🖨 <b>{ref}</b> · v{version}. Так письмо выглядит на бумаге.", "🖨 <b>{ref}</b> · v{version}. This is the letter on paper."),
    ("paragraphs.head", "¶ <b>{ref}</b> · v{version} lõikudena", "¶ <b>{ref}</b> · v{version} по абзацам", "¶ <b>{ref}</b> · v{version} by paragraphs"),
    ("paragraphs.how", "Lõigu muutmiseks palun vajutada selle numbrit või vastata näiteks <code>2: uus sõnastus</code>. Lõigu kustutab <code>2: -</code>", "Чтобы изменить абзац, нажмите его номер или ответьте, например, <code>2: новый текст</code>. Удалить абзац: <code>2: -</code>", "To change a paragraph, press its number or answer for instance <code>2: new words</code>. To take one out: <code>2: -</code>"),
    ("paragraph.ask", "✏️ <b>{ref}</b>: palun vastata sellele sõnumile {number}. lõigu uue tekstiga. Lõigu kustutab kriips (-).", "✏️ <b>{ref}</b>: ответьте на это сообщение новым текстом абзаца {number}. Чтобы удалить абзац, пришлите дефис (-).", "✏️ <b>{ref}</b>: please answer this message with the new words of paragraph {number}. A dash (-) takes it out."),
    ("changes.head", "🔍 <b>{ref}</b>: mis muutus v{old} ja v{new} vahel ({by})", "🔍 <b>{ref}</b>: что изменилось между v{old} и v{new} ({by})", "🔍 <b>{ref}</b>: what changed between v{old} and v{new} ({by})"),
    ("changes.others", "Muutusid ka: {what}.", "Изменились также: {what}.", "Also changed: {what}."),
    ("changes.none", "Tekst on sama.", "Текст тот же.", "The text is the same."),
    ("changes.subject", "pealkiri", "заголовок", "the subject"),
    ("changes.recipients", "saaja", "получатель", "the recipient"),
    ("changes.files", "lisatud failid", "вложенные файлы", "the attached files"),
    ("changes.cover", "kaaskiri", "сопроводительный текст", "the covering words"),
    ("changes.sealed", "krüpteeritud ümbrik", "зашифрованный контейнер", "the encrypted container"),
    ("refusal.ChangedMeanwhile", "{by} tegi vahepeal uue versiooni v{version}. Siin midagi ei muudetud. Uus tekst: /mustand {ref}", "{by} за это время создал(а) новую версию v{version}. Здесь ничего не изменено. Новый текст: /mustand {ref}", "{by} has made a new version v{version} meanwhile. Nothing was changed here. The new text: /draft {ref}"),
    ("refusal.NoSuchParagraph", "Pöördumise {ref} mustandis on {count} lõiku, {number}. lõiku ei ole. Palun vaadata lõigud uuesti üle.", "В проекте по {ref} абзацев: {count}, абзаца {number} нет. Посмотрите абзацы ещё раз.", "The draft of {ref} has {count} paragraphs, there is no paragraph {number}. Please look at them again."),
    ("refusal.NotForEditing", "See kiri pöördumises {ref} on tervikuna mallist, selles ei ole muudetavat teksti.", "Это письмо по {ref} целиком из шаблона, редактируемого текста в нём нет.", "This letter of {ref} is all template: there are no words in it to edit."),
    ("refusal.NoPdf", "Pöördumise {ref} kirjast ei saa PDF-i teha: tekstis on märk, mida paberil ei saa näidata (näiteks emotikon). Palun see märk eemaldada: /mustand {ref}", "Из письма по {ref} не сделать PDF: в тексте есть знак, который нельзя напечатать (например, эмодзи). Уберите его: /mustand {ref}", "No PDF can be made of the letter of {ref}: it holds a sign that cannot be printed (an emoji, for instance). Please take it out: /draft {ref}"),
    ("refusal.WordRefused", "Failist uut versiooni ei tehtud: {why}", "Новая версия из файла не создана: {why}", "No new version was made of the file: {why}"),
    ("word.not_a_docx", "see ei ole .docx-fail. Palun salvestada see Wordis või LibreOffice'is .docx-vormingus ja saata uuesti.", "это не файл .docx. Сохраните его в Word или LibreOffice в формате .docx и пришлите снова.", "it is no .docx file. Please save it as .docx in Word or LibreOffice and send it again."),
    ("word.document_too_large", "fail on liiga suur (lubatud on 5 MB). Palun eemaldada pildid ja saata uuesti.", "файл слишком велик (разрешено 5 МБ). Уберите картинки и пришлите снова.", "it is too large (5 MB are allowed). Please take out pictures and send it again."),
    ("word.macros", "failis on makrod. Palun salvestada see makrodeta .docx-failina ja saata uuesti.", "в файле макросы. Сохраните его как .docx без макросов и пришлите снова.", "it holds macros. Please save it as .docx without macros and send it again."),
    ("word.embedded_files", "failis on teisi faile. Palun need eemaldada ja saata uuesti.", "в файл вложены другие файлы. Уберите их и пришлите снова.", "other files are embedded in it. Please take them out and send it again."),
    ("word.pictures", "muudetavas tekstis on pilt, mida kiri ei kanna. Palun pilt eemaldada ja saata uuesti.", "в тексте картинка, которую письмо не передаёт. Уберите её и пришлите снова.", "there is a picture in the text, which the letter cannot carry. Please take it out and send it again."),
    ("word.not_handed_out", "sellest versioonist ei ole Wordi faili välja antud. Palun võtta fail mustandi nupuga „Word“ ja muuta seda.", "файл Word этой версии не выдавался. Возьмите файл кнопкой «Word» и измените его.", "no Word file of this version was handed out. Please take one by the button “Word” of the draft and edit that."),
    ("word.broken", "faili ei saa lugeda. Palun salvestada see uuesti .docx-vormingus ja saata uuesti.", "файл не читается. Сохраните его заново в формате .docx и пришлите снова.", "it cannot be read. Please save it anew as .docx and send it again."),
    ("refusal.TrackedChanges", "Failis on {count} jälgitud muudatust. Mida nendega teha?", "В файле отслеживаемых правок: {count}. Что с ними сделать?", "The file holds {count} tracked changes. What is to become of them?"),
    ("refusal.EditedOutside", "Uut versiooni ei tehtud: failis on muudetud ka märgitud ridadest väljas olevat teksti (või on märgitud read kustutatud). <tg-spoiler>{words}</tg-spoiler> Palun võtta mustandi nupuga „Word“ uus fail ja muuta ainult märgitud ridade vahel.", "Новая версия не создана: изменён текст вне отмеченных строк (или сами строки удалены). <tg-spoiler>{words}</tg-spoiler> Возьмите новый файл кнопкой «Word» и меняйте только между отмеченными строками.", "No new version was made: words outside the marked lines were changed (or the lines are gone). <tg-spoiler>{words}</tg-spoiler> Please take a new file by the button “Word” and edit only between the marked lines."),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
