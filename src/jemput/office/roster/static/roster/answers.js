// Answers by key: presses the button or follows the link whose data-answer is the key.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
  const answer = document.querySelector(`[data-answer="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!answer) return;
  event.preventDefault();
  answer.click();
});
