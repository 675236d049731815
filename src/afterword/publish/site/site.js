"use strict";
(() => {
  const rows = window.afterwordWords;
  const form = document.querySelector(".search");
  const list = document.querySelector(".cards");
  const count = document.querySelector(".count");
  if (!rows || !form || !list || !count) return;
  const items = new Map(rows.map((row) => [row.name, document.getElementById(row.name)]));
  const asked = document.getElementById("asked");
  const boxes = [];

  // links to a page for each value become boxes to tick
  for (const details of document.querySelectorAll("details[data-facet]")) {
    for (const link of details.querySelectorAll("a[data-value]")) {
      const label = document.createElement("label");
      const box = document.createElement("input");
      const words = document.createElement("span");
      box.type = "checkbox";
      words.textContent = link.textContent;
      words.dir = "auto";
      label.append(box, words);
      boxes.push({ box, facet: details.dataset.facet, value: link.dataset.value });
      box.addEventListener("change", show);
      link.replaceWith(label);
    }
  }

  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC");
  const isSpaced = (word) => !/[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(word);

  function rank(row, words) {
    let sum = 0;
    for (const word of words) {
      const start = isSpaced(word) ? " " + word : word;
      const inTitle = (" " + plain(row.title)).includes(start);
      if (!inTitle && !(" " + row.words).includes(start)) return 0;
      sum += inTitle ? 5 : 1;
    }
    return sum;
  }

  function show() {
    const words = plain(asked.value).match(/[\p{L}\p{N}]+(?:[.'\u2019_-][\p{L}\p{N}]+)*/gu) || [];
    const chosen = {};
    for (const one of boxes) if (one.box.checked) (chosen[one.facet] ||= []).push(one.value);
    const found = [];
    for (const [place, row] of rows.entries()) {
      const fits = Object.entries(chosen).every(([name, any]) => any.some((value) => row.facets[name].includes(value)));
      const weight = fits ? (words.length ? rank(row, words) : 1) : 0;
      items.get(row.name).hidden = !weight;
      if (weight) found.push({ weight, place, name: row.name });
    }
    found.sort((one, other) => other.weight - one.weight || one.place - other.place);
    list.append(...found.map((one) => items.get(one.name)));
    const all = found.length === rows.length;
    count.textContent = all
      ? `${rows.length} postmortem${rows.length === 1 ? "" : "s"}`
      : `${found.length} of ${rows.length} postmortem${rows.length === 1 ? "" : "s"}`;
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  asked.addEventListener("input", show);
  form.hidden = false;
  show();
})();
