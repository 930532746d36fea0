/** Answers the messages of Material's search: 0 sets up, 1 is ready, 2 asks, 3 answers. */

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** `text` as HTML, with the words that were met marked. */
function marked(text, isMet) {
  let html = "";
  let end = 0;
  for (const { word, start, end: after } of placesOf(text)) {
    if (!isMet(word)) continue;
    html += `${escape(text.slice(end, start))}<mark>${escape(text.slice(start, after))}</mark>`;
    end = after;
  }
  return html + escape(text.slice(end));
}

/** The passage of `text` with most of the words that were met, cut to about 240 characters. */
function passage(text, isMet) {
  const paragraphs = text.split("\n").map((paragraph) => {
    const places = placesOf(paragraph).filter(({ word }) => isMet(word));
    return { paragraph, places, different: new Set(places.map(({ word }) => word)).size };
  });
  const { paragraph, places } = paragraphs.reduce((best, next) => (next.different > best.different ? next : best));
  if (paragraph.length <= 260) return paragraph;
  const first = places.length ? places[0].start : 0;
  let start = first < 120 ? 0 : paragraph.indexOf(" ", first - 80) + 1;
  let end = paragraph.lastIndexOf(" ", start + 240);
  if (end <= first) end = paragraph.length;
  return `${start ? "… " : ""}${paragraph.slice(start, end)}${end < paragraph.length ? " …" : ""}`;
}

class Answers {
  constructor(index) {
    this.ranking = new Ranking(index);
    this.labels = index.labels;
  }

  /** What Material shows: pages, each with the entries on it that answer, best first. */
  to(query) {
    const { met, results } = this.ranking.search(query);
    const pages = new Map();
    for (const result of results) {
      const { page } = this.ranking.entries[result.entry];
      if (!pages.has(page)) pages.set(page, []);
      pages.get(page).push(this.item(result, met));
    }
    for (const [page, items] of pages) {
      const { at, title } = this.ranking.entries[page];
      if (items.some(({ location }) => location === at)) continue;
      // Material heads every group with its page and folds away what scores less than the first of the group.
      const [{ score, terms }] = items;
      items.unshift({ location: at, title: escape(title), text: "", score: score / 2, terms, heading: true });
    }
    return { items: [...pages.values()] };
  }

  item({ entry, name, score }, met) {
    const { at, title, text } = this.ranking.entries[entry];
    const [own, other] = this.ranking.lexicons;
    const meets = (lexicon, side) => (word) => met.some(({ reached }) => reached[side].has(lexicon.numbers.get(word)));
    const isMet = meets(own, 0);
    const terms = {};
    const written = `${title}\n${text}`.match(WORD) || [];
    for (const found of written) if (isMet(fold(found))) terms[found.toLowerCase()] = true;
    // Met only by what the other language calls it: then its own title is what the reader means.
    if (!Object.keys(terms).length) for (const found of title.match(WORD) || []) terms[found.toLowerCase()] = true;
    met.forEach(({ word, texts }, at) => {
      if (!texts.has(entry) && !(name && name.quality[at])) terms[word] = false;
    });
    let html = "";
    if (name && name.kind !== "title") {
      const phrase = marked(name.phrase, OF_OTHER.has(name.kind) ? meets(other, 1) : isMet);
      html = `<p class="search-name">${escape(this.labels[name.kind])}: ${phrase}</p>`;
    }
    html += marked(passage(text, isMet), isMet);
    return { location: at, title: marked(title, isMet), text: html, score, terms };
  }
}

let answers;
addEventListener("message", ({ data: { type, data } }) => {
  if (type === 0) {
    answers = new Answers(JSON.parse(data));
    postMessage({ type: 1 });
  } else if (type === 2) {
    postMessage({ type: 3, data: answers.to(data) });
  }
});
