// Headings have the same ids in every language: the reader who switches stays in the section. Where both languages stand
// side by side, the pair of sections knows the id that its two headings have on pages of their own.
for (const link of document.querySelectorAll("a.language, .side-by-side a, .pair--languages a")) {
  link.addEventListener("click", () => {
    const pair = document.getElementById(location.hash.slice(1))?.closest(".pair");
    link.hash = pair ? pair.dataset.anchor ?? "" : location.hash;
  });
}
