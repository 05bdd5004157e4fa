// Niceties of lists: a click anywhere on a row follows its first link; one box picks the whole page.
export function readyTables(part) {
  for (const row of part.querySelectorAll("[data-rows] tbody tr")) {
    if (row.querySelector("td a[href]")) row.dataset.goes = "";
  }
}

function follow(event) {
  const row = event.target.closest("tr[data-goes]");
  if (!row || event.target.closest("a, button, input, label") || String(window.getSelection())) return;
  const link = row.querySelector("td a[href]");
  if (event.ctrlKey || event.metaKey) window.open(link.href, "_blank");
  else link.click();
}

function pickAll(event) {
  const all = event.target.closest("[data-pick-all]");
  if (!all) return;
  for (const box of all.closest("table").querySelectorAll("td.rows-pick input")) box.checked = all.checked;
}

export function listenInTables() {
  document.addEventListener("click", follow);
  document.addEventListener("change", pickAll);
}
