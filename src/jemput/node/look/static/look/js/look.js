// Starts what a page needs, and only that; runs again for every part htmx brings in.
import { listenForAsking } from "./ask.js";
import { listenForKeys } from "./keys.js";
import { listenForProblems } from "./problems.js";
import { readyTables, listenInTables } from "./tables.js";

async function ready(part) {
  readyTables(part);
  const charts = part.querySelectorAll("[data-chart]");
  const maps = part.querySelectorAll("[data-map]");
  if (charts.length) (await import("./chart.js")).drawCharts(charts);
  if (maps.length) (await import("./map.js")).drawMaps(maps);
}

function showWhereWeAre() {
  // On a phone the tabs and steps scroll sideways; the current one must not hide.
  for (const here of document.querySelectorAll(".tabs [aria-current], .step-list [aria-current], .kit-rooms [aria-current]")) {
    const strip = here.parentElement;
    strip.scrollLeft = here.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2;
  }
}

listenForAsking();
listenForKeys();
listenForProblems();
listenInTables();
showWhereWeAre();
ready(document);
document.addEventListener("htmx:afterSettle", (event) => ready(event.target));
