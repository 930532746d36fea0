// A test of questions about all pages: drawn by the weights of the test of competence, marked at the end, with the reason
// for each answer. Results are kept in the browser alone, where it allows that; those of single pages stand beside them.
(() => {
  function recall(name, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  const last = recall("peksos-quiz", {});
  for (const row of document.querySelectorAll(".quizzes tr[data-slug]")) {
    const result = last[row.dataset.slug];
    if (result) row.lastElementChild.textContent = `${result.right}/${result.all}`;
  }
  if (document.querySelector(".quizzes td:last-child:not(:empty)")) {
    for (const cell of document.querySelectorAll(".quizzes :is(th, td):last-child")) cell.hidden = false;
  }

  const root = document.querySelector(".exam[data-bank]");
  if (!root) return;
  const WEIGHTS = { knowledge: 0.3, values: 0.3, skills: 0.4 };
  const STORE = "peksos-exam";
  const KEPT = 10;
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const button = (textContent, click) => {
    const made = make("button", { type: "button", textContent, className: "exam-step" });
    made.addEventListener("click", click);
    return made;
  };

  let bank = null;
  let words = {};
  let asked = [];
  let started = 0;
  let timer = 0;
  const voice = make("p", { className: "exam-voice" });
  voice.setAttribute("role", "status");

  const earlier = () => [].concat(recall(STORE, []));

  function keep(results) {
    try {
      if (results.length) localStorage.setItem(STORE, JSON.stringify(results));
      else localStorage.removeItem(STORE);
    } catch {
      // The browser keeps nothing; the score is shown all the same.
    }
  }

  function shuffled(things) {
    const mixed = [...things];
    for (let last = mixed.length - 1; last > 0; last--) {
      const swap = Math.floor(Math.random() * (last + 1));
      [mixed[last], mixed[swap]] = [mixed[swap], mixed[last]];
    }
    return mixed;
  }

  // As many of each domain as its weight asks for; where one has too few, the others fill up.
  function draw(count) {
    const all = shuffled(bank.questions);
    const drawn = new Set();
    for (const [domain, weight] of Object.entries(WEIGHTS)) {
      const own = all.filter((question) => question.domain === domain);
      for (const question of own.slice(0, Math.round(count * weight))) drawn.add(question);
    }
    for (const question of all) if (drawn.size < count) drawn.add(question);
    return shuffled(drawn);
  }

  const minutes = () => Math.max(1, Math.round((Date.now() - started) / 60000));

  function shown(question, number) {
    const field = make("fieldset", { className: "question" }, make("legend", { textContent: `${number}. ${question.text}` }));
    question.options.forEach((option, index) => {
      const id = `exam-${number}-${index + 1}`;
      const why = make("p", { className: option.right ? "why right" : "why" });
      why.append(make("b", { textContent: option.right ? words.fits : words.not_yet }), ` ${option.why} `);
      why.append(make("a", { href: option.at, textContent: words.read }));
      const input = make("input", { type: "radio", name: `exam-${number}`, id });
      field.append(make("div", { className: "option" }, input, make("label", { htmlFor: id, textContent: option.text }), why));
    });
    return field;
  }

  function ask(questions) {
    asked = questions;
    started = Date.now();
    const clock = make("span");
    const fields = questions.map((question, index) => shown(question, index + 1));
    const bar = make("p", { className: "quiz-score" }, clock, button(words.mark, () => mark(fields, bar)));
    const tick = () => { clock.textContent = fill(words.time, { minutes: minutes() }); };
    clearInterval(timer);
    timer = setInterval(tick, 30000);
    tick();
    root.classList.remove("marked");
    voice.textContent = "";
    root.replaceChildren(...fields, voice, bar);
    fields[0].scrollIntoView({ block: "start" });
    fields[0].querySelector("input").focus({ preventScroll: true });
  }

  function mark(fields, bar) {
    const chosen = fields.map((field) => [...field.querySelectorAll("input")].findIndex((input) => input.checked));
    const open = chosen.filter((index) => index < 0).length;
    if (open && voice.dataset.open !== String(open)) {
      voice.dataset.open = open;
      voice.textContent = fill(words.open, { count: open });
      fields[chosen.indexOf(-1)].scrollIntoView({ block: "start" });
      return;
    }
    clearInterval(timer);
    delete voice.dataset.open;
    const right = asked.map((question, index) => Boolean(question.options[chosen[index]]?.right));
    const wrong = asked.filter((_, index) => !right[index]);
    const result = { day: new Date().toISOString().slice(0, 10), right: asked.length - wrong.length, all: asked.length, minutes: minutes() };
    keep([result, ...earlier()].slice(0, KEPT));
    root.classList.add("marked");
    fields.forEach((field, index) => {
      field.hidden = right[index];
      for (const input of field.querySelectorAll("input")) input.disabled = true;
      // What would have been right says why as well.
      field.querySelectorAll(".option")[asked[index].options.findIndex((option) => option.right)].classList.add("answer");
    });
    const parts = Object.keys(WEIGHTS).map((domain) => {
      const own = asked.map((question, index) => [question, right[index]]).filter(([question]) => question.domain === domain);
      return make("li", { textContent: `${words[domain]}: ${own.filter(([, fits]) => fits).length}/${own.length}` });
    });
    voice.textContent = fill(words.score, result);
    root.prepend(voice, make("ul", {}, ...parts));
    const steps = [button(words.another, begin)];
    if (wrong.length) steps.unshift(button(words.wrong_again, () => ask(shuffled(wrong))));
    bar.replaceChildren(...steps);
    root.parentElement.querySelector("#ujian")?.scrollIntoView({ block: "start" });
  }

  function begin() {
    const starts = [[words.short, 20], [words.long, 100]].filter(([, count]) => count === 20 || bank.questions.length >= count);
    const content = [make("p", { textContent: words.about })];
    content.push(make("p", { className: "exam-starts" }, ...starts.map(([text, count]) => button(text, () => ask(draw(count))))));
    const results = earlier();
    if (results.length) {
      const forget = button(words.forget, () => { keep([]); begin(); });
      const list = results.map((result) => make("li", { textContent: `${result.day}: ${fill(words.score, result)}` }));
      content.push(make("details", {}, make("summary", { textContent: words.results }), make("ul", {}, ...list), make("p", {}, forget)));
    }
    root.classList.remove("marked");
    root.replaceChildren(...content);
  }

  // Opened from a disk, a page may load nothing but scripts.
  const script = make("script", { src: root.dataset.bank });
  script.addEventListener("load", () => {
    bank = self.questionBank;
    words = bank.words;
    begin();
  });
  script.addEventListener("error", () => root.replaceChildren(make("p", { textContent: root.dataset.failed })));
  document.body.append(script);
})();
