/** The stem of an English word, written from M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980). */
const stemEnglish = (() => {
  const SECOND = {
    ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", abli: "able", alli: "al", entli: "ent",
    eli: "e", ousli: "ous", ization: "ize", ation: "ate", ator: "ate", alism: "al", iveness: "ive", fulness: "ful",
    ousness: "ous", aliti: "al", iviti: "ive", biliti: "ble",
  };
  const THIRD = { icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" };
  const FOURTH =
    "al ance ence er ic able ible ant ement ment ent sion tion ou ism ate iti ous ive ize".split(" ");

  // "y" is a vowel after a consonant; written as Y where it is a consonant.
  const marked = (word) => word.replace(/^y|([aeiou])y/g, (_, vowel = "") => `${vowel}Y`);
  // The m of [C](VC)^m[V].
  const measure = (stem) => (stem.match(/[aeiouy]+[^aeiouy]+/g) || []).length;
  const hasVowel = (stem) => /[aeiouy]/.test(stem);
  // The pairs that Snowball's Porter undoes; the paper has every one but ll, ss and zz, which changes rare words only.
  const doubled = (stem) => /([bdfgmnprt])\1$/.test(stem);
  const short = (stem) => /[^aeiouy][aeiouy][^aeiouywxY]$/.test(stem);

  const longestEnding = (word, endings) =>
    endings.filter((ending) => word.endsWith(ending)).sort((a, b) => b.length - a.length)[0];

  const replaced = (word, endings) => {
    const ending = longestEnding(word, Object.keys(endings));
    const stem = ending && word.slice(0, -ending.length);
    return ending && measure(stem) > 0 ? stem + endings[ending] : word;
  };

  const plural = (word) => word.replace(/(ss|i)es$/, "$1").replace(/([^s])s$/, "$1");

  const past = (word) => {
    if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
    const stem = word.replace(/(?:ed|ing)$/, "");
    if (stem === word || !hasVowel(stem)) return word;
    if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
    if (doubled(stem)) return stem.slice(0, -1);
    return measure(stem) === 1 && short(stem) ? `${stem}e` : stem;
  };

  const withoutFourth = (word) => {
    const ending = longestEnding(word, FOURTH);
    if (!ending) return word;
    const stem = word.slice(0, -ending.length) + (/^[st]ion$/.test(ending) ? ending[0] : "");
    return measure(stem) > 1 ? stem : word;
  };

  const tidied = (word) => {
    const stem = word.slice(0, -1);
    if (word.endsWith("e") && (measure(stem) > 1 || (measure(stem) === 1 && !short(stem)))) word = stem;
    return word.endsWith("ll") && measure(word) > 1 ? word.slice(0, -1) : word;
  };

  return (word) => {
    if (word.length < 3) return word;
    let stem = past(plural(marked(word)));
    if (/[yY]$/.test(stem) && hasVowel(stem.slice(0, -1))) stem = `${stem.slice(0, -1)}i`;
    return tidied(withoutFourth(replaced(replaced(stem, SECOND), THIRD))).toLowerCase();
  };
})();

/**
 * The stem of an English word and its kin: British and American spellings, who does a thing and what is done, nouns made of
 * nouns ("empower", "empowering", "empowerment"). `families` are words that no rule brings together.
 */
function englishRootFinder(families) {
  const stemOf = (word) => {
    const stem = stemEnglish(
      word
        .replace(/(\w{4}ation)al(?:ly)?$/, "$1")
        .replace(/([lst])or(s?)$/, "$1er$2")
        .replace(/([aeioy]s)is$/, "$1e")
        .replace(/([iy])s(e[drs]?|ers?|ing|ations?|able)$/, "$1z$2")
        .replace(/(\w{3})our(s|ed|ing|al|able)?$/, "$1or$2"),
    );
    return stem.endsWith("s") ? stem : stemEnglish(stem);
  };
  const heads = new Map(families.flatMap((family) => family.map((word) => [stemOf(word), stemOf(family[0])])));
  return (word) => {
    const stem = stemOf(word);
    return [heads.get(stem) || stem];
  };
}
