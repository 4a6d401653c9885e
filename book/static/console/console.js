// The console of a page: asks before it loads anything, hands code to Python in a worker, and shows what comes back.

import { Runtime, listed, make, megabytes } from "./runtime.js";

const MOST = 20_000;  // characters that a run may print before the rest is left out

const FORM = `
<p class="console-ask"><button type="button" class="console-load"></button>
  <span>Nothing is loaded before you ask. Everything comes from this site and stays in this page.</span></p>
<p class="console-state"><progress aria-label="Python at work" hidden></progress> <span role="status"></span>
  <span class="console-bytes"></span>
  <button type="button" class="console-stop" hidden>Stop</button></p>
<form hidden>
  <p><label for="console-example">Example</label> <select id="console-example"></select></p>
  <p><label for="console-code">Python</label>
    <textarea id="console-code" rows="9" spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off"
      aria-describedby="console-keys"></textarea></p>
  <p class="console-buttons"><button type="submit">Run</button>
    <button type="button" class="console-reset">Back to the example</button>
    <button type="button" class="console-clear">Clear the results</button></p>
  <p id="console-keys">Ctrl and Enter run the code, on a Mac also Command and Enter. Names that you define stay until you stop Python.</p>
</form>
<div class="console-results" role="region" aria-label="Results" aria-live="polite"></div>`;

// The examples of a page are its cells with this tag; each is called what the heading above it says.
function examples() {
  return [...document.querySelectorAll(".cell.tag_example")].map(cell => ({
    label: cell.closest("section").querySelector(":scope > :is(h2, h3)").firstChild.textContent.trim(),
    code: cell.querySelector(".cell_input pre").textContent.trimEnd(),
  }));
}

class Console extends Runtime {
  constructor(box, list) {
    box.innerHTML = FORM;
    super(box, list);
    const find = selector => box.querySelector(selector);
    [this.ask, this.load] = [".console-ask", ".console-load"].map(find);
    [this.form, this.select, this.code] = ["form", "select", "textarea"].map(find);
    this.load.textContent = `Load Python into this page (${megabytes(this.total)})`;
    this.fill(examples());
    this.load.addEventListener("click", () => this.start());
    this.select.addEventListener("change", () => this.reset());
    this.form.addEventListener("submit", event => { event.preventDefault(); this.run(); });
    this.code.addEventListener("keydown", event => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.run(); }
    });
    find(".console-reset").addEventListener("click", () => this.reset());
    find(".console-clear").addEventListener("click", () => this.results.replaceChildren());
  }

  fill(found) {
    this.examples = found;
    this.select.replaceChildren(...found.map(({ label }) => new Option(label)));
    this.reset();
  }

  reset() {
    this.code.value = this.examples[this.select.selectedIndex]?.code ?? "";
  }

  start() {
    super.start();
    this.stopButton.focus();
    this.ask.hidden = true;
  }

  ready() {
    const first = this.form.hidden;
    this.form.hidden = false;
    this.runButton.removeAttribute("aria-disabled");
    if (document.activeElement === this.stopButton) (first ? this.select : this.code).focus({ preventScroll: true });
    this.stopButton.hidden = true;
    this.progress.hidden = true;
    this.say(this.output ? "Done." : "Python is ready.");
    this.output = undefined;
  }

  run() {
    if (this.runButton.hasAttribute("aria-disabled")) return;
    this.output = make("div", "console-run");
    this.output.append(make("pre", "console-input", this.code.value));
    this.results.prepend(this.output);
    this.printed = 0;
    this.busy("Running …");
    this.worker.postMessage({ kind: "run", source: this.code.value });
  }

  show(kind, text, html) {
    if (html) {
      const shown = make("div", "console-result");
      shown.innerHTML = html;
      this.output.append(shown);
      return;
    }
    this.printed += text.length;
    if (this.printed > MOST && kind !== "error") {
      if (!this.output.querySelector(".console-cut")) this.output.append(make("p", "console-cut", "The rest is not shown."));
      return;
    }
    let last = this.output.lastElementChild;
    if (kind === "result" || !last.classList.contains(`console-${kind}`)) {
      last = make("pre", `console-${kind}`);
      this.output.append(last);
    }
    last.append(text);
  }

  // While Python loads, stopping means not to load it; while it runs, to start afresh.
  stop() {
    if (this.form.hidden) return this.end("Nothing was loaded.");
    this.output?.append(make("p", "console-error", "Stopped. Python starts afresh: the names that you defined are gone."));
    this.worker.terminate();
    this.output = undefined;
    this.start();
    return undefined;
  }

  end(status) {
    this.worker.terminate();
    this.output = undefined;
    this.form.hidden = this.progress.hidden = this.stopButton.hidden = true;
    this.ask.hidden = false;
    this.say(status);
    this.load.focus();
  }
}

const box = document.querySelector(".console");
new Console(box, await listed());
