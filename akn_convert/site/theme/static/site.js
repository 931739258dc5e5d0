// What the pages do beyond being read: filter the list on a page, and open the side-by-side view at two languages.
"use strict";

function filterRecords(form) {
  const rows = [...document.querySelectorAll("#records tbody tr")];
  const count = form.querySelector("[role=status]");
  const words = rows.map((row) => row.textContent.toLowerCase());
  function apply() {
    const wanted = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, n) => {
      const fits = wanted.every((word) => words[n].includes(word)) &&
        ["organ", "year"].every((key) => !form.elements[key].value || row.dataset[key] === form.elements[key].value) &&
        (!form.elements.langs.value || row.dataset.langs.split(" ").includes(form.elements.langs.value));
      row.hidden = !fits;
      shown += fits;
    });
    count.textContent = shown === rows.length ? "" : count.dataset.text.replace("{n}", shown);
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = rows.length < 2;
  apply();
}

function chooseColumns(choices) {
  const wanted = location.search.slice(1).split("+").filter(Boolean);
  const boxes = [...choices.querySelectorAll("input[data-lang]")];
  if (boxes.some((box) => wanted.includes(box.dataset.lang))) {
    boxes.forEach((box) => { box.checked = wanted.includes(box.dataset.lang); });
  }
}

document.querySelectorAll("[data-filter=records]").forEach(filterRecords);
document.querySelectorAll(".akn-choose").forEach(chooseColumns);
