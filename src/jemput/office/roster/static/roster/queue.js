// The clerks' queue: keys press the question's own buttons; the next question is on hand before the answer is
// given, so an answer shows it at once and travels behind it. Without this script the buttons are plain forms.
const queue = document.querySelector("[data-queue]");
const place = queue.querySelector("[data-question-place]");
const told = document.getElementById("queue-told");
const HEADERS = { "X-Jemput-Queue": "1", Accept: "application/json" };
let ready = null; // the next question's markup; "" when there is none; null while on its way
let waiting = false; // an answer was given before the next question came
let underway = Promise.resolve(); // answers reach the office in the order in which they were given
const gone = new Set(); // questions answered here: one that was on its way meanwhile is not shown again
let roomKey = 0; // when g was pressed: the digit after it names a room and is no answer

const current = () => place.querySelector("[data-question]");
const numberOf = (markup) => /data-question="([^"]+)"/.exec(markup)?.[1] ?? "";
const shown = () => (waiting ? "" : current()?.dataset.question ?? "");

function show(markup) {
  waiting = false;
  place.innerHTML = markup;
  place.classList.remove("is-waiting");
  const question = current();
  history.replaceState({}, "", question.dataset.address);
  window.htmx?.process(place);
  if (place.getBoundingClientRect().top < 0) queue.scrollIntoView();
}

function keepReady(markup) {
  const number = numberOf(markup);
  if (number && (number === shown() || gone.has(number))) {
    underway.then(fetchNext);
    return;
  }
  ready = markup;
  if (waiting) turn();
}

function turn() {
  if (ready) {
    show(ready);
    ready = null;
    return;
  }
  // What was answered must have arrived before the page is left.
  if (waiting && ready === "") underway.then(() => location.assign(queue.dataset.queue));
  waiting = true;
  place.classList.add("is-waiting");
}

function say(words, tone = "success", address = "") {
  told.replaceChildren();
  if (!words) return;
  const message = document.createElement("p");
  message.className = `message message-${tone}`;
  message.textContent = words;
  if (address) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = queue.dataset.wordsBack;
    message.append(" ", link);
  }
  told.append(message);
}

async function ask(address, options = {}) {
  const answer = await fetch(address, { ...options, headers: { ...HEADERS, "X-Jemput-Shown": shown(), ...options.headers } });
  if (answer.ok) return answer.json();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const words = page.querySelector("[data-problem], .notice, .alone-card, main")?.textContent.replace(/\s+/g, " ").trim();
  throw new Error(words || document.body.dataset.wordsBroken);
}

function hear(answer) {
  if (answer.said) say(answer.said);
  document.getElementById("queue-progress").innerHTML = answer.progress;
}

async function fetchNext() {
  ready = null;
  try {
    const answer = await ask(queue.dataset.upcoming);
    keepReady(answer.upcoming);
  } catch { /* The next answer asks again. */ }
}

function give(form, button) {
  const body = new FormData(form, button);
  const address = current()?.dataset.address ?? location.href;
  const number = shown();
  const isUndo = form.hasAttribute("data-undo");
  if (!isUndo) {
    if (!form.hasAttribute("data-skip")) gone.add(number);
    turn();
  }
  underway = underway.then(async () => {
    try {
      const answer = await ask(form.action, { method: "POST", body });
      hear(answer);
      if (answer.question) {
        gone.delete(numberOf(answer.question));
        show(answer.question);
        fetchNext();
      } else keepReady(answer.upcoming);
    } catch (problem) {
      if (!isUndo) gone.delete(number);
      const words = problem instanceof TypeError ? document.body.dataset.wordsOffline : problem.message;
      say(words, "error", isUndo ? "" : address);
      if (ready === null) fetchNext();
    }
  });
}

queue.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || !form.hasAttribute("data-turn")) return;
  event.preventDefault();
  give(form, event.submitter);
});

function typing(target) {
  return target.closest("input:not([type=radio]), textarea, select, [contenteditable], dialog[open]") !== null;
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (typing(event.target)) {
    if (event.key === "Escape" && !event.target.closest("dialog")) event.target.blur();
    return;
  }
  const key = event.key.toLowerCase();
  if (key === "g") { roomKey = event.timeStamp; return; }
  if (/^\d$/.test(key) && event.timeStamp - roomKey < 1500 && roomKey) { roomKey = 0; return; }
  if (key === "?") {
    event.preventDefault();
    document.getElementById("queue-keys").showModal();
    return;
  }
  if (waiting && key !== "u") return;
  const answer = queue.querySelector(`[data-answer~="${CSS.escape(key)}"]`);
  if (!answer) return;
  event.preventDefault();
  pressOrOpen(answer);
}

function pressOrOpen(answer) {
  if (answer.tagName === "DETAILS") {
    answer.open = true;
    answer.querySelector("input:checked, input, button")?.focus();
  } else if (answer.tagName === "INPUT") answer.focus();
  else answer.click();
}

// Before the look's own keys, which open their own list of keys at "?".
document.addEventListener("keydown", press, true);
if (current()) fetchNext();
