// Names that are words of the other language, and names that are no words to count on.
const OF_OTHER = new Set(["equivalent", "misnomer"]);
const DISCOURAGED = new Set(["avoid", "misnomer"]);

const any = (reached) => reached.some((found) => found.size);

/** Single letters that tell one thing from others of its kind ("Model A: …"). */
const labelsOf = (name) => new Set((name.match(/(?<=\p{L} )\p{Lu}(?![\p{L}\p{N}.])/gu) || []).map(fold));

/**
 * What an index knows, and which of its entries answer a query, best first.
 *
 * An entry is a page, a section, a glossary term, a work or an editor's note. It has names (its title; other forms,
 * discouraged forms, what the other language calls it), a text, and the names of the page that it belongs to.
 */
class Ranking {
  constructor({ language, other, entries, stop, hollow, roots, correct, families, instead, short }) {
    const kinds = { id: [rootsOf, roots, () => "", correct], en: [englishRootFinder(families), [], stemEnglish] };
    this.entries = entries;
    this.stop = new Set(stop);
    this.hollow = new Set([...stop, ...hollow]);
    this.instead = instead;
    this.short = new Map(Object.entries(short));
    this.lexicons = [language, other].map((locale) => new Lexicon(...kinds[locale]));
    // Words that somebody wrote, and did not only quote, as an error or as an example.
    this.said = [[], []];
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
      for (const [kind, name] of entry.names || []) this.addName(number, OF_OTHER.has(kind) ? 1 : 0, name, kind);
      this.addText(number, entry);
    });
    this.average = this.lengths.reduce((sum, length) => sum + length, 0) / (entries.length || 1);
  }

  addName(entry, side, phrase, kind = "title") {
    const words = wordsOf(phrase);
    const labels = labelsOf(phrase);
    const telling = words.filter((word) => !this.stop.has(word) || labels.has(word));
    const numbers = new Set((telling.length ? telling : words).map((word) => this.lexicons[side].number(word)));
    const name = this.names.push({ entry, kind, phrase, size: numbers.size }) - 1;
    for (const number of numbers) {
      (this.inNames[side][number] ||= []).push(name);
      if (!DISCOURAGED.has(kind)) this.said[side][number] = true;
    }
  }

  addText(entry, { text, kind, quoted }) {
    const words = wordsOf(text);
    const examples = quoted ? wordsOf(quoted) : [];
    this.lengths[entry] = words.length;
    for (const word of words) {
      const number = this.lexicons[0].number(word);
      const list = (this.inText[number] ||= []);
      if (list[list.length - 2] === entry) list[list.length - 1]++;
      else list.push(entry, 1);
      const at = examples.length ? examples.indexOf(word) : -1;
      if (at >= 0) examples.splice(at, 1);
      else if (kind !== "service") this.said[0][number] = true;
    }
  }

  /**
   * The words of a query that tell something, as readers mean them: discouraged wordings replaced, compounds mended. One
   * that was typed without the blanks in it ("kodeetik") is all its words, each of which may be met by the whole as well.
   */
  readQuery(query) {
    let words = ` ${wordsOf(query).join(" ")} `;
    for (const [form, use] of Object.entries(this.instead)) words = words.replace(` ${form} `, ` ${use} `);
    // "prinsip2" says that there are several.
    words = words.trim().split(" ").filter(Boolean).map((word) => word.replace(/^([a-z]{4,})2(?=(?:an|nya)?$)/, "$1"));
    const known = (word) => this.lexicons.some((lexicon) => lexicon.numbers.has(word));
    // "menimbang-nimbang" says the end of a word again.
    const isEcho = (word, at) => at && word.length > 3 && words[at - 1].endsWith(word) && !known(word);
    words = words.filter((word, at) => !isEcho(word, at));
    const read = [];
    for (let at = 0; at < words.length; at++) {
      const [word, next] = [words[at], words[at + 1]];
      const long = this.short.has(word) && this.short.get(word).split(" ");
      if (long) read.push(...long.map((part) => ({ word: part, whole: word })));
      else if (next && known(word + next) && !(known(word) && known(next))) {
        read.push({ word: word + next });
        at++;
      } else if (next && this.isNamed(word + next)) {
        read.push(...[word, next].map((part) => ({ word: part, whole: word + next })));
        at++;
      } else read.push(...this.parted(word).map((part) => ({ word: part, whole: word })));
    }
    const isLabel = (word) => word.length === 1 && words.length > 1 && word === words[words.length - 1];
    const telling = read.filter(({ word }) => !this.stop.has(word) || isLabel(word));
    return telling.length ? telling : read;
  }

  /** The words that `glued` is made of, above all those that stand side by side; itself alone if anything is called so. */
  parted(glued) {
    if (this.isNamed(glued)) return [glued];
    let likely = [glued];
    for (let at = 2; at <= glued.length - 3; at++) {
      const [left, right] = [glued.slice(0, at), glued.slice(at)];
      if (!this.isSaid(left) || (at < 3 && !this.stop.has(left))) continue;
      for (const rest of this.isSaid(right) ? [[right]] : [this.parted(right), [right]]) {
        if (this.areNeighbours(left, rest[0])) return [left, ...rest];
      }
      if (at > 3 && right.length > 3 && this.isSaid(right)) likely = [left, right];
    }
    // Two words that are nowhere side by side, if the whole is nothing else.
    if (any(this.lexicons.map((lexicon) => lexicon.reach(glued)))) return [glued];
    return likely.length > 1 || any(this.mended(glued)) ? likely : this.partedWithError(glued);
  }

  /** As `parted`, where one of two words that stand side by side is misspelt as well. */
  partedWithError(glued) {
    let likely = [glued];
    for (let at = 4; at <= glued.length - 4; at++) {
      const [left, right] = [glued.slice(0, at), glued.slice(at)];
      for (const [known, error] of [[left, right], [right, left]]) {
        if (!this.isSaid(known) || this.stop.has(known)) continue;
        for (const [side, found] of this.mended(error).entries()) {
          for (const number of found.keys()) {
            const meant = this.lexicons[side].words[number];
            const pair = known === left ? [left, meant] : [meant, right];
            if (this.areNeighbours(...pair)) return pair;
            if (Math.min(left.length, right.length) > 5) likely = pair;
          }
        }
      }
    }
    return likely;
  }

  /**
   * For each language, what `word` may be an error in: words that are said and say something. A short word of the other
   * language is hardly meant.
   */
  mended(word) {
    return this.lexicons.map((lexicon, side) => {
      if (this.lexicons.some((other) => other.isWord(word)) || (side && word.length < 6)) return new Map();
      return lexicon.mend(word, (number) => this.said[side][number] && !this.isHollow(lexicon, number));
    });
  }

  isHollow(lexicon, number) {
    const word = lexicon.words[number];
    return this.hollow.has(word) || this.hollow.has(lexicon.stem(word));
  }

  isSaid(word) {
    return this.lexicons.some((lexicon, side) => this.said[side][lexicon.numbers.get(word)]);
  }

  isNamed(word) {
    return this.lexicons.some((lexicon, side) => this.inNames[side][lexicon.numbers.get(word)]);
  }

  /** Whether `left` and a word of the family of `right` stand side by side anywhere. */
  areNeighbours(left, right) {
    return this.lexicons.some((lexicon, side) => {
      const first = lexicon.numbers.get(left);
      const next = lexicon.reach(right);
      if (first === undefined || !next.size) return false;
      const isThere = (phrase) => {
        const numbers = wordsOf(phrase).map((word) => lexicon.numbers.get(word));
        return numbers.some((number, at) => number === first && next.has(numbers[at + 1]));
      };
      const texts = side ? [] : this.inText[first] || [];
      return (
        (this.inNames[side][first] || []).some((name) => isThere(this.names[name].phrase)) ||
        texts.some((entry, at) => at % 2 === 0 && isThere(this.entries[entry].text))
      );
    });
  }

  /** For every word of the query: where it is met, and how much it tells. */
  meet({ word, whole }, unfinished) {
    const reach = (begun) =>
      this.lexicons.map((lexicon) => {
        const reached = lexicon.reach(word, begun);
        const idle = begun ? this.hollow : this.stop;
        for (const number of reached.keys()) {
          if (idle.has(lexicon.words[number]) && lexicon.words[number] !== word) reached.delete(number);
        }
        return reached;
      });
    let reached = reach(unfinished && !this.stop.has(word));
    // A word that there is, or a few letters, may be finished well.
    if (!any(reached) && word.length > 3 && !/^\d/.test(word) && !this.lexicons[0].isWord(word)) reached = reach(true);
    // What nobody said is perhaps an error, be it one that some text quotes.
    if (!reached.some((found, side) => [...found.keys()].some((number) => this.said[side][number]))) {
      this.mended(word).forEach((found, side) => {
        for (const [number, quality] of found) reached[side].set(number, quality);
      });
    }
    this.lexicons.forEach((lexicon, side) => {
      if (lexicon.numbers.has(whole)) reached[side].set(lexicon.numbers.get(whole), 1);
    });
    const texts = new Map();
    const names = new Map();
    const best = (map, key, value) => map.set(key, Math.max(value, map.get(key) || 0));
    for (const [number, quality] of reached[0]) {
      // What says nothing is a word of names at most.
      const list = this.stop.has(word) ? [] : this.inText[number] || [];
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
    const isService = ({ entry }) => this.entries[entry].kind === "service";
    const others = found.filter((result) => !isService(result));
    const top = Math.max(0, ...(others.length ? others : found).map(({ covered }) => covered));
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
    const rank = { page: 1.3, section: 1.2, term: 1.1, work: 0.8, note: 0.9, aside: 0.7, service: 0.6 }[kind] || 1;
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
