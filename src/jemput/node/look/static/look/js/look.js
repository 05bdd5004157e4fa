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

listenForAsking();
listenForKeys();
listenForProblems();
listenInTables();
ready(document);
document.addEventListener("htmx:afterSettle", (event) => ready(event.target));
