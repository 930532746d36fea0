const any = (reached) => reached.some((found) => found.size);

/**
 * What an index knows, and which of its entries answer a query, best first.
 *
 * An entry is a page, a section, a glossary term, a work or an editor's note. It has names (its title; other forms,
 * discouraged forms, what the other language calls it), a text, and the names of the page that it belongs to.
 */
class Ranking {
  constructor({ language, other, entries, stop, roots, instead }) {
    const rootOf = rootFinder(roots);
    const stemmers = { id: (word) => rootOf(word) || stemIndonesian(word), en: stemEnglish };
    this.entries = entries;
    this.stop = new Set(stop);
    this.instead = instead;
    this.lexicons = [language, other].map((locale) => new Lexicon(stemmers[locale]));
    this.names = [];
    this.lengths = [];
    this.inText = [];
    this.inNames = [[], []];
    const pages = new Map();
    entries.forEach((entry, number) => {
      const page = entry.at.split("#")[0];
      if (!pages.has(page)) pages.set(page, number);
      entry.page = pages.get(page);
      this.addName(number, 0, entry.title);
      for (const [kind, name] of entry.names || []) this.addName(number, kind === "equivalent" ? 1 : 0, name, kind);
      this.addText(number, entry.text);
    });
    this.average = this.lengths.reduce((sum, length) => sum + length, 0) / (entries.length || 1);
  }

  addName(entry, side, phrase, kind = "title") {
    const words = wordsOf(phrase);
    const telling = words.filter((word) => !this.stop.has(word));
    const numbers = new Set((telling.length ? telling : words).map((word) => this.lexicons[side].number(word)));
    const name = this.names.push({ entry, kind, phrase, size: numbers.size }) - 1;
    for (const number of numbers) (this.inNames[side][number] ||= []).push(name);
  }

  addText(entry, text) {
    const words = wordsOf(text);
    this.lengths[entry] = words.length;
    for (const word of words) {
      const list = (this.inText[this.lexicons[0].number(word)] ||= []);
      if (list[list.length - 2] === entry) list[list.length - 1]++;
      else list.push(entry, 1);
    }
  }

  /** The words of a query that tell something, as readers mean them: discouraged wordings replaced, compounds mended. */
  readQuery(query) {
    let words = ` ${wordsOf(query).join(" ")} `;
    for (const [form, use] of Object.entries(this.instead)) words = words.replace(` ${form} `, ` ${use} `);
    words = words.trim().split(" ").filter(Boolean);
    const known = (word) => this.lexicons.some((lexicon) => lexicon.numbers.has(word));
    const read = [];
    for (let at = 0; at < words.length; at++) {
      const [word, next] = [words[at], words[at + 1]];
      if (next && known(word + next) && !(known(word) && known(next))) {
        read.push(word + next);
        at++;
      } else read.push(word);
    }
    const telling = read.filter((word) => !this.stop.has(word));
    return telling.length ? telling : read;
  }

  /** For every word of the query: where it is met, and how much it tells. */
  meet(word, unfinished) {
    let reached = this.lexicons.map((lexicon) => lexicon.reach(word, unfinished));
    if (!any(reached)) reached = this.lexicons.map((lexicon) => lexicon.reach(word, true));
    if (!any(reached)) reached = this.lexicons.map((lexicon) => lexicon.mend(word));
    else if (this.isObscure(reached)) {
      // Perhaps an error that some text quotes: what it is one error away from counts too, if anything is called that.
      this.lexicons.forEach((lexicon, side) => {
        for (const [number, quality] of lexicon.mend(word)) {
          if (this.inNames[side][number] && !reached[side].has(number)) reached[side].set(number, quality);
        }
      });
    }
    const texts = new Map();
    const names = new Map();
    const best = (map, key, value) => map.set(key, Math.max(value, map.get(key) || 0));
    for (const [number, quality] of reached[0]) {
      const list = this.inText[number] || [];
      for (let at = 0; at < list.length; at += 2) {
        const before = texts.get(list[at]) || { quality: 0, count: 0 };
        texts.set(list[at], {
          quality: Math.max(quality, before.quality),
          count: before.count + quality * list[at + 1],
        });
      }
    }
    reached.forEach((found, side) => {
      for (const [number, quality] of found) {
        for (const name of this.inNames[side][number] || []) {
          best(names, name, quality * (this.names[name].kind === "title" ? 1 : 0.95));
        }
      }
    });
    const met = new Set(texts.keys());
    for (const name of names.keys()) met.add(this.names[name].entry);
    const total = this.entries.length;
    return { word, reached, texts, names, weight: met.size ? Math.log(1 + total / (met.size + 0.5)) : 0 };
  }

