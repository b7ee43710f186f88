// The table of disputes: what is asked for stays, and the number that stays is said.
"use strict";
(() => {
  const form = document.getElementById("asking");
  if (!form) return;
  const found = document.getElementById("found");
  const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const rows = [...document.querySelectorAll("#table tbody tr")].map((row) => ({
    row, words: null, parties: JSON.parse(row.dataset.parties) }));
  const dismissed = rows.filter(({ row }) => row.dataset.status === "dismissed").length;

  function has(entry, words) {
    entry.words ??= words.length ? plain(entry.row.textContent) : null;
    return words.every((word) => entry.words.includes(word));
  }

  function fits(entry, asked) {
    const { kind, reading, status, topic } = entry.row.dataset;
    return has(entry, asked.words)
      && (!asked.kind || kind === asked.kind)
      && (!asked.reading || reading === asked.reading)
      && (asked.status ? status === asked.status : status !== "dismissed")
      && (!asked.topic || topic === asked.topic)
      && (!asked.party || entry.parties.includes(asked.party));
  }

  function show() {
    const given = Object.fromEntries(new FormData(form));
    const asked = { ...given, words: plain(given.words).split(/\s+/u).filter(Boolean) };
    const kept = new Set();
    for (const entry of rows) {
      entry.row.hidden = !fits(entry, asked);
      if (!entry.row.hidden) kept.add(entry.row.dataset.id);
    }
    const hidden = !asked.status && dismissed ? `, ${dismissed} dismissed not shown` : "";
    found.textContent = `${kept.size} of ${rows.length} disputes${hidden}`;
    document.dispatchEvent(new CustomEvent("asked", { detail: kept }));
  }

  let waiting;
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 120); });
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  show();
})();
