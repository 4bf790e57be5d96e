// Plays the steps of one exercise: words, a ring, breathing, tones; keeps what was done. The page's forms do without it.
// The clock is the browser's own, so that a tab in the background loses no time; all tones of an exercise are handed to
// the sound clock at once, so that they go on where timers are slowed down. Words come from the page.
"use strict";

(() => {
  const TICK_MS = 100;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let current = null;

  class Sound {
    constructor() { this.context = null; this.playing = []; this.on = true; }

    ready() {
      const Kind = window.AudioContext || window.webkitAudioContext;
      if (!Kind) return false;
      if (!this.context) this.context = new Kind();
      if (this.context.state !== "running") this.context.resume().catch(() => {});
      return true;
    }

    tone(wait, from, to, seconds, loud = 0.25) {
      const begin = this.context.currentTime + Math.max(0, wait) + 0.02;
      const source = this.context.createOscillator();
      const gain = this.context.createGain();
      source.type = "sine";
      source.frequency.setValueAtTime(from, begin);
      source.frequency.linearRampToValueAtTime(to, begin + seconds);
      gain.gain.setValueAtTime(0, begin);
      gain.gain.linearRampToValueAtTime(loud, begin + 0.02);
      gain.gain.setValueAtTime(loud, begin + Math.max(0.03, seconds - 0.05));
      gain.gain.linearRampToValueAtTime(0, begin + seconds);
      source.connect(gain).connect(this.context.destination);
      source.start(begin);
      source.stop(begin + seconds + 0.05);
      this.playing.push(source);
    }

    step(wait, step) {
      if (step.tone === "up") this.tone(wait, 480, 660, 0.35);
      else if (step.tone === "down") this.tone(wait, 660, 440, 0.35);
      else if (step.tone === "hold") this.tone(wait, 560, 560, 0.2);
      else if (step.tone === "rest") this.tone(wait, 392, 330, 0.5);
      else if (step.tone === "switch") for (const k of [0, 1, 2]) this.tone(wait + 0.25 * k, 520, 520, 0.14);
      const waits = step.kind === "ready" || step.kind === "rest" || step.kind === "switch";
      const long = step.kind === "hold" && step.seconds > 8;
      for (let left = 3; (waits || long) && left > 0; left -= 1) {
        if (step.seconds > left) this.tone(wait + step.seconds - left, 740, 740, 0.07, 0.18);
      }
    }

    hush() {
      for (const source of this.playing) { try { source.stop(); } catch { /* it has ended by itself */ } }
      this.playing = [];
    }
  }

  class Player {
    constructor(root) {
      this.root = root;
      this.form = document.querySelector("form[data-keep]");
      this.words = JSON.parse(root.dataset.words);
      this.bouts = JSON.parse(root.dataset.bouts);
      this.steps = this.bouts.flatMap((bout, place) =>
        [...bout.steps, ...(bout.after ? [bout.after] : [])].map((step) => ({ ...step, place, waits: step === bout.after })));
      this.done = Math.min(Number(root.dataset.at) || 0, this.bouts.length);
      this.index = this.startOf(this.done);
      this.passed = 0;
      this.began = null;
      this.told = "";
      this.sound = new Sound();
      this.lock = null;
      this.part = (name) => root.querySelector(`[data-${name}]`);
      root.hidden = false;
      this.part("play").addEventListener("click", () => this.toggle());
      this.part("back").addEventListener("click", () => this.back());
      this.part("on").addEventListener("click", () => this.skip());
      this.part("sound").addEventListener("change", () => this.again());
      this.ticking = setInterval(() => this.tick(), TICK_MS);
      if (this.form) this.watch();
      this.draw();
    }

    startOf(place) {
      const found = this.steps.findIndex((step) => step.place === place);
      return found < 0 ? this.steps.length : found;
    }

    get running() { return this.began !== null; }
    get over() { return this.index >= this.steps.length; }
    elapsed() { return this.passed + (this.running ? (performance.now() - this.began) / 1000 : 0); }

    toggle() { if (this.running) this.pause(); else this.play(); }

    play() {
      if (this.over) { this.done = 0; this.index = 0; this.passed = 0; }
      this.began = performance.now();
      this.schedule();
      this.awake();
      this.draw();
    }

    pause() {
      this.passed = this.elapsed();
      this.began = null;
      this.sound.hush();
      this.rest();
      this.draw();
    }

    again() { if (this.running) { this.passed = this.elapsed(); this.began = performance.now(); this.schedule(); } }

    schedule() {
      this.sound.hush();
      if (!this.part("sound").checked) return;
      if (!this.sound.ready()) { this.part("then").textContent = this.words.no_sound; return; }
      let wait = -this.elapsed();
      for (const step of this.steps.slice(this.index)) {
        if (wait > -0.2) this.sound.step(wait, step);
        else if (step.kind === "ready" || step.kind === "rest") this.sound.step(wait, { ...step, tone: "" });
        wait += step.seconds;
      }
      if (wait > 0) { this.sound.tone(wait, 523, 523, 0.25); this.sound.tone(wait + 0.3, 784, 784, 0.5); }
    }

    move(index) {
      this.index = index;
      this.passed = 0;
      if (this.running) { this.began = performance.now(); this.schedule(); }
      this.draw();
    }

    skip() {
      if (this.over) return;
      const step = this.steps[this.index];
      const work = step.kind !== "ready" && !step.waits;
      const following = this.steps.findIndex((one, place) => place > this.index && (one.place > step.place || one.waits));
      const next = work ? (following < 0 ? this.steps.length : following) : this.index + 1;
      if (work) this.finished(step.place);
      this.move(next);
      if (this.over) this.end();
    }

    back() {
      const step = this.over ? this.steps[this.steps.length - 1] : this.steps[this.index];
      const first = this.startOf(step.place);
      const place = this.index === first && this.elapsed() < 2 ? Math.max(0, step.place - 1) : step.place;
      if (this.done > place) this.finished(place - 1);
      this.move(this.startOf(place));
    }

    tick() {
      if (!this.root.isConnected) { this.close(); return; }
      if (!this.running || this.over) return;
      let over = this.elapsed();
      while (!this.over && over >= this.steps[this.index].seconds) {
        const step = this.steps[this.index];
        over -= step.seconds;
        this.index += 1;
        const next = this.steps[this.index];
        if (!step.waits && (!next || next.waits || next.place !== step.place)) this.finished(step.place);
        this.passed = over;
        this.began = performance.now();
      }
      if (this.over) this.end();
      this.draw();
    }

    finished(place) {
      this.done = place + 1;
      this.root.dataset.at = String(this.done);
      this.fill();
      this.keep();
    }

    end() {
      if (this.running) { this.passed = 0; this.began = null; }
      this.rest();
      this.draw();
      if (this.form) {
        const head = this.form.querySelector("h2");
        head.tabIndex = -1;
        head.focus({ preventScroll: true });
        this.form.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
      }
    }

    fill() {
      if (!this.form) return;
      const sets = {};
      this.bouts.forEach((bout, place) => {
        const name = bout.side === "right" ? "right" : "left";
        sets[name] = (sets[name] || 0) + (place < this.done ? 1 : 0);
      });
      for (const [name, count] of Object.entries(sets)) {
        const field = this.form.elements[name];
        if (field && !field.dataset.touched) field.value = String(count);
      }
    }

    watch() {
      let waiting = 0;
      this.form.addEventListener("input", (event) => {
        event.target.dataset.touched = "yes";
        clearTimeout(waiting);
        waiting = setTimeout(() => this.keep(), 300);
      });
    }

    keep() {
      if (!this.form || !this.form.isConnected) return;
      const body = new URLSearchParams(new FormData(this.form));
      body.set("at", String(this.done));
      fetch(this.form.dataset.keep, { method: "POST", body, keepalive: true }).catch(() => {});
    }

    async awake() {
      if (!navigator.wakeLock) return;
      try { this.lock = await navigator.wakeLock.request("screen"); } catch { this.lock = null; }
    }

    rest() { if (this.lock) { this.lock.release().catch(() => {}); this.lock = null; } }

    close() {
      clearInterval(this.ticking);
      this.sound.hush();
      this.rest();
      if (current === this) current = null;
    }

    breath(step, passed) {
      const lung = this.root.querySelector(".lung");
      const wanted = this.part("breath").checked && (step.kind === "breath" || (step.kind === "hold" && step.seconds >= 8));
      lung.classList.toggle("shown", wanted && !calm.matches);
      if (!wanted) return "";
      const at = step.kind === "breath" ? passed : passed % 12;
      const full = 34 + 34 * (
        step.kind === "breath"
          ? (step.tone === "up" ? at / step.seconds : step.tone === "down" ? 1 - at / step.seconds : 0)
          : at < 4 ? at / 4 : at < 10 ? 1 - (at - 4) / 6 : 0);
      lung.setAttribute("r", full.toFixed(1));
      if (step.kind === "breath") return "";
      return at < 4 ? this.words.in : at < 10 ? this.words.out : this.words.wait;
    }

    draw() {
      const text = (name, words) => { const part = this.part(name); if (part.textContent !== words) part.textContent = words; };
      text("play", this.running ? this.words.pause : this.over ? this.words.again : this.passed || this.index ? this.words.go_on : this.words.start);
      this.root.classList.toggle("running", this.running);
      const ring = this.root.querySelector(".ring");
      if (this.over) {
        ring.setAttribute("stroke-dasharray", "100 0");
        text("word", this.words.finished); text("clock", ""); text("side", ""); text("times", ""); text("then", "");
        this.root.dataset.kind = "over";
        this.root.querySelector(".lung").classList.remove("shown");
        this.say(this.words.finished);
        return;
      }
      const step = this.steps[this.index];
      const bout = this.bouts[step.place];
      const passed = Math.min(this.elapsed(), step.seconds);
      const next = this.steps[this.index + 1];
      const shown = calm.matches ? Math.floor(passed) : passed;
      this.root.dataset.kind = step.kind;
      ring.setAttribute("stroke-dasharray", `${((100 * shown) / step.seconds).toFixed(1)} 100`);
      const goal = step.waits ? this.bouts[step.place + 1] : bout;
      const set = this.words.of.replace("{number}", goal.number).replace("{of}", goal.of);
      text("side", `${step.side || goal.title} · ${set}`);
      text("word", step.word);
      text("clock", String(Math.ceil(step.seconds - passed - 1e-6) || 1));
      text("times", step.number ? this.words.times.replace("{number}", step.number).replace("{of}", bout.count) : this.breath(step, passed));
      if (step.number) this.breath(step, passed);
      const what = !next ? "" : next.place !== step.place ? this.bouts[next.place].title : next.word;
      text("then", what ? this.words.next.replace("{what}", what) : "");
      if (step.kind === "ready" || step.waits || step.kind === "hold") this.say(`${step.word}. ${goal.title}`);
    }

    say(words) { if (this.told !== words) { this.told = words; this.part("said").textContent = words; } }
  }

  function prepare() {
    const root = document.querySelector("[data-player]");
    if (current && (!root || current.root !== root)) current.close();
    if (root && (!current || current.root !== root)) current = new Player(root);
  }

  document.addEventListener("keydown", (event) => {
    if (!current || !current.root.isConnected || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest("input, select, textarea, summary, a") || (event.key === " " && event.target.closest("button"))) return;
    if (event.key === " ") current.toggle();
    else if (event.key === "ArrowRight") current.skip();
    else if (event.key === "ArrowLeft") current.back();
    else return;
    event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (current && current.running && document.visibilityState === "visible") { current.tick(); current.again(); current.awake(); }
  });
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:afterSwap", prepare);
})();
