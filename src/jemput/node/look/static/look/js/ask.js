// Opens and closes the dialogs of {% confirm %} and dismisses messages.
export function listenForAsking() {
  document.addEventListener("click", (event) => {
    const asking = event.target.closest("[data-ask]");
    if (asking) document.getElementById(asking.dataset.ask)?.showModal();
    const closing = event.target.closest("[data-close]");
    if (closing) closing.closest("dialog")?.close();
    const dismissing = event.target.closest("[data-dismiss]");
    if (dismissing) dismissing.closest(".message")?.remove();
    if (event.target instanceof HTMLDialogElement && event.target.classList.contains("ask")) event.target.close();
  });
}
