// Answers on a phone: kept in the browser first, sent at once, sent again when the line returns.
import { forget, keep, kept } from "./queue.js";
import { shrunk } from "./photo.js";

const page = document.querySelector("[data-phone]");
const words = page.querySelector("[data-told]").dataset;
const RETRY_MS = 15000;
const PATIENCE_MS = 90000;
let sending = false;

function token() {
  return JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}

function rowOf(name) {
  return page.querySelector(`[data-name="${CSS.escape(String(name))}"]`);
}

function say(name, tone, text, draw) {
  const row = rowOf(name);
  if (!row) return;
  const state = row.querySelector("[data-state]");
  row.dataset.tone = tone;
  state.replaceChildren(text);
  if (draw) draw(state);
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "link-button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

async function showWaiting() {
  const mine = (await kept()).filter((one) => one.owner === words.owner);
  const waiting = mine.filter((one) => !one.refused);
  for (const one of waiting) say(one.name, "wait", `${words.waiting}: ${one.label}`);
  for (const one of mine.filter((each) => each.refused)) {
    say(one.name, "danger", one.refused, (state) => {
      state.append(" ", button(words.discard, async () => { await forget(one.id); say(one.name, "", ""); showWaiting(); }));
    });
  }
  const bar = page.querySelector("[data-queue]");
  bar.hidden = waiting.length === 0;
  bar.querySelector("[data-count]").textContent = waiting.length;
  return waiting;
}

function formOf(one) {
  const form = new FormData();
  for (const key of ["name", "kind", "evidence", "document", "category", "seen", "form"]) form.append(key, one[key]);
  form.append("client_id", one.id);
  // The next name's page will say that this one was answered.
  if (one.next) form.append("page", "1");
  if (one.photo) form.append("attachment", one.photo, one.photoName);
  return form;
}

async function send(one) {
  const answer = await fetch(words.send, {
    method: "POST",
    body: formOf(one),
    headers: { "X-CSRFToken": token(), Accept: "application/json" },
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (answer.type === "opaqueredirect") return "locked";
  if (answer.ok) {
    const told = await answer.json();
    await forget(one.id);
    await taken(one, told);
    return "sent";
  }
  if (answer.status >= 500 || answer.status === 429) return "later";
  const problem = await answer.json().catch(() => null);
  // A form that has expired is no judgment on the answer: after signing in again it can be sent.
  if (!problem || problem.code === words.expired) return "locked";
  await keep({ ...one, refused: problem.message });
  return "refused";
}

async function taken(one, told) {
  const row = rowOf(one.name);
  if (row) row.dataset.seen = told.finding;
  say(one.name, "good", `${words.saved}: ${told.label}`);
  const bar = document.querySelector(".progress-line");
  if (bar) {
    bar.querySelector("progress").value = told.answered;
    bar.querySelector(".number").textContent = told.words;
  }
  if (one.next && told.next && document.visibilityState === "visible") location.assign(told.next);
}

async function flush() {
  if (sending) return;
  sending = true;
  try {
    for (const one of await showWaiting()) {
      const came = await send(one);
      page.querySelector("[data-locked]").hidden = came !== "locked";
      if (came === "locked" || came === "later") break;
    }
  } catch {
    // No line: everything stays in the queue, and the page says so.
  } finally {
    sending = false;
    await showWaiting();
  }
}

async function answered(form) {
  const row = form.closest("[data-name]");
  const file = form.elements.attachment?.files[0];
  const photo = file ? await shrunk(file) : null;
  const mine = (await kept()).filter((one) => one.owner === words.owner && one.name === row.dataset.name);
  const one = {
    id: crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random().toString(36).slice(2)}`,
    owner: words.owner,
    form: words.form,
    name: row.dataset.name,
    seen: row.dataset.seen || "0",
    kind: form.elements.kind.value,
    label: form.dataset.label,
    evidence: form.elements.evidence?.value ?? "",
    document: form.elements.document?.value ?? "",
    category: form.elements.category?.value ?? "",
    photo,
    photoName: photo ? (photo.type === "application/pdf" ? "bukti.pdf" : "bukti.jpg") : "",
    next: "next" in form.dataset,
    at: Date.now(),
  };
  await keep(one);
  for (const earlier of mine) await forget(earlier.id);
  say(one.name, "wait", `${words.sending}…`);
  if ("panel" in form.dataset) form.remove();
  await flush();
}

function enough(form) {
  const note = form.elements.evidence;
  if (!note || form.elements.kind.value === "present" || form.elements.document?.value) return true;
  const letters = (note.value.match(/\p{L}/gu) ?? []).length;
  note.setCustomValidity(letters >= 4 ? "" : words.evidence);
  note.addEventListener("input", () => note.setCustomValidity(""), { once: true });
  return form.reportValidity();
}

function openPanel(row) {
  page.querySelectorAll("form[data-panel]").forEach((open) => open.remove());
  const panel = document.getElementById("answer-panel").content.firstElementChild.cloneNode(true);
  row.append(panel);
  panel.querySelectorAll("[data-kind]").forEach((choice) => choice.addEventListener("click", () => choose(panel, choice)));
  panel.querySelector("[data-kind]").focus({ preventScroll: true });
}

function choose(panel, choice) {
  panel.elements.kind.value = choice.dataset.kind;
  panel.dataset.label = choice.textContent.trim();
  panel.querySelector("[data-choices]").hidden = true;
  panel.querySelector("[data-rest]").hidden = false;
  panel.querySelector("[data-chosen]").textContent = panel.dataset.label;
  panel.querySelectorAll("[data-only]").forEach((part) => {
    part.hidden = !part.dataset.only.split(" ").includes(choice.dataset.kind);
  });
}

page.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) openPanel(opener.closest("[data-name]"));
  if (event.target.closest("[data-again]")) openPanel(event.target.closest("[data-name]"));
  if (event.target.closest("[data-flush]")) flush();
});
page.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-answer]");
  if (!form) return;
  event.preventDefault();
  if (enough(form)) answered(form);
});
page.querySelectorAll("[data-open]").forEach((opener) => (opener.hidden = false));
window.addEventListener("online", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
setInterval(async () => { if ((await showWaiting()).length) flush(); }, RETRY_MS);
flush();
