// Draws a map of regions from GeoJSON, colored by one property; without tiles, so it needs no network.
import "../vendor/leaflet.js";

const L = window.L;

const styled = new Promise((resolve) => {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("../vendor/leaflet.css", import.meta.url).href;
  link.onload = resolve;
  link.onerror = resolve;
  document.head.prepend(link); // first, so that our own sheets overrule it
});
const CLASSES = 5;
const drawn = new Map();

function readSteps(place, features) {
  if (place.dataset.steps) return place.dataset.steps.split(",").map(Number);
  const values = features.map((feature) => feature.properties[place.dataset.property]).filter(Number.isFinite).sort((a, b) => a - b);
  const lower = Array.from({ length: CLASSES }, (_, i) => values[Math.floor((i * values.length) / CLASSES)]);
  return [...new Set(lower.filter((value) => value !== undefined))];
}

function stepOf(value, steps) {
  if (!Number.isFinite(value)) return "none";
  const above = steps.filter((step) => value >= step).length - 1;
  const at = Math.max(0, above);
  return steps.length > 1 ? Math.round((at * (CLASSES - 1)) / (steps.length - 1)) : at;
}

function words(value, place) {
  if (!Number.isFinite(value)) return place.dataset.unknown;
  const language = document.documentElement.lang;
  const text = new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
  return place.dataset.unit ? `${text} ${place.dataset.unit}` : text;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function tip(properties, place) {
  const box = element("div");
  box.append(element("strong", "", properties.name), element("span", "", words(properties[place.dataset.property], place)));
  if (properties.note) box.append(element("div", "", properties.note));
  return box;
}

function legend(place, steps) {
  const list = element("ul", "map-legend");
  const format = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  steps.forEach((step, i) => {
    const item = element("li");
    const last = i === steps.length - 1;
    const upper = last ? "" : Number.isInteger(step) && Number.isInteger(steps[i + 1]) ? steps[i + 1] - 1 : steps[i + 1];
    const range = last ? `≥ ${format.format(step)}` : upper <= step ? format.format(step) : `${format.format(step)}–${format.format(upper)}`;
    item.append(element("span", `map-swatch ramp-${stepOf(step, steps)}`), document.createTextNode(range));
    list.append(item);
  });
  place.after(list);
}

function fillList(place, features) {
  const list = document.querySelector(`[data-map-list="${place.id}"]`);
  if (!list) return;
  const property = place.dataset.property;
  const sorted = [...features].sort((a, b) => (b.properties[property] ?? -1) - (a.properties[property] ?? -1));
  for (const { properties } of sorted) {
    const item = element("li");
    const name = properties.url ? element("a", "", properties.name) : element("span", "", properties.name);
    if (properties.url) name.href = properties.url;
    item.append(name, element("span", "number", words(properties[property], place)));
    list.append(item);
  }
}

function regionLayer(place, data, steps) {
  return L.geoJSON(data, {
    style: (feature) => ({ className: `map-region ramp-${stepOf(feature.properties[place.dataset.property], steps)}`, fillOpacity: 1 }),
    pointToLayer: (feature, at) => L.circleMarker(at, { radius: 7 }),
    onEachFeature: (feature, layer) => {
      layer.bindTooltip(tip(feature.properties, place), { sticky: true });
      if (feature.properties.url) layer.on("click", () => window.location.assign(feature.properties.url));
    },
  });
}

function fitHeight(place, layer) {
  const bounds = layer.getBounds();
  if (!bounds.isValid()) return;
  const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const narrowing = Math.cos(((south + north) * Math.PI) / 360);
  const ratio = (north - south) / Math.max(1e-9, (east - west) * narrowing);
  place.style.height = `${Math.round(Math.min(560, Math.max(240, place.clientWidth * ratio + 24)))}px`;
}

async function draw(place) {
  const answer = await fetch(place.dataset.url, { headers: { Accept: "application/json" } });
  await styled;
  if (!answer.ok) throw new Error(`${place.dataset.url} answered ${answer.status}`);
  const data = await answer.json();
  const steps = readSteps(place, data.features);
  fitHeight(place, L.geoJSON(data));
  const map = L.map(place, { attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.1, zoomDelta: 0.5 });
  const layer = regionLayer(place, data, steps).addTo(map);
  if (data.features.length) map.fitBounds(layer.getBounds(), { padding: [8, 8], animate: false });
  else map.setView([0, 113], 5);
  drawn.set(place, map);
  legend(place, steps);
  fillList(place, data.features);
  document.dispatchEvent(new CustomEvent("jemput:map", { detail: { place, map, layer } }));
}

export function drawMaps(places) {
  for (const place of places) {
    if (drawn.has(place)) continue;
    drawn.set(place, null);
    draw(place).catch((problem) => {
      console.error(problem);
      place.replaceChildren(element("p", "empty-sentence", place.dataset.failed));
    });
  }
}

document.addEventListener("htmx:beforeCleanupElement", (event) => {
  drawn.get(event.target)?.remove();
  drawn.delete(event.target);
});
