// Points on a photo: choose one in the list, touch the photo, drag or use the arrow keys. Each point is two number fields,
// so the page works without this file.
"use strict";

(function () {
  const SVG = "http://www.w3.org/2000/svg";
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function prepareMarking(form) {
    const photo = form.querySelector("svg");
    const [, , width, height] = photo.getAttribute("viewBox").split(" ").map(Number);
    const radius = Math.max(width, height) / 90;
    const dots = [...form.querySelectorAll("[data-dot]")].map((box, number) => ({
      box, number, x: box.querySelector("input[name$=':x']"), y: box.querySelector("input[name$=':y']"), drawn: null,
    }));
    let active = dots.find((dot) => !dot.x.value) || null;

    const choose = (dot) => {
      active = dot;
      for (const other of dots) other.box.classList.toggle("chosen", other === dot);
      if (dot) dot.box.scrollIntoView({ block: "nearest" });
    };
    const draw = (dot) => {
      if (dot.drawn) dot.drawn.remove();
      dot.drawn = null;
      if (dot.x.value === "" || dot.y.value === "") return;
      const group = document.createElementNS(SVG, "g");
      group.setAttribute("class", "dot");
      group.setAttribute("tabindex", "0");
      group.setAttribute("role", "img");
      group.setAttribute("aria-label", dot.box.querySelector("legend").textContent);
      group.setAttribute("transform", "translate(" + dot.x.value + " " + dot.y.value + ")");
      const ring = document.createElementNS(SVG, "circle");
      ring.setAttribute("r", radius);
      ring.setAttribute("stroke-width", radius / 4);
      const middle = document.createElementNS(SVG, "circle");
      middle.setAttribute("r", radius / 6);
      middle.setAttribute("class", "middle");
      const label = document.createElementNS(SVG, "text");
      label.textContent = dot.number + 1;
      label.setAttribute("x", radius * 1.3);
      label.setAttribute("y", radius * 0.6);
      label.setAttribute("font-size", radius * 1.9);
      group.append(ring, middle, label);
      group.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        choose(dot);
        photo.setPointerCapture(event.pointerId);
        const move = (moved) => place(dot, moved);
        photo.addEventListener("pointermove", move);
        photo.addEventListener("pointerup", () => photo.removeEventListener("pointermove", move), { once: true });
        event.stopPropagation();
      });
      group.addEventListener("keydown", (event) => {
        const step = ARROWS[event.key];
        if (!step) return;
        event.preventDefault();
        const size = event.shiftKey ? 10 : 1;
        set(dot, Number(dot.x.value) + step[0] * size, Number(dot.y.value) + step[1] * size);
        dot.drawn.focus();
      });
      photo.append(group);
      dot.drawn = group;
    };
    const set = (dot, x, y) => {
      dot.x.value = Math.min(width, Math.max(0, Math.round(x * 10) / 10));
      dot.y.value = Math.min(height, Math.max(0, Math.round(y * 10) / 10));
      draw(dot);
    };
    const place = (dot, event) => {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(photo.getScreenCTM().inverse());
      set(dot, point.x, point.y);
    };

    photo.addEventListener("pointerdown", (event) => {
      if (!active) return;
      event.preventDefault();
      place(active, event);
      choose(dots.find((dot) => dot.number > active.number && !dot.x.value) || null);
    });
    for (const dot of dots) {
      const button = dot.box.querySelector("[data-choose]");
      const clear = dot.box.querySelector("[data-clear]");
      button.hidden = clear.hidden = false;
      button.addEventListener("click", () => choose(dot));
      clear.addEventListener("click", () => { dot.x.value = dot.y.value = ""; draw(dot); choose(dot); });
      for (const field of [dot.x, dot.y]) field.addEventListener("input", () => draw(dot));
      draw(dot);
    }
    choose(active);
  }

  const start = (root) => { for (const form of root.querySelectorAll("[data-marking]")) prepareMarking(form); };
  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:afterSwap", () => start(document));
})();
