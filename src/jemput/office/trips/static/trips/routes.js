// Draws each crew's routes of a plan over the map of kecamatan, one day or all of them.
const source = document.querySelector("[data-routes]");
const PALETTE = ["#0f766e", "#b45309", "#1d4ed8", "#9d174d", "#4d7c0f", "#6b21a8", "#0e7490", "#7c2d12"];

function option(value, text) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
}

function legend(crews) {
  const list = document.createElement("ul");
  list.className = "map-legend";
  crews.forEach((crew, i) => {
    const item = document.createElement("li");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    line.setAttribute("width", "20");
    line.setAttribute("height", "8");
    const stroke = document.createElementNS("http://www.w3.org/2000/svg", "path");
    stroke.setAttribute("d", "M0 4h20");
    stroke.setAttribute("stroke", PALETTE[i % PALETTE.length]);
    stroke.setAttribute("stroke-width", "3");
    line.append(stroke);
    item.append(line, document.createTextNode(` ${crew}`));
    list.append(item);
  });
  return list;
}

function draw(map, data, crews, day) {
  const group = window.L.layerGroup();
  for (const route of data.routes) {
    if (day && route.day !== day) continue;
    const color = PALETTE[crews.indexOf(route.crew) % PALETTE.length];
    const points = [data.start, ...route.stops.map((stop) => stop.at), data.start].filter((at) => at[0] !== null);
    window.L.polyline(points, { color, weight: day ? 3 : 1.5, opacity: day ? 0.9 : 0.6 }).addTo(group);
    for (const stop of route.stops) {
      const note = document.createElement("div");
      note.textContent = `${stop.name}: ${stop.people} ${data.unit} · ${route.crew}, ${route.label}`;
      window.L.circleMarker(stop.at, { radius: 5, color, fillColor: color, fillOpacity: 1, weight: 1 }).bindTooltip(note).addTo(group);
    }
  }
  return group.addTo(map);
}

document.addEventListener("jemput:map", async ({ detail }) => {
  if (!source) return;
  const answer = await fetch(source.dataset.routes, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const data = await answer.json();
  const crews = [...new Set(data.routes.map((route) => route.crew))].sort();
  const days = new Map(data.routes.map((route) => [route.day, route.label]));
  const choice = document.querySelector("[data-routes-day]");
  choice.append(option("", data.all), ...[...days].sort().map(([day, label]) => option(day, label)));
  detail.place.after(legend(crews));
  let shown = draw(detail.map, data, crews, "");
  choice.addEventListener("change", () => {
    shown.remove();
    shown = draw(detail.map, data, crews, choice.value);
  });
});
