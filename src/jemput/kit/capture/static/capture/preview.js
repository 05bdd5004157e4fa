// The scanner's live picture, where it streams: shown once its first picture has come, gone when it ends.
const live = document.querySelector("[data-live]");
const EVERY = 40000;

function open(image) {
  image.src = `${live.dataset.live}?${Date.now()}`;
}

// Before the first search nobody knows which scanner there is: the page asks for one by itself, once.
async function known() {
  const { search, token } = live.dataset;
  if (!search) return true;
  const headers = { "X-CSRFToken": token, "X-Jemput-Unattended": "1" };
  const answer = await fetch(search, { method: "POST", headers }).catch(() => null);
  return answer?.status === 204;
}

if (live && await known()) {
  const image = live.querySelector("img");
  image.addEventListener("load", () => { live.hidden = false; });
  image.addEventListener("error", () => { live.hidden = true; });
  open(image);
  // The kit ends a stream after a while, so that a forgotten page holds no device.
  setInterval(() => { if (!document.hidden) open(image); }, EVERY);
  window.addEventListener("pagehide", () => { image.removeAttribute("src"); });
}
