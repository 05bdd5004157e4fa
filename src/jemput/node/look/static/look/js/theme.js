// Sets light or dark before the page is drawn: the choice made here, else what the machine says.
// Loaded as a classic script in <head>, so that nothing flashes.
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return localStorage.getItem("jemput-theme") || "";
    } catch {
      return ""; // storage may be closed; then the machine decides
    }
  }

  function apply() {
    const follows = root.dataset.themeFollows === "machine";
    const theme = follows ? chosen() || (dark.matches ? "dark" : "light") : "light";
    root.setAttribute("data-bs-theme", theme);
    document.dispatchEvent(new CustomEvent("jemput:theme", { detail: theme }));
  }

  dark.addEventListener("change", apply);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-switch]")) return;
    const next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("jemput-theme", next);
    } catch {
      root.setAttribute("data-bs-theme", next);
      return;
    }
    apply();
  });
  apply();
})();
