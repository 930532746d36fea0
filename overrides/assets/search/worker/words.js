/** Words of a text, as written and as compared: without case, diacritics and apostrophes. */

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;

/** "Client’s" → "client", "Jum’at" → "jumat", "Adelé" → "adele". */
function fold(word) {
  word = word.toLowerCase();
  if (/^[a-z0-9]+$/.test(word)) return word;
  return word.replace(/['’]s$/, "").normalize("NFD").replace(/[\p{M}'’]/gu, "");
}

const wordsOf = (text) => (text.match(WORD) || []).map(fold);

/** Every word with its place in the text. */
const placesOf = (text) =>
  Array.from(text.matchAll(WORD), (found) => ({
    word: fold(found[0]),
    start: found.index,
    end: found.index + found[0].length,
  }));

const KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

function areNearKeys(a, b) {
  const [[row, column], [other, next]] = [a, b].map((key) => {
    const at = KEYS.findIndex((keys) => keys.includes(key));
    return [at, at < 0 ? NaN : KEYS[at].indexOf(key) + at / 3];
  });
  return Math.abs(row - other) <= 1 && Math.abs(column - next) <= 1.4;
}

/** Whether one letter too many, too few, another, or two letters exchanged turn one word into the other. */
function oneErrorApart(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  // In a short word another letter makes another word, unless the finger slipped.
  if (left.length === 1 && right.length === 1) return a.length > 5 || areNearKeys(left, right);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

const SOUNDS = [
  [/x/g, "ks"], [/ph|v/g, "f"], [/([ckgrt])h/g, "$1"], [/ck|q/g, "k"], [/c(?![eiy])/g, "k"], [/z/g, "s"],
  [/y(?![aeiou])/g, "i"], [/(.)\1+/g, "$1"],
];

/** How a word sounds, whichever of the letters for a sound is written: "fleksner" and "Flexner", "loby" and "lobi". */
const soundOf = (word) => SOUNDS.reduce((heard, [letters, sound]) => heard.replace(letters, sound), word);
