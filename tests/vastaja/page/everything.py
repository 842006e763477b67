"""A house in which every page has something to show, and the list of all of them: for the eyes, for axe-core, for a phone's width."""

from dataclasses import dataclass
from datetime import date

from bench.archive import Written, fill
from casework.alert import set_media
from casework.approve import approve
from casework.assign import take
from casework.campaigns import begin_campaign, draft_some
from casework.contributions import ask_unit, keep_answer
from casework.draft import draft_answer, edit
from casework.held import held
from casework.internal_notes import add_note
from casework.notify import begin_referral, choose_sentences, draft_referral
from casework.people import Staff
from casework.reveal import reveal_draft
from casework.statement import draft_statement, edit_statement
from tests.bot.test_press import ASKS, OUTLET
from tests.casework.test_campaigns import ANSWER
from tests.casework.test_sameness import CAMPAIGN
from tests.casework.test_similar import LONG_AGO
from tests.house import letter, receive
from tests.indexed import index
from tests.vastaja.page.conftest import House
from tests.vastaja.page.test_rooms import with_files

LONG = (
    "Tere!\n\nMinu vennapoeg läheb jaanuaris asenduskodusse. Vallast öeldi, et koha eest maksab riik, aga eelmisel nädalal "
    "tuli kiri, et osa kuludest jääb vallale ja osa vanematele.\n\n1. Kes maksab asenduskodu koha eest ja mis on hinna sees?\n"
    "2. Kas vanavanemad peavad midagi maksma?\n3. Millal peab vald selle otsuse tegema?\n\nPalun vastake kirjalikult.\n\nLugupidamisega\nKadri Kask"
)
SAYS = (
    "Asenduskodu koha eest maksab lapse elukohajärgne kohalik omavalitsus. Hinna sees on eluase, toit, riided, kooliasjad ja arsti juures käimine.\n\n"
    "Vanavanematel ei ole kohustust koha eest maksta. Kui vanem peab last ülal, jääb talle elatise maksmise kohustus alles.\n\n"
    "Omavalitsus otsustab koha kolmekümne päeva jooksul pärast lapse eraldamist perest."
)


@dataclass(frozen=True, slots=True)
class Look:
    """A page: its name, for whom, what the link is for, and the side that is shown."""

    name: str
    who: Staff
    what: str
    ref: str = ""
    subject: str = ""
    side: str = ""


def furnish(house: House) -> tuple[Look, ...]:
    """Fill the house and return every page it can show."""
    do, people = house.desk.do_now, house.people
    mari, helve, piret = people.mari, people.helve, people.piret
    told = "Asenduskodu koha eest maksab see omavalitsus, kus laps elab.\n\nTäpsemalt rääkis Teile Linda Kuusk numbril 5555 1234."
    fill(house.desk.store, [Written(f"Kes maksab asenduskodu koha eest? {number}", told) for number in range(3)], begin=LONG_AGO)
    asked = house.comes(letter(LONG, subject="Kes maksab asenduskodu eest?", message_id="<k@post.example>"), 1)
    files = house.comes(with_files(("leping.pdf", "application/pdf", b"%PDF-1.4 sisu")), 2)
    refs = [house.comes(letter(CAMPAIGN.format(own="", name=name), message_id=f"<{number}@x.example>", subject="Nõue",
                               sender=f"{name} <kirjutaja{number}@post.example>"), 10 + number)
            for number, name in enumerate(("Mari Maasikas", "Jaan Jõhvikas", "Liis Lepp"))]  # fmt: skip
    untaken = house.comes(letter("Palun selgitage koduteenuse tasu.", message_id="<u@post.example>"), 20)
    child = house.comes(letter("Naabri laps on nälginud ja üksi kodus Kivilas. Palun aidake.", message_id="<l@y.example>"), 21)
    press = house.comes(letter(ASKS, sender=OUTLET, message_id="<j@postimees.ee>"), 22)
    receive(house.desk, house.originals, letter("Hoitud sõnad: palun vastake.", message_id="<h@y.example>"), folder="junk:Junk", uid=30)
    index(house.desk)
    for ref in (asked, files, refs[0], child, press):
        do(take, mari, ref)
    do(draft_answer, mari, asked)
    do(edit, mari, asked, 1, SAYS.replace("kolmekümne", "neljateistkümne"))
    do(edit, mari, asked, 2, SAYS)
    do(add_note, mari, asked, "Helistasin valda: otsus tehakse reedel.")
    do(ask_unit, mari, asked, "õigusosakond", "Kas § 45¹⁶ kohaldub ka ajutisele kohale?", date(2026, 12, 1), "oigus@ska.example")  # Tuesday
    do(ask_unit, mari, asked, "rahandus", "Mis on koha hind 2027?", date(2026, 12, 4))  # Friday
    do(keep_answer, helve, asked, "Jah, kohaldub esimesest päevast.", 1)
    do(draft_answer, mari, files)
    do(edit, mari, files, 1, "Asenduskodu eest maksab omavalitsus.")
    do(reveal_draft, helve, files)
    do(approve, helve, files, 2)
    do(draft_answer, mari, refs[0])
    do(edit, mari, refs[0], 1, ANSWER)
    do(draft_some, mari, do(begin_campaign, mari, refs[0]).id)
    view = do(begin_referral, mari, child, house.desk.office.municipalities[0].name)
    do(choose_sentences, mari, child, [one.number for one in view.sentences])
    do(draft_referral, mari, child)
    do(set_media, mari, press, yes=True)
    do(draft_statement, piret, press)
    do(edit_statement, piret, press, "Asenduskodudes on 412 last. Uurime ka Toomas Tederi küsimust.")
    number = str(house.desk.look_now(held)[-1].id)
    return (
        Look("letter", mari, "letter", asked), Look("letter-untaken", mari, "letter", untaken), Look("letter-file", mari, "letter", files),
        Look("draft", mari, "draft", asked), Look("draft-offers", mari, "draft", asked, side="?offers=1"), Look("draft-begin", mari, "draft", press),
        Look("draft-approve", helve, "draft", asked), Look("draft-send", mari, "draft", files),
        Look("campaign", mari, "campaign", refs[0]), Look("campaign-approve", helve, "campaign", refs[0], side="?open=1"),
        Look("notes", mari, "notes", asked), Look("inputs", mari, "inputs", asked), Look("addresses", mari, "addresses", asked),
        Look("reasons", mari, "reasons", asked), Look("referral", mari, "referral", child), Look("held", mari, "held", "", number),
        Look("found", mari, "found", "", "asenduskodu"), Look("contact", piret, "contact", press), Look("statement", piret, "statement", press),
        Look("statement-approve", helve, "statement", press),
    )  # fmt: skip
