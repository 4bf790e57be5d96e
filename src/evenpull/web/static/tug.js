// The tug of war in three dimensions: sliders ask the server where the body comes to rest, and the body is put there.
// Without WebGL the words still follow the sliders; without script the page is a plain form with a drawing.
import { AmbientLight, Box3, Color, CylinderGeometry, DirectionalLight, DynamicDrawUsage, Group, InstancedMesh, Matrix4, MeshStandardMaterial, PerspectiveCamera, Quaternion, Scene, Vector3, WebGLRenderer } from "./vendor/three/three.module.js";
import { OrbitControls } from "./vendor/three/controls/OrbitControls.js";
import { GLTFLoader } from "./vendor/three/loaders/GLTFLoader.js";

const STRAND_M = 0.0045;
const FLESH = 0.22;
const FULL_N = 30;
const [EVEN, MORE, LESS] = [new Color("#a88478"), new Color("#e07b1a"), new Color("#2f6fb5")];
const VIEWS = { front: [0, 1], left: [1, 0], back: [0, -1], right: [-1, 0] };
const MOVE_MS = 250;
const REST_MS = 500;
const UP = new Vector3(0, 1, 0);

function canvasWorks() {
  const probe = document.createElement("canvas");
  return Boolean(probe.getContext("webgl2"));
}

class Body3D {
  constructor(stage) {
    this.stage = stage;
    this.renderer = new WebGLRenderer({ antialias: true, alpha: true });
    this.renderer.setPixelRatio(Math.min(window.devicePixelRatio, 2));
    this.renderer.domElement.setAttribute("role", "img");
    this.renderer.domElement.setAttribute("aria-label", stage.dataset.label);
    stage.append(this.renderer.domElement);
    this.scene = new Scene();
    this.scene.add(new AmbientLight(0xffffff, 1.6));
    for (const [x, y, z, strength] of [[2, 3, 3, 1.6], [-3, 2, -2, 0.8]]) {
      const light = new DirectionalLight(0xffffff, strength);
      light.position.set(x, y, z);
      this.scene.add(light);
    }
    this.camera = new PerspectiveCamera(26, 1, 0.1, 30);
    this.controls = new OrbitControls(this.camera, this.renderer.domElement);
    this.controls.enableZoom = false;
    this.controls.enablePan = false;
    this.renderer.domElement.style.touchAction = "pan-y";
    this.controls.addEventListener("change", () => this.draw());
    this.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.now = null;
  }

  // Hang every segment on the body itself: the server gives each one's own place and turn.
  async load(address, names) {
    const file = await new GLTFLoader().loadAsync(address);
    this.scene.add(file.scene);
    this.root = file.scene.getObjectByName("body");
    this.muscles = file.scene.userData.muscles;
    const strands = this.muscles.reduce((sum, muscle) => sum + muscle.path.length - 1, 0);
    const shape = new CylinderGeometry(STRAND_M, STRAND_M, 1, 6, 1, true);
    this.strands = new InstancedMesh(shape, new MeshStandardMaterial({ roughness: 0.6 }), strands);
    this.strands.instanceMatrix.setUsage(DynamicDrawUsage);
    this.strands.frustumCulled = false;
    this.parts = new Map(names.map((name) => [name, this.root.getObjectByName(name)]).filter(([, node]) => node));
    const flat = new Group();
    flat.add(...this.parts.values());
    flat.traverse((node) => {
      if (node.material?.name === "flesh") Object.assign(node.material, { opacity: FLESH, depthWrite: false });
    });
    this.root.add(flat, this.strands);
  }

  put(segments, pull) {
    const place = new Vector3();
    const ends = [new Vector3(), new Vector3()];
    const turn = new Quaternion();
    const along = new Vector3();
    const size = new Vector3();
    const matrix = new Matrix4();
    const colour = new Color();
    const at = ([segment, ...point], into) => {
      const [x, y, z, ...rest] = segments[segment];
      return into.set(...point).applyQuaternion(turn.set(...rest)).add(place.set(x, y, z));
    };
    for (const [name, node] of this.parts) {
      const [x, y, z, ...rest] = segments[name];
      node.position.set(x, y, z);
      node.quaternion.set(...rest);
    }
    let strand = 0;
    for (const muscle of this.muscles) {
      const change = pull[muscle.name] || 0;
      colour.copy(EVEN).lerp(change > 0 ? MORE : LESS, Math.min(1, Math.abs(change) / FULL_N));
      for (let i = 1; i < muscle.path.length; i += 1) {
        at(muscle.path[i - 1], ends[0]);
        at(muscle.path[i], ends[1]);
        along.subVectors(ends[1], ends[0]);
        const length = along.length() || 1e-6;
        turn.setFromUnitVectors(UP, along.divideScalar(length));
        place.addVectors(ends[0], ends[1]).divideScalar(2);
        this.strands.setMatrixAt(strand, matrix.compose(place, turn, size.set(1, length, 1)));
        this.strands.setColorAt(strand, colour);
        strand += 1;
      }
    }
    this.strands.instanceMatrix.needsUpdate = true;
    this.strands.instanceColor.needsUpdate = true;
    this.draw();
  }

