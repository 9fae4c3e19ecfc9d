// The slider tells its day as it moves, and shows that day when it is let go; the list of members narrows while a name
// is typed. Without this the date, the buttons and the whole list do.
"use strict";
const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
for (const slider of document.querySelectorAll("input[type=range][data-first]")) {
  const shown = document.getElementById(slider.dataset.shown);
  const day = document.getElementById(slider.dataset.day);
  const start = Date.parse(slider.dataset.first);
  const told = () => words.format(new Date(start + slider.valueAsNumber * 86400000));
  slider.addEventListener("input", () => {
    day.value = new Date(start + slider.valueAsNumber * 86400000).toISOString().slice(0, 10);
    shown.textContent = told();
    slider.setAttribute("aria-valuetext", told());
  });
  day.addEventListener("input", () => {
    if (day.valueAsNumber >= start) slider.valueAsNumber = Math.round((day.valueAsNumber - start) / 86400000);
    shown.textContent = told();
  });
  slider.setAttribute("aria-valuetext", told());
  // The arrow keys change it day by day, and Enter shows it: only the mouse and the finger let go.
  slider.addEventListener("pointerup", () => slider.form.requestSubmit());
  slider.addEventListener("keydown", (key) => {
    if (key.key === "Enter") slider.form.requestSubmit();
  });
  slider.closest("label").hidden = shown.hidden = false;
}
for (const field of document.querySelectorAll("input[data-filter]")) {
  const list = document.getElementById(field.dataset.filter);
  const status = document.getElementById(`${field.dataset.filter}-told`);
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const rows = [...list.querySelectorAll("label[data-words]")].map((row) => [row, plain(row.dataset.words)]);
  field.addEventListener("input", () => {
    const wanted = plain(field.value).split(/\s+/);
    let number = 0;
    for (const [row, text] of rows) {
      row.hidden = !wanted.every((word) => text.includes(word));
      number += !row.hidden;
    }
    for (const group of list.querySelectorAll("fieldset")) {
      group.hidden = !group.querySelector("label:not([hidden])");
    }
    status.textContent = number === 1 ? "1 fits" : `${number} fit`;
  });
  // Enter in the field narrows the list, which it has done by now.
  field.addEventListener("keydown", (key) => {
    if (key.key === "Enter") key.preventDefault();
  });
}
