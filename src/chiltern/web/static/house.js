// The slider tells its day as it moves, and shows that day when it is let go. Without this the button does.
"use strict";
for (const slider of document.querySelectorAll("input[type=range][data-first]")) {
  const shown = document.getElementById("day-shown");
  const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const told = () => words.format(new Date(Date.parse(slider.dataset.first) + slider.valueAsNumber * 86400000));
  slider.addEventListener("input", () => {
    shown.textContent = told();
    slider.setAttribute("aria-valuetext", told());
  });
  slider.setAttribute("aria-valuetext", told());
  // The arrow keys change it day by day: only the mouse and the finger let go.
  slider.addEventListener("pointerup", () => slider.form.requestSubmit());
}
