// Before anything is painted: the reader's choice of light or dark, else that of the system, and of pages with or without code.
{
  const root = document.documentElement.dataset;
  root.mode = localStorage.getItem("mode") || "auto";
  root.theme = root.mode === "auto" ? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light") : root.mode;

  const asked = new URLSearchParams(location.search).get("code");
  if (asked) localStorage.setItem("code", asked);
  const show = code => {
    root.code = code;
    document.querySelectorAll("details.code").forEach(cell => { cell.open = code === "show"; });
    document.querySelector(".code-switch")?.setAttribute("aria-pressed", code === "show");
  };
  // While the page is read: each cell is opened before it is painted, so that nothing moves.
  const reading = new MutationObserver(() => show("show"));
  if (localStorage.getItem("code") === "show") reading.observe(document, { childList: true, subtree: true });
  // Code that is too wide can be scrolled from the keyboard, once there is a width.
  addEventListener("toggle", ({ target }) => {
    const code = target.matches?.("details.code[open]") && target.querySelector("pre");
    if (code && code.scrollWidth > code.clientWidth) code.tabIndex = 0;
  }, true);
  // What the reader has before her eyes: the first text below the bar of tools.
  const text = () => {
    const { left } = document.querySelector("article > section").getBoundingClientRect();
    for (let top = 72; top < innerHeight; top += 12) {
      const found = document.elementFromPoint(left + 12, top)?.closest("article :is(h1, h2, h3, p, li, .cell_output)");
      if (found) return found;
    }
  };
  addEventListener("DOMContentLoaded", () => {
    reading.disconnect();
    document.querySelector(".code-switch")?.addEventListener("click", () => {
      const code = root.code === "show" ? "hide" : "show";
      localStorage.setItem("code", code);
      const address = new URL(location);
      code === "show" ? address.searchParams.set("code", code) : address.searchParams.delete("code");
      history.replaceState(history.state, "", address);
      const read = text(), top = read?.getBoundingClientRect().top;
      show(code);
      if (read) scrollBy({ top: read.getBoundingClientRect().top - top, behavior: "instant" });
    });
  });
}
