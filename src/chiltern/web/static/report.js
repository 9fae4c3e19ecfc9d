// j and k move from claim to claim, as their links in the margin do by Tab and Enter.
"use strict";
(() => {
  const notes = [...document.querySelectorAll(".margin .to")];
  let at = -1;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const step = { j: 1, n: 1, k: -1, p: -1 }[event.key];
    if (!step || notes.length === 0) return;
    const shown = notes.filter((note) => note.offsetParent !== null);
    const focused = shown.indexOf(document.activeElement);
    at = Math.min(Math.max((focused >= 0 ? focused : at) + step, 0), shown.length - 1);
    shown[at].focus({ preventScroll: true });
    location.replace(shown[at].getAttribute("href"));
    shown[at].focus({ preventScroll: true });
    event.preventDefault();
  });
})();
