// Keyboard: / searches, g and a digit goes to a room, [ and ] turn pages, Enter presses the kit's main button.
let waitingForRoom = false;

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable], dialog") !== null;
}

function goToRoom(digit) {
  const rooms = document.querySelectorAll(".rooms .room, .kit-rooms .kit-room");
  rooms[digit - 1]?.click();
}

const shortcuts = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => document.getElementById("shortcuts")?.showModal(),
  "[": () => document.querySelector("[data-previous]")?.click(),
  "]": () => document.querySelector("[data-next]")?.click(),
  g: () => {
    waitingForRoom = true;
    setTimeout(() => { waitingForRoom = false; }, 1500);
  },
};

function press(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    if (event.key === "Escape" && event.target.matches("[data-search]")) event.target.blur();
    return;
  }
  if (waitingForRoom && /^[1-9]$/.test(event.key)) {
    waitingForRoom = false;
    goToRoom(Number(event.key));
  } else if (event.key === "Enter" && !event.target.closest("a, button, summary")) {
    document.querySelector(".kit-buttons .btn-primary")?.click();
  } else if (shortcuts[event.key]) {
    event.preventDefault();
    shortcuts[event.key]();
  }
}

export function listenForKeys() {
  document.addEventListener("keydown", press);
}
