// The words of the page, Estonian first, and the language chosen.

const WORDS = {
  et: {
    town: "näidislinn",
    tagline: "Üks inimene, kolm rolli. Nimed on välja mõeldud ja miski ei lahku sellest arvutist.",
    skip: "Otse sisu juurde", guide: "Proovi nii", close: "Sulge", tabs: "Rollid",
    citizen: "Kodanik", citizenHint: "kirjutab ametile ja loeb vastuseid",
    office: "Ametnikud", officeHint: "vestlus robotiga: pöördumised, mustandid, kooskõlastused",
    press: "Kommunikatsioon", pressHint: "saab teate, kui pöördumine huvitab ajakirjandust",
    write: "Saada kiri", writeHint: "Vasakul: saada kodanikuna näidiskiri või kirjuta ise.",
    receipt: "Kättesaamisteade", receiptHint: "Kättesaamisteade jõuab kodaniku postkasti mõne hetkega.",
    take: "Võta pöördumine", takeHint: "Keskel: ava valverühm ja vajuta uue pöördumise kaardil „Võtan“.",
    draft: "Koosta mustand", draftHint: "Vajuta kaardil „Mustand“: robot avab selle privaatvestluses. Muutmiseks vasta sõnumile uue tekstiga, siis saada see kooskõlastamiseks.",
    approve: "Kinnita teise inimesena", approveHint: "Kirjuta vastuse sisu, vajuta „Saada kooskõlastamiseks“ ja vaheta inimest: Helve loeb mustandi läbi ja vajutab „Kinnitan“. Neli silma.",
    send: "Saada vastus", sendHint: "Mine tagasi Mari juurde ja vajuta „Saada vastus“. Hetke jooksul saab veel ümber mõelda.",
    answer: "Loe vastust", answerHint: "Vasakul: ava kodanikuna ametilt saabunud vastus.",
    pressStep: "Teade pressile", pressStepHint: "Saada ajakirjaniku näidiskiri ja vaata paremal teadet ilma isikuandmeteta.",
    allDone: "Kõik on läbi mängitud. Edasi proovi, mida tahad: kõik on päris, ainult linn on väljamõeldud.",
    letters: "Kirjad", botChat: "Vestlus", compose: "Kirjuta kiri", samples: "Näidiskirjad",
    samplesHint: "Ühe vajutusega jõuab kiri ameti postkasti.", noLetters: "Siin ei ole veel ühtegi kirja.",
    noLettersHint: "Kirjuta kiri või saada mõni näidiskiri.", others: "Teised", othersHint: "kõik muud",
    journalist: "ajakirjanik", et: "eesti", ru: "vene", en: "inglise", to: "Kellele", subject: "Teema", text: "Kiri", attach: "Lisa fail", send_: "Saada",
    cancel: "Loobu", answerLetter: "Vasta", back: "Tagasi", from: "Saatja", sent: "saadetud", files: "faili",
    writeAs: "Kirjutab", person: "Inimene", chat: "Vestlus", duty: "Valverühm", heads: "Juhid", pressGroup: "Pressirühm",
    private: "Privaatvestlus", message: "Sõnum", commands: "Käsud", noCommands: "Siin vestluses käske ei ole.",
    noMessages: "Siin on vaikne.", noMessagesHint: "Robot kirjutab siia, kui midagi juhtub. Käskude loetelu: /abi",
    earlier: "Varasemad sõnumid", edited: "muudetud", replyTo: "Vastus sõnumile", reply: "Vasta", forwarded: "edastatud:",
    protected: "seda sõnumit ei saa edastada", official: "ametnik", head: "juht", press_: "kommunikatsioon",
    typing: "Robot kirjutab…", linked: "", lost: "Ühendus katkes, proovin uuesti…", failed: "Ei õnnestunud. Proovi uuesti.",
    sentNote: "Kiri on teel.", unread: "lugemata", conversation: "Sõnumid", remove: "Eemalda", copied: "Kopeeritud",
    event: "rühm muutus", hidden: "Näita varjatud teksti", unfold: "Näita kõike", fold: "Näita vähem", document: "Fail", fromAgency: "Ametilt",
  },
  en: {
    town: "demo town",
    tagline: "One person, three roles. All names are invented and nothing leaves this computer.",
    skip: "Skip to content", guide: "Try this", close: "Close", tabs: "Roles",
    citizen: "Citizen", citizenHint: "writes to the agency and reads the answers",
    office: "Officials", officeHint: "chat with the bot: cases, drafts, approvals",
    press: "Communications", pressHint: "is told when a case interests the press",
    write: "Send a letter", writeHint: "On the left: as a citizen, send a sample letter or write your own.",
    receipt: "Receipt", receiptHint: "The receipt reaches the citizen's mailbox in a moment.",
    take: "Take the case", takeHint: "In the middle: open the duty group and press “Võtan” (take) on the new card.",
    draft: "Make a draft", draftHint: "Press “Mustand” (draft) on the card: the bot opens it in private. To change it, reply to it with the new text; then send it for approval.",
    approve: "Approve as another", approveHint: "Write the answer, press “Saada kooskõlastamiseks” (ask for approval) and switch the person: Helve reads the draft and presses “Kinnitan” (approve). Four eyes.",
    send: "Send the answer", sendHint: "Go back to Mari and press “Saada vastus” (send). There is a moment to think again.",
    answer: "Read the answer", answerHint: "On the left: as the citizen, open the answer that came from the agency.",
    pressStep: "Alert the press", pressStepHint: "Send the journalist's sample and see, on the right, an alert without personal data.",
    allDone: "You have played it all. Go on as you like: everything is real, only the town is made up.",
    letters: "Letters", botChat: "With the bot", compose: "Write a letter", samples: "Sample letters",
    samplesHint: "One press, and the letter is in the agency's mailbox.", noLetters: "No letters here yet.",
    noLettersHint: "Write one, or send a sample letter.", others: "Others", othersHint: "all the rest",
    journalist: "journalist", et: "Estonian", ru: "Russian", en: "English", to: "To", subject: "Subject", text: "Letter", attach: "Attach a file", send_: "Send",
    cancel: "Cancel", answerLetter: "Answer", back: "Back", from: "From", sent: "sent", files: "files",
    writeAs: "Writing as", person: "Person", chat: "Chat", duty: "Duty group", heads: "Heads", pressGroup: "Press group",
    private: "Private chat", message: "Message", commands: "Commands", noCommands: "The bot has set no commands here.",
    noMessages: "All quiet.", noMessagesHint: "The bot writes here when something happens. List of commands: /help",
    earlier: "Earlier messages", edited: "edited", replyTo: "Reply to", reply: "Reply", forwarded: "forwarded from",
    protected: "this message cannot be forwarded", official: "official", head: "head", press_: "communications",
    typing: "The bot is typing…", linked: "", lost: "Connection lost, trying again…", failed: "That did not work. Try again.",
    sentNote: "The letter is on its way.", unread: "unread", conversation: "Messages", remove: "Remove", copied: "Copied",
    event: "the group has changed", hidden: "Show the hidden text", unfold: "Show all", fold: "Show less", document: "File", fromAgency: "From the agency",
  },
};

const remembered = () => { try { return localStorage.getItem("language"); } catch { return null; } };
let language = remembered() === "en" ? "en" : "et";

export const currentLanguage = () => language;
export const t = (name) => WORDS[language][name] ?? name;

export function setLanguage(next) {
  language = next;
  try { localStorage.setItem("language", next); } catch { /* a page without storage forgets */ }
  translate();
}

/** Put the words of the language into every element that names them. */
export function translate(root = document) {
  document.documentElement.lang = language;
  for (const element of root.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of root.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
  for (const button of root.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
}

export function shownMoment(iso) {
  const at = new Date(iso), today = new Date().toDateString() === at.toDateString();
  const locale = language === "et" ? "et-EE" : "en-GB";
  const clock = at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  return today ? clock : `${at.toLocaleDateString(locale, { day: "numeric", month: "short" })} ${clock}`;
}

export function shownSize(octets) {
  return octets < 1000 ? `${octets} B` : octets < 1e6 ? `${Math.round(octets / 1000)} kB` : `${(octets / 1e6).toFixed(1)} MB`;
}
