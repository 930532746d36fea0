// Turns the list of terms on the page into a deck of cards. A round goes through the terms not yet known; what is known is
// kept per direction in the browser where it allows that. Without this script the list itself serves.
(() => {
  const root = document.querySelector(".flashcards > .deck > .deck-voice")?.closest(".flashcards");
  if (!root) return;
  const part = (name) => root.querySelector(`.${name}`);
  const deck = part("deck");
  const card = part("card");
  const flip = part("card-flip");
  const direction = root.querySelector("select");
  const shuffle = part("deck-shuffle");
  const link = root.querySelector(".deck-place a");
  const { locale, other } = root.dataset;

  const terms = new Map([...root.querySelectorAll(".deck-list > details")].map((entry) => [entry.dataset.term, {
    own: { text: entry.querySelector("summary").textContent, lang: locale },
    other: { text: entry.querySelector("strong").textContent, lang: other },
    definition: { text: entry.querySelectorAll("p")[1].textContent, lang: locale },
    address: entry.querySelector("a")?.href,
  }]));
  const ANSWERS = { own: ["other", "definition"], other: ["own", "definition"], definition: ["own", "other"] };

  const STORE = "peksos-cards";
  function recall() {
    try {
      const kept = JSON.parse(localStorage.getItem(STORE));
      return kept && typeof kept === "object" ? kept : {};
    } catch {
      return {};
    }
  }
  const progress = recall();
  const side = () => ({ own: locale, other, definition: `definition-${locale}` })[direction.value];
  let known, round, at, turned;

  function keep() {
    progress[side()] = [...known];
    try {
      localStorage.setItem(STORE, JSON.stringify(progress));
    } catch {
      // The browser keeps nothing; the round goes on all the same.
    }
  }

  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const paragraph = ({ text, lang }) => Object.assign(document.createElement("p"), { textContent: text, lang });

  // For screen readers: what is shown changes away from where the reader is.
  function say(...nodes) {
    part("deck-voice").replaceChildren(...nodes);
  }

  function deal() {
    known = new Set([].concat(progress[side()] ?? []).filter((id) => terms.has(id)));
    round = [...terms.keys()].filter((id) => !known.has(id));
    if (shuffle.getAttribute("aria-pressed") === "true") {
      for (let last = round.length - 1; last > 0; last--) {
        const swap = Math.floor(Math.random() * (last + 1));
        [round[last], round[swap]] = [round[swap], round[last]];
      }
    }
    at = 0;
  }

  function show(aloud = true) {
    const term = terms.get(round[at]);
    const front = term ? term[direction.value] : { text: deck.dataset.allKnown, lang: locale };
    const place = term ? fill(deck.dataset.place, { number: at + 1, all: round.length }) : "";
    turn(false, false);
    flip.hidden = !term;
    Object.assign(part("card-front"), { textContent: front.text, lang: front.lang });
    card.classList.toggle("long", direction.value === "definition" || !term);
    makeRoom();
    part("deck-place").firstElementChild.textContent = place;
    if (link) Object.assign(link, { hidden: !term, href: term?.address ?? "" });
    root.querySelector(".deck-score span").textContent = fill(deck.dataset.known, { known: known.size, all: terms.size });
    part("deck-restart").classList.toggle("unused", !known.size);
    if (aloud) say(place && `${place}: `, paragraph(front));
  }

  function answers() {
    const term = terms.get(round[at]);
    return term ? ANSWERS[direction.value].map((name) => term[name]) : [];
  }

  // What is below the card must not move when it is turned, however long the answer.
  function makeRoom() {
    const back = part("card-back");
    back.style.minHeight = "";
    back.replaceChildren(...answers().map(paragraph));
    const { height } = back.getBoundingClientRect();
    back.style.minHeight = height ? `${height}px` : "";
    if (!turned) back.replaceChildren();
  }

  function turn(over, aloud = true) {
    turned = over && terms.has(round[at]);
    flip.setAttribute("aria-expanded", turned);
    flip.textContent = turned ? deck.dataset.back : deck.dataset.flip;
    const answer = turned ? answers() : [];
    part("card-back").replaceChildren(...answer.map(paragraph));
    if (aloud) say(...answer.map(paragraph));
  }

  function step(by) {
    at += by;
    if (at >= round.length) deal();
    if (at < 0) at = Math.max(round.length - 1, 0);
    show();
  }

  function judge(isKnown) {
    if (!terms.has(round[at])) return;
    known[isKnown ? "add" : "delete"](round[at]);
    keep();
    step(1);
  }

  function restart() {
    deal();
    show();
  }

  window.addEventListener("resize", makeRoom);
  card.addEventListener("click", () => turn(!turned));
  part("deck-next").addEventListener("click", () => step(1));
  part("deck-previous").addEventListener("click", () => step(-1));
  part("deck-known").addEventListener("click", () => judge(true));
  part("deck-again").addEventListener("click", () => judge(false));
  direction.addEventListener("change", restart);
  shuffle.addEventListener("click", () => {
    shuffle.setAttribute("aria-pressed", shuffle.getAttribute("aria-pressed") !== "true");
    restart();
  });
  part("deck-restart").addEventListener("click", () => {
    known.clear();
    keep();
    restart();
    flip.focus();
  });
  document.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.target.closest?.("input, select, textarea")) return;
    event.preventDefault();
    step(by);
  });

  deal();
  show(false);
  root.classList.add("ready");
  makeRoom();
})();
