// Asks for the photo only where the reason is one that a photo can show.
const form = document.getElementById("exception");
const physical = form.dataset.physical.split(" ");
const photo = form.querySelector("[data-photo-field]");
function show() {
  const reason = form.querySelector("[name=reason]:checked")?.value;
  photo.hidden = !physical.includes(reason);
}
form.addEventListener("change", show);
show();
