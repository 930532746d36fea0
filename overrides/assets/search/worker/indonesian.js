/**
 * The stem of an Indonesian word, written from the description of the Snowball stemmer for Indonesian
 * (snowballstem.org/algorithms/indonesian), which follows F. Z. Tala, "A Study of Stemming Effects on Information
 * Retrieval in Bahasa Indonesia" (Amsterdam, 2003).
 */
function stemIndonesian(word) {
  // How many vowels are left: an affix goes only while more than two are. Every affix counts as one.
  let vowels = (word.match(/[aeiou]/g) || []).length;
  let kind = "";

  const cut = (pattern, put = "") => {
    const shorter = word.replace(pattern, put);
    if (shorter === word) return false;
    word = shorter;
    vowels--;
    return true;
  };

  const firstPrefix = () => {
    const [prefix] = /^(?:meny|peny)(?=[aeiou])|^(?:di|meng|mem|men|me|ter|ke|peng|pem|pen)/.exec(word) || [""];
    if (!prefix) return null;
    kind = /^[kp]/.test(prefix) ? "ke" : "di";
    const lost = prefix.endsWith("ny") ? "s" : prefix.endsWith("em") && /^..m[aeiou]/.test(word) ? "p" : "";
    cut(prefix, lost);
    // A sound given back belongs to the root: no second prefix can begin there.
    return { whole: !lost };
  };

  const secondPrefix = () => {
    const [prefix] = /^(?:bel|pel)(?=ajar)|^(?:ber|per)|^be(?=[^aeiou]er)|^pe/.exec(word) || [""];
    if (prefix && prefix !== "pel") kind = prefix.startsWith("b") ? "ber" : "per";
    return prefix && cut(prefix);
  };

  const suffix = () => {
    if (/kan$/.test(word) && kind !== "ke" && kind !== "per") return cut(/kan$/);
    if (/an$/.test(word) && kind !== "di") return cut(/an$/);
    return /[^s]i$/.test(word) && (kind === "" || kind === "di" || kind === "per") && cut(/i$/);
  };

  if (vowels <= 2) return word;
  cut(/(?:kah|lah|pun)$/);
  if (vowels <= 2) return word;
  cut(/(?:ku|mu|nya)$/);
  if (vowels <= 2) return word;
  const first = firstPrefix();
  if (first) {
    if (vowels > 2 && suffix() && vowels > 2 && first.whole) secondPrefix();
    return word;
  }
  secondPrefix();
  if (vowels > 2) suffix();
  return word;
}
