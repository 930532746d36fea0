/**
 * The roots that an Indonesian word may have: itself, and what is left below each set of affixes that the rules of word
 * formation allow (meN-, peN-, di-, ke-, se-, ber-, ter-, per-, -kan, -an, -i, -ku, -mu, -nya, -kah, -lah, -pun).
 *
 * Who does what borrowed words name, and what comes of it, belongs to them ("negosiator", "sertifikat": sertifikasi).
 * Several, for affixes look like the ends of roots ("berikan": beri-kan, ber-ikan), and k, p, s, t melt away ("merawat",
 * "menukar": tukar). Which one is meant, a Lexicon decides by the words that there are.
 */
const rootsOf = (() => {
  // What comes off, and what is put in its place.
  const PREFIXES = [
    [/^[mp]e(?=[lmnrwy])/, ""],
    [/^[mp]em(?=[bfpv])/, ""],
    [/^[mp]em(?=[aeiou])/, "p"],
    [/^[mp]en(?=[cdjstz])/, ""],
    [/^[mp]en(?=[aeiou])/, "t"],
    [/^[mp]eng(?=[aeioughkq])/, ""],
    [/^[mp]eng(?=[aeiourl])/, "k"],
    [/^[mp]eny(?=[aeiou])/, "s"],
    [/^[mp]enge(?=[^aeiou]+[aeiou][^aeiou]*$)/, ""],
    [/^(?:di|ke|se|ber|ter|per)/, ""],
    [/^(?:pe(?=[^aeiou])|[bt]e(?=r|[^aeiou]er))/, ""],
    [/^[bp]el(?=ajar)/, ""],
  ];
  const BORROWED = /(?<=\w{3})at(?:or|if)?$/;
  const shorter = (words, pattern) => [...words, ...words.map((word) => word.replace(pattern, ""))];

  return (word) => {
    const found = new Set();
    const add = (rest, depth) => {
      // What no word begins with ("rj", "mp") is the rest of none.
      if (rest.length < 3 || !/^(?:[aeiou]|s?.[aeiou]|[bcdfgknpst]?[hlrwy][aeiou]|ng)/.test(rest)) return;
      found.add(rest);
      if (!depth || !/^(?:[bkmpst]e|di)/.test(rest)) return;
      for (const [prefix, put] of PREFIXES) if (prefix.test(rest)) add(rest.replace(prefix, put), depth - 1);
    };
    for (const whole of new Set(shorter(shorter([word], /(?:kah|lah|pun)$/), /(?:ku|mu|nya)$/))) {
      add(whole, 3);
      if (BORROWED.test(whole)) add(whole.replace(BORROWED, "asi"), 3);
      for (const ending of [/kan$/, /an$/, /i$/]) if (ending.test(whole)) add(whole.replace(ending, ""), 3);
    }
    return [...found];
  };
})();
