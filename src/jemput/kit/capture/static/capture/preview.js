// The scanner's live picture, where it streams: shown once its first picture has come, gone when it ends.
const live = document.querySelector("[data-live]");
const EVERY = 40000;

function open(image) {
  image.src = `${live.dataset.live}?${Date.now()}`;
}

if (live) {
  const image = live.querySelector("img");
  image.addEventListener("load", () => { live.hidden = false; });
  image.addEventListener("error", () => { live.hidden = true; });
  open(image);
  // The kit ends a stream after a while, so that a forgotten page holds no device.
  setInterval(() => { if (!document.hidden) open(image); }, EVERY);
  window.addEventListener("pagehide", () => { image.removeAttribute("src"); });
}
