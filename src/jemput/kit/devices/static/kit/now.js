// Keeps the top bar's clock going.
const place = document.querySelector("[data-now]");
if (place) {
  const two = (number) => String(number).padStart(2, "0");
  setInterval(() => {
    const now = new Date();
    place.textContent = `${two(now.getHours())}.${two(now.getMinutes())}`;
  }, 5000);
}
