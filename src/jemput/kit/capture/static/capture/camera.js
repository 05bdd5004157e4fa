// The browser's camera: shows it, takes one frame as JPEG into the form's file, and posts the form.
const form = document.querySelector("[data-camera]");
const button = document.querySelector("[data-camera-button]");
const part = (name) => form.querySelector(`[data-camera-${name}]`);
let ready = false;

async function start() {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { width: { ideal: 1280 }, height: { ideal: 960 }, facingMode: "user" }, audio: false,
    });
    part("video").srcObject = stream;
    await part("video").play();
    ready = true;
    part("file").hidden = true;
    if (!part("still")) live();
  } catch {
    if (!part("still")) part("nothing").hidden = false;
    part("oval").setAttribute("hidden", "");
    part("file").classList.add("visually-hidden");
  }
}

function live() {
  part("still")?.remove();
  part("video").hidden = false;
  part("oval").removeAttribute("hidden");
  button.textContent = button.dataset.again;
}

async function take() {
  const video = part("video");
  const canvas = document.createElement("canvas");
  const height = Math.min(video.videoHeight, video.videoWidth * 1.25);
  const width = height / 1.25;
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
  canvas.getContext("2d").drawImage(
    video, (video.videoWidth - width) / 2, (video.videoHeight - height) / 2, width, height,
    0, 0, canvas.width, canvas.height,
  );
  const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.92); });
  const files = new DataTransfer();
  files.items.add(new File([blob], "face.jpg", { type: "image/jpeg" }));
  part("file").files = files.files;
  form.requestSubmit();
}

if (form && button) {
  button.addEventListener("click", (event) => {
    if (!ready) {
      if (!part("file").files.length) { event.preventDefault(); part("file").click(); }
      return;
    }
    event.preventDefault();
    if (part("still")) live(); else take();
  });
  part("file").addEventListener("change", () => { if (!ready && part("file").files.length) form.requestSubmit(); });
  start();
}
