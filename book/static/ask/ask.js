// The field for questions: shows what is answered in the page at once, and has all else answered by Python, which it loads for the first.

import { Runtime, listed, make, megabytes } from "../console/runtime.js";

const words = text => text.trim().split(/\s+/).join(" ");

class Field extends Runtime {
  constructor(box, list) {
    super(box, list);
    const find = selector => box.querySelector(selector);
    this.box = box;
    [this.question, this.given, this.select] = ["#ask-question", "#ask-given", "select"].map(find);
    this.stored = [...document.querySelectorAll(".ask-answered")];
    find(".ask-size").append(` It is ${megabytes(this.total)}, comes from this site, and what you type stays in this page.`);
    find("form").addEventListener("submit", event => { event.preventDefault(); this.ask(); });
    this.select.addEventListener("change", () => this.choose());
    addEventListener("hashchange", () => this.follow());
    this.follow();
  }

  // A link to this page may carry a question. It loads nothing by itself.
  follow() {
    const carried = new URLSearchParams(location.hash.slice(1));
    if (!carried.get("q")) return;
    this.fill(carried.get("q"), carried.get("given") ?? "");
    this.box.scrollIntoView();
    if (this.found()) this.ask();
    else this.say("Press Ask to have this question answered here.");
  }

  fill(question, given) {
    [this.question.value, this.given.value] = [question, given];
  }

  choose() {
    const place = this.select.selectedIndex - 1;
    if (place < 0) return;
    this.fill(this.stored[place].dataset.question, this.stored[place].dataset.given);
    this.ask();
  }

  // The answer that stands in the page already, if one does.
  found() {
    return this.stored.find(({ dataset }) => dataset.question === words(this.question.value) && dataset.given === words(this.given.value));
  }

  ask() {
    if (!words(this.question.value)) return;
    const stored = this.found();
    if (!stored && this.runButton.hasAttribute("aria-disabled")) return;
    const [text, given] = [words(this.question.value), words(this.given.value)];
    const link = `#${new URLSearchParams(given ? { q: text, given } : { q: text })}`;
    history.replaceState(null, "", link);
    const output = this.begin(text, given, link);
    if (stored) {
      this.copy(stored, output);
      if (!this.output) this.say("Answered.");
      return;
    }
    this.output = output;
    for (const typed of [this.question, this.given]) typed.removeAttribute("aria-invalid");
    if (this.worker) this.send(text, given);
    else {
      this.waiting = [text, given];
      this.start();
    }
  }

  send(text, given) {
    this.busy("Reading …");
    this.worker.postMessage({ kind: "ask", text, given });
  }

  // A new answer stands above the others, in place of an earlier one to the same question.
  begin(text, given, link) {
    [...this.results.children].find(other => other !== this.output && other.dataset.link === link)?.remove();
    const output = make("article", "console-run");
    output.dataset.link = link;
    const typed = make("p", "ask-typed");
    typed.append(make("code", "", text), ...(given ? [", given ", make("code", "", given)] : []));
    const offers = make("p", "ask-offers");
    const carry = make("a", "", "Link to this question");
    carry.href = link;
    offers.append(carry);
    output.append(typed, offers);
    this.results.prepend(output);
    return output;
  }

  copy(stored, output) {
    const copied = [...stored.cloneNode(true).children].filter(part => part.localName !== "summary");
    for (const part of copied) {
      for (const named of [part, ...part.querySelectorAll("[id]")]) named.removeAttribute("id");
      if (part.matches(".ask-offers")) output.lastElementChild.prepend(...part.childNodes, " ");
      else output.lastElementChild.before(part);
    }
  }

  // First how the question was read, then the answer, then what takes a moment more.
  show(kind, text, html) {
    if (kind === "read") this.working("Deciding …");
    if (kind === "market") this.offer("This market in the explorer", `${this.box.dataset.explorer}?${text}`);
    else if (kind === "certificate") this.offer("The certificate", URL.createObjectURL(new Blob([text])), "certificate.json");
    else this.add(make("div", `console-result ask-${kind}`), html);
    if (kind === "unread") (text.startsWith("conditions") ? this.given : this.question).setAttribute("aria-invalid", "true");
  }

  add(shown, html) {
    shown.innerHTML = html;
    this.output.lastElementChild.before(shown);
    if (shown.scrollWidth > shown.clientWidth) shown.tabIndex = 0;
  }

  offer(label, address, name) {
    const link = make("a", "", label);
    link.href = address;
    if (name) link.download = name;
    this.output.lastElementChild.prepend(link, " ");
  }

  ready() {
    if (this.waiting) {
      const [text, given] = this.waiting;
      this.waiting = undefined;
      this.send(text, given);
      return;
    }
    this.rest(this.output.querySelector(".ask-unread") ? "This could not be read." : "Answered.");
  }

  // Nothing runs any more. The keyboard stays where it is, or goes to the question.
  rest(status) {
    this.output = this.waiting = undefined;
    this.runButton.removeAttribute("aria-disabled");
    if (document.activeElement === this.stopButton) this.question.focus({ preventScroll: true });
    this.stopButton.hidden = true;
    this.progress.hidden = true;
    this.say(status);
  }

  stop() {
    this.add(make("p", "console-error"), "Stopped.");
    this.end("Stopped.");
  }

  end(status) {
    this.worker.terminate();
    this.worker = undefined;
    this.rest(status);
  }
}

new Field(document.querySelector(".ask"), await listed());
