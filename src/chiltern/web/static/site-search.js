// Searches the names, titles and publishers of a static copy, which stand in search-index.js.
"use strict";
(() => {
  const form = document.getElementById("site-search");
  const found = document.getElementById("site-found");
  const index = globalThis.chilternIndex;
  if (!form || !index) return;
  form.hidden = false;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = index.map(([name, kind]) => plain(`${name} ${kind}`).split(/[^\p{L}\p{N}]+/u));
  const show = () => {
    const asked = plain(form.elements.q.value).split(/\s+/).filter(Boolean);
    const list = document.createElement("ul");
    list.className = "plain";
    let count = 0;
    for (let i = 0; asked.length && i < index.length && count < 50; i++) {
      if (!asked.every((one) => words[i].some((word) => word.startsWith(one)))) continue;
      const [name, kind, file] = index[i];
      const link = document.createElement("a");
      link.href = file;
      link.textContent = name;
      const line = document.createElement("li");
      line.append(link, ` (${kind})`);
      list.append(line);
      count++;
    }
    found.replaceChildren(asked.length && !count ? "Nothing fits." : list);
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  form.elements.q.focus();
})();
