// Counts the answers to the questions on a page, judges orders and pairs, and asks again what was not right. Without this
// script each answer says by itself whether it fits, and keys can be opened.
(() => {
  const quiz = document.querySelector(".quiz > .question")?.parentElement;
  if (!quiz) return;
  const questions = [...quiz.querySelectorAll(".question")].filter((question) => question.querySelector("input, select"));
  const STORE = "peksos-quiz";

  // Whether it was answered, and rightly: of several answers none may lack, and none be too many.
  function judge(question) {
    const inputs = [...question.querySelectorAll("input")];
    const fits = (input) => input.parentElement.querySelector(".why").classList.contains("right");
    if (inputs.length) {
      return { answered: inputs.some((input) => input.checked), right: inputs.every((input) => input.checked === fits(input)) };
    }
    const slots = [...question.querySelectorAll("select")];
    for (const slot of slots) slot.dataset.state = slot.value ? (slot.value === slot.dataset.right ? "right" : "wrong") : "";
    const right = slots.every((slot) => slot.dataset.state === "right");
    return { answered: slots.some((slot) => slot.value), right };
  }

  const score = document.createElement("p");
  score.className = "quiz-score";
  score.setAttribute("role", "status");
  const words = document.createElement("span");
  const again = Object.assign(document.createElement("button"), { type: "button", textContent: quiz.dataset.again });
  const all = Object.assign(document.createElement("button"), { type: "button", textContent: quiz.dataset.restart });
  score.append(words, again, all);
  score.hidden = true;
  quiz.append(score);

  function recall() {
    try {
      return JSON.parse(localStorage.getItem(STORE)) ?? {};
    } catch {
      return {};
    }
  }

  function count() {
    const asked = questions.filter((question) => !question.hidden).map(judge);
    const answered = asked.filter((one) => one.answered).length;
    const right = asked.filter((one) => one.answered && one.right).length;
    score.hidden = !answered;
    words.textContent = quiz.dataset.score.replace("{right}", right).replace("{answered}", answered).replace("{all}", asked.length);
    again.hidden = answered < asked.length || right === asked.length;
    if (answered < asked.length || asked.length < questions.length) return;
    try {
      localStorage.setItem(STORE, JSON.stringify({ ...recall(), [quiz.dataset.slug]: { right, all: asked.length } }));
    } catch {
      // The browser keeps nothing; the score is shown all the same.
    }
  }

  const everything = () => true;

  function clear(question) {
    for (const input of question.querySelectorAll("input")) input.checked = false;
    for (const slot of question.querySelectorAll("select")) slot.value = "";
    for (const key of question.querySelectorAll("details")) key.open = false;
  }

  // Open questions are nobody's to count; they stand aside while others are asked again.
  const open = [...quiz.querySelectorAll(".question")].filter((question) => !questions.includes(question));

  function ask(which) {
    for (const question of open) question.hidden = which !== everything;
    for (const question of questions) {
      question.hidden = !which(question);
      if (!question.hidden) clear(question);
    }
    count();
    const first = questions.find((question) => !question.hidden);
    first?.scrollIntoView({ block: "start" });
    first?.querySelector("input, select").focus({ preventScroll: true });
  }

  quiz.addEventListener("change", count);
  again.addEventListener("click", () => {
    const wrong = new Set(questions.filter((question) => !question.hidden && !judge(question).right));
    ask((question) => wrong.has(question));
  });
  all.addEventListener("click", () => ask(everything));
  // A browser may bring back answers when somebody returns to the page.
  count();
})();
