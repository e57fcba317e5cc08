"use strict";
(() => {
  const form = document.getElementById("filter");
  const count = document.getElementById("filter-count");
  const rows = [...document.querySelectorAll("table.clauses tr[data-verdict]")];
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

  const fits = (row, wanted) =>
    (!wanted.verdict || row.dataset.verdict === wanted.verdict) &&
    (!wanted.level || row.dataset.level === wanted.level) &&
    (!wanted.section || row.dataset.section === wanted.section) &&
    (!wanted.area || row.dataset.areas.split("|").includes(wanted.area)) &&
    wanted.text.toLowerCase().split(/\s+/).every((word) => texts.get(row).includes(word));

  const filter = () => {
    const wanted = Object.fromEntries(new FormData(form));
    let shown = 0;
    for (const row of rows) {
      row.hidden = !fits(row, wanted);
      shown += !row.hidden;
    }
    for (const group of document.querySelectorAll("table.clauses tbody, section.protocol")) {
      group.hidden = !group.querySelector("tr[data-verdict]:not([hidden])");
    }
    count.textContent = `${shown} of ${rows.length} requirements shown`;
  };

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  filter();

  // A link leads to what is folded or filtered away, too.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      setTimeout(() => target.scrollIntoView());
    }
    for (let each = target.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // On paper nothing can be unfolded: the evidence of what did not pass is printed, and every list.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details.disturbed:not([open]), table details:not([open])")];
    for (const each of unfolded) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of unfolded) each.open = false;
  });
})();
