/* Looks for explorers on the page, and fetches what they need when one comes near the window. */
(() => {
  const { src: place, dataset: { version } } = document.currentScript;

  /** The modules; from a file on disk, where a browser runs none, the same as one plain script. */
  const fetched = () => (location.protocol === "file:" ? plain() : import(`./app.js?v=${version}`));

  const plain = () => new Promise((done) => {
    const script = document.createElement("script");
    script.src = new URL("bundle.js", place);
    script.onload = () => done(globalThis.spilloverExplorer);
    document.head.append(script);
  });

  let app = null;
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) {
        near.unobserve(target);
        app ??= fetched();
        app.then(({ start }) => start(target));
      }
    }
  }, { rootMargin: "600px" });
  document.querySelectorAll(".explorer").forEach((each) => near.observe(each));
})();
