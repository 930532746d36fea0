// Headings have the same ids in every language: the reader who switches stays in the section.
for (const link of document.querySelectorAll("a.language")) {
  link.addEventListener("click", () => { link.hash = location.hash; });
}
