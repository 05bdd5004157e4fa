// Says that the scanner is at work, and lets nobody press twice.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form");
  if (!form || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  if ("busy" in form.dataset) form.classList.add("is-busy");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.classList.remove("is-busy");
  }
});
