/** The distinct words of one language in an index, each with a number, and the ways in which typed words reach them. */
class Lexicon {
  /**
   * `rootsOf` lists the roots that a word may have. One of `roots`, the longest, is the root of a word for certain; where
   * there is none, the one that most words of the index may have. Words of one `stem` are closer than others of one root.
   * Those that are `correct` are nothing but themselves.
   */
  constructor(rootsOf, roots, stem, correct = []) {
    this.rootsOf = rootsOf;
    this.stem = stem;
    this.roots = new Set(roots);
    this.correct = new Set(correct);
    this.words = [];
    this.numbers = new Map();
    this.byRoot = new Map();
  }

  /** The number of a word; a new one for a new word. */
  number(word) {
    let number = this.numbers.get(word);
    if (number === undefined) {
      number = this.words.push(word) - 1;
      this.numbers.set(word, number);
      for (const root of this.candidates(word)) {
        if (this.byRoot.has(root)) this.byRoot.get(root).push(number);
        else this.byRoot.set(root, [number]);
      }
    }
    return number;
  }

  /** The longest roots that are certain, or all that are possible, longer ones first. */
  candidates(word) {
    if (this.correct.has(word)) return [word];
    const possible = this.rootsOf(word).sort((a, b) => b.length - a.length);
    const certain = possible.filter((root) => this.roots.has(root));
    return certain.length ? certain.filter((root) => root.length === certain[0].length) : possible;
  }

  /** Numbers of the words that have the root of `typed`. */
  family(typed) {
    let best = [];
    for (const root of this.candidates(typed)) {
      let numbers = this.byRoot.get(root) || [];
      // Not what may be made of another word as well ("mengurus": kurus).
      if (this.correct.has(root)) numbers = numbers.filter((number) => this.words[number].includes(root));
      // Three letters are found in many a word that has nothing to do with them.
      const isRoot = root.length > 3 || (root.length > 2 && (this.roots.has(root) || this.numbers.has(root)));
      if (isRoot && numbers.length > best.length) best = numbers;
    }
    return best;
  }

  /** Whether `typed` is a word, or made of a word, that there is, though perhaps not in this index: no error. */
  isWord(typed) {
    if (this.roots.has(typed) || this.correct.has(typed)) return true;
    return this.rootsOf(typed).some((root) => root.length > 3 && this.correct.has(root));
  }

  /** Numbers of the words that `typed` is, is akin to, or (when `unfinished`) begins; each with its quality. */
  reach(typed, unfinished) {
    const found = new Map();
    const add = (number, quality) => found.set(number, Math.max(quality, found.get(number) || 0));
    if (unfinished && typed.length > 1) {
      const begun = this.words.filter((word) => word.startsWith(typed));
      for (const word of begun) add(this.numbers.get(word), 0.4 + 0.4 * (typed.length / word.length));
      // What only forms of one word begin with ("klienn": kliennya) means all of its forms.
      const [shortest] = begun.sort((a, b) => a.length - b.length);
      const kin = shortest && typed.length > 4 ? this.family(shortest) : [];
      if (begun.every((word) => kin.includes(this.numbers.get(word)))) for (const number of kin) add(number, 0.6);
    }
    const stem = this.stem(typed);
    for (const number of this.family(typed)) add(number, this.stem(this.words[number]) === stem ? 0.9 : 0.75);
    if (this.numbers.has(typed)) add(this.numbers.get(typed), 1);
    return found;
  }

  /**
   * Numbers of the words, among those that may be meant, that `typed` becomes by mending one error, itself or below its
   * affixes. Hardly anybody errs in the first letters: words that begin otherwise count only where no other does.
   * Where the end of a root was taken for an affix, another end makes another word ("simpati": not simpan).
   */
  mend(typed, mayBeMeant) {
    if (this.isWord(typed)) return new Map();
    const near = this.nearest(typed, 0.6, (word) => [this.numbers.get(word)].filter(mayBeMeant), this.numbers.keys());
    if (near.size) return near;
    const roots = [...this.byRoot.keys()].filter((root) => this.roots.has(root) || this.numbers.has(root));
    for (const root of this.candidates(typed).filter((root) => root !== typed)) {
      const sameEnd = roots.filter((other) => !other.startsWith(root.slice(0, Math.min(root.length, other.length - 1))));
      const akin = this.nearest(root, 0.5, (other) => this.byRoot.get(other).filter(mayBeMeant), sameEnd);
      if (akin.size) return akin;
    }
    return near;
  }

  nearest(typed, quality, numbersOf, words) {
    const [same, others] = [new Map(), new Map()];
    if (typed.length < 4) return same;
    const sound = soundOf(typed);
    for (const word of words) {
      if (word.length < 4 || !((typed.length > 4 && oneErrorApart(typed, word)) || soundOf(word) === sound)) continue;
      const found = word.slice(0, 2) === typed.slice(0, 2) ? same : others;
      for (const number of numbersOf(word)) found.set(number, quality);
    }
    return same.size ? same : others;
  }
}
