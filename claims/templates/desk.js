// The keys of the review page. All of it works without them, and without this script.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const rows = [...document.querySelectorAll("#table tbody tr")];
  const asking = document.getElementById("asking");
  const search = asking.querySelector("input[type=search]");
  const current = () => rows.indexOf(document.activeElement?.closest("tr"));
  const isTyping = (element) => element.matches("input, select, textarea");

  function go(number) {
    rows[Math.max(0, Math.min(number, rows.length - 1))]?.focus();
  }

  const moves = {
    j: () => go(current() + 1),
    k: () => go(current() - 1),
    n: () => rows[current()]?.querySelector("input[name=note]").focus(),
    "/": () => search.focus(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && isTyping(event.target)) event.target.closest("tr")?.focus();
    if (isTyping(event.target)) return;
    const button = rows[current()]?.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
    const deed = button ? () => button.click() : moves[event.key];
    if (deed) { event.preventDefault(); deed(); }
  });
  // Enter in a note gives no verdict: which one would it be?
  for (const note of document.querySelectorAll("input[name=note]")) {
    note.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  }
  asking.addEventListener("change", (event) => { if (event.target.matches("select")) asking.requestSubmit(); });
  document.getElementById("keys").hidden = rows.length === 0;
  if (document.querySelector(".done")) go(rows.findIndex((row) => `#${row.id}` === location.hash));
});
