// Reads the QR code of a summons with the browser's camera: a still every half second, until one is read.
const form = document.querySelector("[data-qr]");
const video = form.querySelector("video");
const says = form.querySelector("[data-qr-says]");
let busy = false;

async function start() {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { width: { ideal: 1280 }, height: { ideal: 960 }, facingMode: "environment" }, audio: false,
    });
    video.srcObject = stream;
    await video.play();
    form.querySelector("[data-qr-file]").hidden = true;
    setInterval(look, 500);
  } catch {
    video.hidden = true;
    form.querySelector("[data-qr-nothing]").hidden = false;
  }
}

async function look() {
  if (busy || !video.videoWidth) return;
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d").drawImage(video, 0, 0);
  await ask(await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); }));
}

async function ask(picture) {
  busy = true;
  const body = new FormData(form);
  body.set("picture", picture, "summons.jpg");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.ok) {
      const { url, code } = await answer.json();
      if (url) { location.assign(url); return; }
      says.textContent = `${form.dataset.unknown} ${code}`;
    }
  } finally {
    busy = false;
  }
}

form.querySelector("[name=picture]").addEventListener("change", (event) => {
  const [file] = event.target.files;
  if (file) ask(file);
});
start();