  // Go from where the body is to where it comes to rest; at once where less motion is wanted.
  go(segments, pull) {
    const [from, began] = [this.now, performance.now()];
    this.now = segments;
    this.moving = began;
    if (this.still || !from) {
      this.put(segments, pull);
      return;
    }
    const [a, b] = [new Quaternion(), new Quaternion()];
    const step = () => {
      if (this.moving !== began) return;
      const share = Math.min(1, (performance.now() - began) / MOVE_MS);
      const between = {};
      for (const [name, end] of Object.entries(segments)) {
        const start = from[name];
        const turn = a.fromArray(start, 3).slerp(b.fromArray(end, 3), share).toArray();
        between[name] = [...[0, 1, 2].map((i) => start[i] + share * (end[i] - start[i])), ...turn];
      }
      this.put(between, pull);
      if (share < 1) requestAnimationFrame(step);
    };
    step();
  }

  frame(view) {
    const [x, z] = VIEWS[view];
    const box = new Box3().setFromObject(this.root);
    const middle = box.getCenter(new Vector3());
    const height = box.getSize(new Vector3()).y * 1.08;
    const away = height / 2 / Math.tan((this.camera.fov * Math.PI) / 360) + 0.3;
    this.camera.position.set(middle.x + x * away, middle.y, middle.z + z * away);
    this.controls.target.copy(middle);
    this.controls.update();
    this.draw();
  }

  fit() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (!width || !height) return;
    this.renderer.setSize(width, height);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
    this.draw();
  }

  draw() {
    this.renderer.render(this.scene, this.camera);
  }
}

// Ask for one change at a time: while an answer is awaited only the newest wish is kept.
class Asking {
  constructor(told) {
    this.told = told;
    this.wish = null;
    this.busy = false;
  }

  ask(changes, band) {
    this.wish = { changes, band };
    if (!this.busy) this.next();
  }

  async next() {
    this.busy = true;
    while (this.wish) {
      const wish = this.wish;
      this.wish = null;
      try {
        const answer = await fetch("/tug/settle", {
          method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wish),
        });
        this.told(await answer.json(), wish.band, answer.ok);
      } catch {
        this.told({ message: document.querySelector("[data-lost]").dataset.lost }, wish.band, false);
      }
    }
    this.busy = false;
  }
}

function changesOf(form) {
  const changes = [];
  for (const group of form.querySelectorAll("[data-group]")) {
    const side = group.querySelector("select").value;
    for (const input of group.querySelectorAll("input[data-property]")) {
      if (Number(input.value)) changes.push(`${side}.${group.dataset.group}.${input.dataset.property}=${input.value}%`);
    }
  }
  return changes;
}

function makeSliders(form, changed) {
  for (const input of form.querySelectorAll("input[data-property]")) {
    const shown = input.parentElement.querySelector("output");
    input.type = "range";
    input.step = "1";
    const show = () => { shown.textContent = (input.value > 0 ? "+" : "") + input.value + " %"; };
    input.addEventListener("input", () => { show(); changed(); });
    show();
  }
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => { event.preventDefault(); changed(); });
}

async function start(page) {
  const said = page.querySelector("[data-said]");
  const form = page.querySelector("form[data-sliders]");
  const drawing = page.querySelector(".tug-picture");
  let body = null;
  let resting = 0;
  const asking = new Asking((answer, band, fine) => {
    if (!fine) {
      said.replaceChildren(line([answer.message, answer.hint].filter(Boolean).join(" ")));
    } else if (band) {
      said.replaceChildren(...answer.sentences.map(line));
      if (drawing && form) drawing.innerHTML = answer.picture;
    } else {
      if (form) said.replaceChildren(line(answer.sentence));
      if (body) body.go(answer.segments, answer.pull_n);
      page.querySelector("[data-drawn]").textContent = answer.factor > 1 ? answer.sentence : "";
    }
  });
  const line = (text) => Object.assign(document.createElement("p"), { textContent: text });
  const changes = () => (form ? changesOf(form) : JSON.parse(page.dataset.changes));
  const settle = () => {
    asking.ask(changes(), false);
    clearTimeout(resting);
    if (form) resting = setTimeout(() => asking.ask(changes(), true), REST_MS);
  };
  if (form) makeSliders(form, settle);
  const stage = page.querySelector("[data-stage]");
  if (canvasWorks()) {
    stage.hidden = false;
    body = new Body3D(stage.querySelector("[data-body]"));
    const first = await (await fetch("/tug/settle", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ changes: [] }),
    })).json();
    await body.load("/tug/body.glb", Object.keys(first.segments));
    body.go(first.segments, first.pull_n);
    new ResizeObserver(() => body.fit()).observe(body.stage);
    body.fit();
    body.frame("left");
    for (const button of stage.querySelectorAll("[data-view]")) {
      button.addEventListener("click", () => body.frame(button.dataset.view));
    }
    stage.dataset.ready = "yes";
  }
  if (changes().length) settle();
}

const page = document.querySelector("[data-tug]");
if (page) start(page);