  /** Whether nothing is called by these words, and at most two texts use them. */
  isObscure(reached) {
    const numbers = [...reached[0].keys()];
    const named = reached.some((found, side) => [...found.keys()].some((number) => this.inNames[side][number]));
    const uses = numbers.reduce((sum, number) => sum + (this.inText[number] || []).length / 2, 0);
    return !named && uses <= 2;
  }

  /** The entries that answer `query`: [{entry, score, name, words}], best first. */
  search(query) {
    const words = this.readQuery(query);
    const open = !/\s$/.test(query);
    const met = words.map((word, at) => this.meet(word, open && at === words.length - 1)).filter(({ weight }) => weight);
    const all = met.reduce((sum, { weight }) => sum + weight, 0);
    const byEntry = this.bestNames(met);
    for (const { texts } of met) for (const entry of texts.keys()) if (!byEntry.has(entry)) byEntry.set(entry, null);
    const found = [];
    for (const [entry, name] of byEntry) {
      const context = byEntry.get(this.entries[entry].page);
      found.push({ entry, name, ...this.judge(entry, name, context, met, all) });
    }
    const top = Math.max(0, ...found.map(({ covered }) => covered));
    const kept = found.filter(({ covered }) => covered >= 0.5 * top).sort((a, b) => b.score - a.score);
    for (const result of kept.slice(0, 60)) result.score *= this.closeness(result.entry, met);
    return { met, results: kept.sort((a, b) => b.score - a.score).slice(0, 200) };
  }

  /** Per entry the name that the query meets best. */
  bestNames(met) {
    const scores = new Map();
    met.forEach(({ names, weight }, at) => {
      for (const [name, quality] of names) {
        if (!scores.has(name)) scores.set(name, { score: 0, count: 0, quality: [] });
        const sum = scores.get(name);
        sum.score += weight * quality;
        sum.count += quality;
        sum.quality[at] = quality;
      }
    });
    const best = new Map();
    for (const [number, { score, count, quality }] of scores) {
      const name = this.names[number];
      const cover = Math.min(1, count / name.size);
      const value = score * (0.4 + 0.6 * cover);
      const before = best.get(name.entry);
      if (!before || value > before.value) best.set(name.entry, { ...name, value, cover, quality });
    }
    return best;
  }

  judge(entry, name, context, met, all) {
    const length = this.lengths[entry] / this.average;
    let inText = 0;
    let covered = 0;
    met.forEach(({ texts, weight }, at) => {
      const text = texts.get(entry);
      if (text) inText += (weight * text.count) / (text.count + 0.6 + 0.6 * length);
      const here = Math.max((name && name.quality[at]) || 0, text ? text.quality : 0);
      const around = ((context && context.quality[at]) || 0) * 0.7;
      covered += (weight * Math.max(here, around)) / all;
    });
    const whole = name && name.cover > 0.85 && met.every((_, at) => name.quality[at]);
    const { kind } = this.entries[entry];
    const rank = { page: 1.3, section: 1.2, term: 1.1, work: 0.8, note: 0.9, aside: 0.7 }[kind] || 1;
    const value = 3 * (name ? name.value : 0) + inText + 0.5 * (context ? context.value : 0);
    return { covered, score: value * covered * covered * rank * (whole ? 1.5 : 1) };
  }

  /** From 1 to 1.5: how many neighbours in the query are neighbours in the entry too. */
  closeness(entry, met) {
    if (met.length < 2) return 1;
    const { title, text } = this.entries[entry];
    const numbers = wordsOf(`${title}\n${text}`).map((word) => this.lexicons[0].numbers.get(word));
    const pairs = met.slice(1).filter(({ reached }, at) => {
      const first = met[at].reached[0];
      return numbers.some(
        (number, place) => first.has(number) && numbers.slice(place + 1, place + 4).some((next) => reached[0].has(next)),
      );
    });
    return 1 + 0.5 * (pairs.length / (met.length - 1));
  }
}
