// The signature pad: draws with finger, pen or mouse, and posts the strokes as JSON.
const form = document.querySelector("[data-pad]");
const canvas = form.querySelector("[data-pad-canvas]");
const context = canvas.getContext("2d");
let strokes = [];
let open = null;

function size() {
  const box = canvas.getBoundingClientRect();
  if (!box.width) return;
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.round(box.width * density);
  canvas.height = Math.round(box.height * density);
  context.setTransform(density, 0, 0, density, 0, 0);
  context.lineWidth = 3;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = "#101a2c";
  strokes = [];
}

function point(event) {
  const box = canvas.getBoundingClientRect();
  const inside = (value, most) => Math.min(most, Math.max(0, Math.round(value * 10) / 10));
  const place = [inside(event.clientX - box.left, box.width), inside(event.clientY - box.top, box.height)];
  return event.pointerType === "pen" ? [...place, Math.round(event.pressure * 100) / 100] : place;
}

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  open = [point(event)];
  strokes.push(open);
});
canvas.addEventListener("pointermove", (event) => {
  if (!open) return;
  const [x0, y0] = open[open.length - 1];
  const next = point(event);
  const [x, y, pressure] = next;
  open.push(next);
  context.lineWidth = pressure === undefined ? 3 : 1.5 + 4 * pressure;
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x, y);
  context.stroke();
});
for (const over of ["pointerup", "pointercancel"]) canvas.addEventListener(over, () => { open = null; });

form.addEventListener("submit", () => {
  const box = canvas.getBoundingClientRect();
  const answer = { width: box.width || 1, height: box.height || 1, strokes };
  form.querySelector("[data-pad-strokes]").value = JSON.stringify(answer);
});
document.querySelector("[data-pad-clear]")?.addEventListener("click", size);
document.querySelector("[data-pad-again]")?.addEventListener("click", (event) => {
  form.querySelector("[data-pad-still]")?.remove();
  canvas.hidden = false;
  form.querySelector("[data-pad-line]").hidden = false;
  document.querySelector("[data-pad-keep]").hidden = false;
  event.target.hidden = true;
  size();
});
size();
