// Counts the minutes of an encounter beside the steps.
const place = document.querySelector("[data-clock-started]");
if (place) {
  const started = Number(place.dataset.clockStarted);
  const show = () => {
    const seconds = Math.max(0, Math.floor((Date.now() - started) / 1000));
    const two = (number) => String(number).padStart(2, "0");
    place.querySelector("strong").textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
    place.classList.toggle("tone-wait", seconds > 15 * 60);
  };
  show();
  setInterval(show, 1000);
}

// On a narrow screen the open step may lie beyond the edge of the list.
document.querySelector(".step-list [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
