// Sends the passphrase, and waits for the program behind the door to come up.
const form = document.getElementById("door");
const problem = document.getElementById("problem");
const opening = document.getElementById("opening");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  problem.hidden = true;
  opening.hidden = false;
  const button = form.querySelector(".btn-primary");
  button.disabled = true;
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(form)),
  });
  if (answer.ok) {
    wait();
    return;
  }
  if (answer.status === 409) {
    // The vault opened, the database did not: the front page now says what to do.
    window.location = "/";
    return;
  }
  problem.textContent = (await answer.json()).message;
  problem.hidden = false;
  opening.hidden = true;
  button.disabled = false;
  const typed = form.querySelectorAll("[type=password]");
  typed.forEach((field) => { field.value = ""; });
  (typed[0] || button).focus();
});

async function wait() {
  try {
    const answer = await fetch("/accounts/sign-in/", { headers: { Accept: "text/html" } });
    if (answer.ok && !answer.headers.has("X-Jemput-Door")) {
      window.location = "/";
      return;
    }
  } catch {
    // Nobody listens between the door's end and the program's beginning.
  }
  window.setTimeout(wait, 400);
}
