// The page follows the system until its reader chooses; the choice is kept where the browser lets us.
"use strict";
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const keep = (theme) => { try { localStorage.setItem("theme", theme); } catch { /* a page from a file may not */ } };
  const theme = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");
  const tell = () => document.dispatchEvent(new Event("theme"));

  if (["light", "dark"].includes(kept())) root.dataset.theme = kept();
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const name = () => { button.textContent = theme() === "dark" ? "Light page" : "Dark page"; };
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = theme() === "dark" ? "light" : "dark";
      keep(root.dataset.theme);
      tell();
    });
    dark.addEventListener("change", tell);
    document.addEventListener("theme", name);
    name();
  });
  // what is folded away on the screen is printed, but for the topics that nobody disputes
  addEventListener("beforeprint", () => {
    document.querySelectorAll("details:not(.rest, .rest *)").forEach((part) => { part.open = true; });
  });
})();
