// Python in a worker, and the line that says how far it is: what the console and the field for questions share.

export const megabytes = bytes => `${(bytes / 1e6).toFixed(1)} MB`;

export function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

// What Python is made of: which files, and how large each is.
export const listed = async () => (await fetch(new URL("files.json", import.meta.url), { cache: "no-cache" })).json();

// What is built on this says what `ready`, `end` and `show` do, and has a `runButton`.
export class Runtime {
  constructor(box, list) {
    this.list = list;
    this.total = Object.values(list.files).reduce((sum, size) => sum + size, 0);
    const find = selector => box.querySelector(selector);
    [this.progress, this.status, this.said] = ["progress", "[role=status]", ".console-bytes"].map(find);
    [this.runButton, this.stopButton, this.results] = ["[type=submit]", ".console-stop", ".console-results"].map(find);
    this.stopButton.addEventListener("click", () => this.stop());
  }

  // A new worker; what an earlier one knew is gone.
  start() {
    this.loaded = 0;
    this.busy("Loading Python …");
    this.worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    this.worker.addEventListener("message", ({ data }) => this.heard(data));
    this.worker.addEventListener("error", ({ message }) => this.heard({ kind: "broken", text: message ?? "" }));
    this.worker.postMessage({ kind: "start", ...this.list });
  }

  heard({ kind, text, html, count }) {
    if (kind === "bytes") this.arrived(count);
    else if (kind === "importing") this.working("Starting SymPy and the package …");
    else if (kind === "done") this.ready();
    else if (kind === "broken") this.end(`Python could not go on: ${text}`);
    else this.show(kind, text, html);
  }

  arrived(count) {
    this.loaded += count;
    if (this.loaded === this.total) return this.working("Starting Python …");
    this.progress.max = this.total;
    this.progress.value = this.loaded;
    this.said.textContent = `${megabytes(this.loaded)} of ${megabytes(this.total)}`;
    return undefined;
  }

  // A button that has the focus is not disabled and not hidden under it: who uses the keyboard would lose the place.
  busy(status) {
    this.runButton.setAttribute("aria-disabled", "true");
    this.stopButton.hidden = false;
    this.working(status);
  }

  working(status) {
    this.progress.hidden = false;
    this.progress.removeAttribute("value");
    this.say(status);
  }

  say(status) {
    this.status.textContent = status;
    this.said.textContent = "";
  }
}
