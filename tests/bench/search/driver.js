// Runs a search worker outside the browser. Reads {worker, index, isScript, queries} as JSON from its input, writes
// {setup, answers} with times in milliseconds: what a page would get for each query.
const fs = require("fs");
const vm = require("vm");
const { performance } = require("perf_hooks");

const { worker, index, isScript, queries } = JSON.parse(fs.readFileSync(0, "utf8"));
const replies = [];
let handle;
const scope = {
  addEventListener: (_, handler) => { handle = handler; },
  postMessage: (message) => replies.push(message),
  console,
};
scope.self = scope;
vm.createContext(scope);
vm.runInContext(fs.readFileSync(worker, "utf8") + (isScript ? "\nsearchWorker();" : ""), scope);

function readIndex() {
  const source = fs.readFileSync(index, "utf8");
  if (!isScript) return { ...JSON.parse(source), options: {} };
  let text;
  vm.runInNewContext(source, { searchIndex: (given) => { text = given; } });
  return text;
}

// Material's worker answers after a promise, ours at once.
async function send(type, data) {
  replies.length = 0;
  handle({ data: { type, data } });
  while (!replies.length) await new Promise(setImmediate);
  return replies[0].data;
}

(async () => {
  const content = readIndex();
  let start = performance.now();
  await send(0, content);
  const setup = performance.now() - start;
  const answers = [];
  for (const query of queries) {
    start = performance.now();
    const { items } = await send(2, query);
    answers.push({ items, time: performance.now() - start });
  }
  process.stdout.write(JSON.stringify({ setup, answers }));
})();
