"use strict";
// Sorting by a click on a column's name: numbers fall, words rise, a second click turns the order round.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const key = (row) => {
      const cell = row.cells[column];
      return cell.classList.contains("number")
        ? Number(cell.dataset.value ?? NaN) : cell.textContent.toLowerCase();
    };
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const rows = [...table.tBodies[0].rows].map((row) => [key(row), row]);
      const numbers = rows.some(([value]) => typeof value === "number");
      const was = head.ariaSort;
      const rising = was ? was === "descending" : !numbers;
      const sign = rising ? 1 : -1;
      rows.sort(([a], [b]) => numbers
        ? (Number.isNaN(a) - Number.isNaN(b)) || sign * (a - b) || 0
        : sign * a.localeCompare(b));
      heads.forEach((other) => { other.ariaSort = null; });
      head.ariaSort = rising ? "ascending" : "descending";
      table.tBodies[0].append(...rows.map(([, row]) => row));
    });
  });
}
// Errors: one kind at a time, some at a time.
const list = document.querySelector("ol.errors");
if (list) {
  const filter = document.querySelector(".filter");
  const more = document.querySelector("button.more");
  const step = 20;
  let kind = "", most = step;
  const show = () => {
    let fitting = 0;
    for (const item of list.children) {
      const fits = !kind || item.dataset.kinds.split(" ").includes(kind);
      item.hidden = !fits || ++fitting > most;
    }
    more.hidden = fitting <= most;
    more.textContent = `Show more (${Math.max(0, fitting - most)} left)`;
  };
  filter.hidden = false;
  filter.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    for (const other of filter.children) other.ariaPressed = String(other === button);
    kind = button.dataset.kind;
    most = step;
    show();
  });
  more.addEventListener("click", () => { most += step; show(); });
  show();
}
