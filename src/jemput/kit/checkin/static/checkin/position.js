// Tells the kit where the laptop is, where the browser may know it; at most every ten minutes, and silently.
const EVERY = 10 * 60 * 1000;
const script = document.querySelector("script[data-position]");
const told = Number(sessionStorage.getItem("position-told") || 0);

if (script && navigator.geolocation && Date.now() - told > EVERY) {
  navigator.permissions?.query({ name: "geolocation" }).then((state) => {
    // Nobody is asked in the middle of a recording: only Today asks.
    const asks = document.querySelector("[data-may-ask-position]");
    if (state.state === "granted" || (state.state === "prompt" && asks)) tell();
  });
}

function tell() {
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    sessionStorage.setItem("position-told", String(Date.now()));
    const body = new URLSearchParams({
      csrfmiddlewaretoken: script.dataset.token, lat: coords.latitude, lng: coords.longitude,
      accuracy_meters: coords.accuracy,
    });
    fetch(script.dataset.position, { method: "POST", body, headers: { "X-Jemput-Unattended": "1" } });
  }, () => {}, { timeout: 20000, maximumAge: EVERY });
}
