// Three small things that a page without script does without: the body map's places can be touched, tests are timed,
// and a long piece of work is announced. Everything else is plain forms.
"use strict";

function touchMap(root) {
  for (const drawing of root.querySelectorAll(".body-map svg")) drawing.setAttribute("role", "group");
  for (const spot of root.querySelectorAll(".body-map [data-site]")) {
    const name = spot.dataset.site + ":" + (spot.dataset.side || "both");
    spot.setAttribute("tabindex", "0");
    spot.setAttribute("role", "button");
    const choose = () => {
      const list = document.querySelector("select[name=add]");
      if (!list) return;
      list.value = name;
      if (list.value !== name) list.value = spot.dataset.site + ":both";
      if (list.value) list.form.requestSubmit(list.form.querySelector("button[name=adding]"));
    };
    spot.addEventListener("click", choose);
    spot.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); }
    });
  }
}

function timeTests(root) {
  for (const timer of root.querySelectorAll("[data-timer]")) {
    const output = timer.querySelector("output");
    const start = timer.querySelector("[data-start]");
    const stop = timer.querySelector("[data-stop]");
    const limit = Number(timer.dataset.timer) || 0;
    const fields = [...timer.closest("section").querySelectorAll("input[name$=':value']")];
    let chosen = fields[0];
    let began = 0;
    let ticking = 0;
    timer.hidden = false;
    for (const field of fields) field.addEventListener("focus", () => { chosen = field; });
    const passed = () => (performance.now() - began) / 1000;
    const show = () => { output.textContent = (limit ? Math.max(0, limit - passed()) : passed()).toFixed(1) + " s"; };
    const end = () => {
      clearInterval(ticking);
      show();
      start.disabled = false;
      stop.disabled = true;
      if (!limit && chosen) {
        chosen.value = passed().toFixed(1);
        const next = fields[fields.indexOf(chosen) + 1];
        if (next && !next.value) chosen = next;
      }
    };
    start.addEventListener("click", () => {
      began = performance.now();
      start.disabled = true;
      stop.disabled = false;
      ticking = setInterval(() => { show(); if (limit && passed() >= limit) end(); }, 100);
    });
    stop.addEventListener("click", end);
  }
}

function prepare(root) { touchMap(root); timeTests(root); }

document.addEventListener("DOMContentLoaded", () => prepare(document.body));
document.addEventListener("htmx:afterSwap", (event) => {
  prepare(event.target);
  const heading = document.querySelector("main");
  if (heading) heading.focus({ preventScroll: true });
  const added = document.querySelector("[data-added]");
  if (added) added.scrollIntoView({ block: "start" });
  else window.scrollTo(0, 0);
});
document.addEventListener("htmx:beforeRequest", () => document.body.classList.add("htmx-request"));
document.addEventListener("htmx:afterRequest", () => document.body.classList.remove("htmx-request"));
