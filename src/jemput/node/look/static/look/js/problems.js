// Says what went wrong when htmx gets no answer, or one it cannot show in place.
function toast(words) {
  const message = document.createElement("div");
  message.className = "message message-error";
  const text = document.createElement("p");
  text.textContent = words;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn-close";
  close.dataset.dismiss = "";
  close.setAttribute("aria-label", document.body.dataset.wordsClose);
  message.append(text, close);
  document.getElementById("toasts").replaceChildren(message);
}

export function listenForProblems() {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr;
    if (answer.status < 400) return;
    // A numbered problem comes as a message with its own place; anything else must not fill the page.
    if (answer.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
    else toast(document.body.dataset.wordsBroken);
  });
  document.addEventListener("htmx:sendError", () => toast(document.body.dataset.wordsOffline));
  document.addEventListener("htmx:timeout", () => toast(document.body.dataset.wordsOffline));
}
