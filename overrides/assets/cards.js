// Turns the list of terms on the page into decks of cards. Each card has a box for every direction: an answer that was known
// moves it to the next box, one that was not to the first, and the box says in how many days it is asked again. The record
// is kept in the browser alone, where it allows that. Without this script the list itself serves.
(() => {
  const root = document.querySelector(".flashcards > .deck > .deck-voice")?.closest(".flashcards");
  if (!root) return;
  const part = (name) => root.querySelector(`.${name}`);
  const deck = part("deck");
  const flip = part("card-flip");
  const answers = part("deck-answers");
  const practise = part("deck-all");
  const shuffle = part("deck-shuffle");
  const choice = root.querySelector("#card-deck");
  const direction = root.querySelector("#direction");
  const own = root.querySelector("#card-record");
  const pasted = root.querySelector("#card-other");
  const link = root.querySelector(".deck-foot a");
  const { locale, other } = root.dataset;

  const entries = [...root.querySelectorAll(".deck-list > details")];
  const terms = new Map(entries.map((entry) => [entry.dataset.term, {
    own: { text: entry.querySelector("summary").textContent, lang: locale },
    other: { text: entry.querySelector("strong").textContent, lang: other },
    definition: { text: entry.querySelectorAll("p")[1].textContent, lang: locale },
    address: entry.querySelector("a")?.href,
  }]));
  // By what is asked for: what is shown first, then what is behind it, and the name of the record, the same in both languages.
  const WAYS = {
    definition: { sides: ["own", "definition", "other"], name: `${locale}-definition` },
    term: { sides: ["definition", "own", "other"], name: `definition-${locale}` },
    other: { sides: ["own", "other", "definition"], name: `${locale}-${other}` },
    own: { sides: ["other", "own", "definition"], name: `${other}-${locale}` },
  };

  // The record: by "direction term" the box and the day of the last answer.
  const STORE = "peksos-leitner";
  const BEFORE = "peksos-cards";
  const DAYS = [0, 1, 3, 7, 14, 30];
  const KEY = /^(?:[a-z]{2}-[a-z]{2}|[a-z]{2}-definition|definition-[a-z]{2}) [a-z0-9-]+$/;
  const DAY = 86_400_000;

  // Days since 1970 by the calendar of where the reader is.
  function today() {
    const now = new Date();
    return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
  }

  // What does not look like a record is left out; a day that is yet to come, from a clock that was wrong, is long past.
  function sound(pairs) {
    const kept = new Map();
    for (const [key, value] of pairs) {
      const [box, day] = Array.isArray(value) ? value : [];
      const fits = KEY.test(key) && Number.isInteger(box) && Number.isInteger(day) && box in DAYS && day >= 0;
      if (fits) kept.set(key, [box, day > today() ? 0 : day]);
    }
    return kept;
  }

  function stored(name) {
    try {
      const value = JSON.parse(localStorage.getItem(name));
      return value && typeof value === "object" ? value : {};
    } catch {
      return {};
    }
  }

  // Terms known to an earlier version of this page, which kept them by what was asked and without a day.
  function carriedOver() {
    const pairs = Object.entries(stored(BEFORE)).flatMap(([asked, ids]) => {
      const name = { id: "id-en", en: "en-id" }[asked] ?? asked;
      return Array.isArray(ids) ? ids.map((id) => [`${name} ${id}`, [1, today()]]) : [];
    });
    return sound(pairs);
  }

  let records = new Map();
  // By language what was chosen last: deck, way, whether mixed, and the card that was shown.
  let chosen = {};

  function recall() {
    const kept = stored(STORE);
    if (kept.records) records = sound(Object.entries(kept.records));
    return kept;
  }

  // With what another tab may have answered in the meantime.
  function keep(change = () => {}) {
    recall();
    change();
    chosen[locale] = { deck: choice.value, way: direction.value, term: round[0] ?? "", mixed: mixed() };
    try {
      localStorage.setItem(STORE, JSON.stringify({ records: Object.fromEntries(records), chosen }));
    } catch {
      // The browser keeps nothing; the round goes on all the same.
    }
  }

  // Of the same day the higher box: within a day a card only rises.
  function merge(others) {
    let count = 0;
    for (const [key, [box, day]] of others) {
      const [ownBox, ownDay] = records.get(key) ?? [0, -1];
      if (day < ownDay || (day === ownDay && box <= ownBox)) continue;
      records.set(key, [box, day]);
      count += 1;
    }
    return count;
  }

  // The record as one line without blanks: mark, direction:term.box.day for each card, checksum.
  const MARK = "peksos-kartu-1";

  function checksum(text) {
    let sum = 0;
    for (const sign of text) sum = (sum * 31 + sign.codePointAt(0)) % 4_294_967_296;
    return sum.toString(36);
  }

  function line() {
    const text = [MARK, ...[...records].map(([key, [box, day]]) => `${key.replace(" ", ":")}.${box}.${day}`)].join(";");
    return `${text};${checksum(text)}`;
  }

  // The records in a line, or null where it is none or not whole.
  function readLine(text) {
    const parts = text.replace(/\s+/g, "").split(";");
    const sum = parts.pop();
    if (parts[0] !== MARK || checksum(parts.join(";")) !== sum) return null;
    return sound(parts.slice(1).map((one) => {
      const [key, box, day] = one.split(".");
      return [key.replace(":", " "), [Number(box), Number(day)]];
    }));
  }

  let round = [];
  let dealt = 0;
  let turned = false;
  let extra = false;
  const mixed = () => shuffle.getAttribute("aria-pressed") === "true";
  const way = () => WAYS[direction.value];
  const keyOf = (id) => `${way().name} ${id}`;
  const recordOf = (id) => records.get(keyOf(id));
  const dueOn = ([box, day]) => day + DAYS[box];
  const isDue = (id) => !recordOf(id) || dueOn(recordOf(id)) <= today();

  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const lengthOf = ({ text }) => (text.length > 170 ? "longest" : text.length > 60 ? "long" : "short");
  const paragraph = (said) => Object.assign(document.createElement("p"), { textContent: said.text, lang: said.lang, className: lengthOf(said) });

  // For screen readers: what is shown changes away from where the reader is.
  function say(...nodes) {
    part("deck-voice").replaceChildren(...nodes);
  }

  function inDeck() {
    const places = choice.selectedOptions[0].dataset.terms?.split(" ");
    return (places?.map((place) => entries[place]) ?? entries).map((entry) => entry.dataset.term);
  }

  // Cards that are due come before new ones, and ``first`` before all.
  function deal(first = "") {
    dealt = today();
    const whole = inDeck();
    // This deck is what is printed.
    for (const entry of entries) entry.hidden = !whole.includes(entry.dataset.term);
    const ids = whole.filter((id) => extra || isDue(id));
    if (mixed()) {
      for (let end = ids.length - 1; end > 0; end--) {
        const swap = Math.floor(Math.random() * (end + 1));
        [ids[end], ids[swap]] = [ids[swap], ids[end]];
      }
    }
    const rank = (id) => (id === first ? 0 : recordOf(id) ? 1 : 2);
    round = ids.map((id, place) => [rank(id), place, id]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , id]) => id);
  }

  function ending() {
    const days = inDeck().map(recordOf).filter(Boolean).map(dueOn);
    const next = new Date(Math.min(...days) * DAY);
    const spelt = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" };
    const day = next.toLocaleDateString(locale === "en" ? "en-GB" : locale, spelt);
    return { text: `${deck.dataset.done} ${fill(deck.dataset.next, { day })}`, lang: locale };
  }

  function show(aloud = true) {
    const term = terms.get(round[0]);
    const front = term ? term[way().sides[0]] : ending();
    const due = round.filter((id) => recordOf(id) && isDue(id)).length;
    turn(false, false);
    flip.hidden = !term;
    practise.hidden = Boolean(term);
    Object.assign(part("card-front"), { textContent: front.text, lang: front.lang, className: `card-front ${lengthOf(front)}` });
    makeRoom();
    const fresh = round.filter((id) => !recordOf(id)).length;
    part("deck-due").textContent = fill(deck.dataset.due, { due, new: fresh });
    if (link) Object.assign(link, { hidden: !term, href: term?.address ?? "" });
    if (aloud) say(paragraph(front));
  }

  function behind() {
    const term = terms.get(round[0]);
    return term ? way().sides.slice(1).map((name) => paragraph(term[name])) : [];
  }

  // What is below the card must not move when it is turned, however long the answer.
  function makeRoom() {
    const back = part("card-back");
    back.style.minHeight = "";
    back.replaceChildren(...behind());
    const { height } = back.getBoundingClientRect();
    back.style.minHeight = height ? `${height}px` : "";
    if (!turned) back.replaceChildren();
  }

  function turn(over, aloud = true) {
    turned = over && terms.has(round[0]);
    flip.setAttribute("aria-expanded", turned);
    flip.textContent = turned ? deck.dataset.back : deck.dataset.flip;
    part("card-back").replaceChildren(...(turned ? behind() : []));
    answers.classList.toggle("open", turned);
    if (turned) answers.scrollIntoView({ block: "nearest" });
    if (aloud) say(...(turned ? behind() : []));
  }

  function begin(first) {
    deal(first);
    keep();
    show();
  }

  function judge(known) {
    if (!turned) return;
    const id = round.shift();
    if (!known) round.push(id);
    if (!round.length) extra = false;
    keep(() => {
      const [box] = recordOf(id) ?? [0];
      // Practised before its day, a card that is known stays where it is.
      if (!known || isDue(id)) records.set(keyOf(id), [known ? Math.min(box + 1, DAYS.length - 1) : 0, today()]);
    });
    show();
    // The button that was pressed is gone.
    (round.length ? flip : practise).focus({ preventScroll: true });
  }

  function choose() {
    extra = false;
    begin();
  }

  function told(words) {
    part("deck-said").textContent = words;
    own.value = line();
  }

  async function copy() {
    own.select();
    let copied = false;
    try {
      await navigator.clipboard.writeText(own.value);
      copied = true;
    } catch {
      // Not allowed, or an address that browsers do not call secure, such as that of a class.
      copied = document.execCommand("copy");
    }
    told(copied ? deck.dataset.copied : deck.dataset.cut);
    own.select();
  }

  function takeIn() {
    const others = readLine(pasted.value);
    if (!others) return told(deck.dataset.wrong);
    let count = 0;
    keep(() => { count = merge(others); });
    pasted.value = "";
    begin(round[0]);
    told(fill(deck.dataset.merged, { count }));
  }

  function forget() {
    if (!confirm(deck.dataset.forget)) return;
    keep(() => {
      for (const id of inDeck()) records.delete(keyOf(id));
    });
    choose();
    told("");
  }

  window.addEventListener("resize", makeRoom);
  part("card").addEventListener("click", (event) => {
    if (event.target === practise) return;
    turn(!turned);
    flip.focus({ preventScroll: true });
  });
  part("deck-known").addEventListener("click", () => judge(true));
  part("deck-again").addEventListener("click", () => judge(false));
  practise.addEventListener("click", () => {
    extra = true;
    begin();
    flip.focus({ preventScroll: true });
  });
  choice.addEventListener("change", choose);
  direction.addEventListener("change", choose);
  shuffle.addEventListener("click", () => {
    shuffle.setAttribute("aria-pressed", !mixed());
    begin();
  });
  part("deck-record").addEventListener("toggle", () => told(""));
  part("deck-carry").addEventListener("click", copy);
  part("deck-merge").addEventListener("click", takeIn);
  part("deck-forget").addEventListener("click", forget);
  // A tab stays open for days.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && dealt !== today()) begin(round[0]);
  });
  // Figures count only where the focus is in the deck, so that they do nothing while somebody uses voice or another part of
  // the page; a blank also where the focus is nowhere and the card is what the reader sees. Caught at the window, because
  // single signs go no further (search/start.js).
  window.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    const free = target === document.body && part("card").getBoundingClientRect().bottom > 0;
    if (free && (key === " " || key === "Enter") && !flip.hidden) {
      event.preventDefault();
      turn(!turned);
      flip.focus({ preventScroll: true });
    } else if ((key === "1" || key === "2") && deck.contains(target) && !target.matches("input, select")) {
      judge(key === "2");
    }
  }, true);

  const object = (value) => (value && typeof value === "object" ? value : {});
  const kept = recall();
  if (!kept.records) records = carriedOver();
  chosen = { ...object(kept.chosen) };
  const last = object(chosen[locale]);
  for (const [select, value] of [[choice, last.deck], [direction, last.way]]) {
    if ([...select.options].some((option) => option.value === value)) select.value = value;
  }
  shuffle.setAttribute("aria-pressed", last.mixed === true);
  deal(last.term);
  show(false);
  root.classList.add("ready");
  makeRoom();
})();
