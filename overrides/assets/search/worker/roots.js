/**
 * Finds an Indonesian root below its affixes, among `roots`: the words whose forms the stemming algorithm scatters,
 * above all those that lose their first letter ("tolong" → "menolong"). Returns a function that says the root of a word,
 * or nothing.
 */
function rootFinder(roots) {
  // Longer ones first: "terapi" is not a form of "terap".
  roots = [...roots].sort((a, b) => b.length - a.length);
  const melting = { k: "ng", p: "m", s: "ny", t: "n" };
  const melted = new Map(
    roots.filter((root) => melting[root[0]]).map((root) => [melting[root[0]] + root.slice(1), root]),
  );
  const prefix = "(?:di|ter?|ke|ber?|bel|per|pel?|me[mn]?|menge?|pe[mn]|penge?)";
  const whole = `${prefix}{0,2}(${roots.join("|")})`;
  const changed = `(?:ke|ber|se)?(?:me|pe)(${[...melted.keys()].join("|")})`;
  const form = new RegExp(`^(?:${whole}|${changed})(?:kan|an|i)?(?:ku|mu|nya)?(?:lah|kah|pun)?$`);
  return (word) => {
    const [, root, change] = form.exec(word) || [];
    return root || melted.get(change);
  };
}
