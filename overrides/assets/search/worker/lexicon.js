/** The distinct words of one language in an index, each with a number, and the ways in which typed words reach them. */
class Lexicon {
  constructor(stem) {
    this.stem = stem;
    this.words = [];
    this.numbers = new Map();
    this.byStem = new Map();
  }

  /** The number of a word; a new one for a new word. */
  number(word) {
    let number = this.numbers.get(word);
    if (number === undefined) {
      number = this.words.push(word) - 1;
      this.numbers.set(word, number);
      const stem = this.stem(word);
      if (this.byStem.has(stem)) this.byStem.get(stem).push(number);
      else this.byStem.set(stem, [number]);
    }
    return number;
  }

  /** Numbers of the words that `typed` is, shares its stem with, or (when `unfinished`) begins; each with its quality. */
  reach(typed, unfinished) {
    const found = new Map();
    const add = (number, quality) => found.set(number, Math.max(quality, found.get(number) || 0));
    if (unfinished && typed.length > 1) {
      this.words.forEach((word, number) => {
        if (word.startsWith(typed)) add(number, 0.4 + 0.4 * (typed.length / word.length));
      });
    }
    for (const number of this.byStem.get(this.stem(typed)) || []) add(number, 0.9);
    if (this.numbers.has(typed)) add(this.numbers.get(typed), 1);
    return found;
  }

  /** Numbers of the words that `typed` becomes by mending one error, itself or its stem. */
  mend(typed) {
    const found = new Map();
    if (typed.length < 5) return found;
    this.words.forEach((word, number) => {
      if (word.length > 3 && oneErrorApart(typed, word)) found.set(number, 0.6);
    });
    if (found.size) return found;
    const stem = this.stem(typed);
    if (stem.length < 5) return found;
    for (const [other, numbers] of this.byStem) {
      if (other.length > 3 && oneErrorApart(stem, other)) numbers.forEach((number) => found.set(number, 0.5));
    }
    return found;
  }
}
