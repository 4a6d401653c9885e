// Python in a worker: it fetches what it needs from beside the page, counts the bytes, and runs what it is sent.

let session, respond, pyodide;

const tell = (kind, text = "", html = "") => postMessage({ kind, text, html });

self.onmessage = async ({ data }) => {
  try {
    if (data.kind === "start") await start(data);
    else if (data.kind === "ask") ask(data);
    else session.run(data.source);
    tell("done");
  } catch (error) {
    tell("broken", String(error));  // not an error of the reader's code, which Python reports itself
  }
};

async function start({ folder, files, python }) {
  const base = new URL(folder, import.meta.url).href;
  const fetched = counted(base, files);
  self.fetch = address => fetched(String(address).slice(base.length));  // Pyodide fetches from here, packed or not
  const library = fetched("library.zip").then(response => response.arrayBuffer());
  const [{ loadPyodide }] = await Promise.all(["pyodide.mjs", "pyodide.asm.mjs"].map(async name => {
    const script = await import(base + name);
    postMessage({ kind: "bytes", count: files[name] });
    return script;
  }));
  pyodide = await loadPyodide({
    indexURL: base,
    lockFileContents: { info: python, packages: {} },
    env: { PYTHONHASHSEED: "0" },
  });
  pyodide.unpackArchive(await library, "zip");
  tell("importing");
  session = pyodide.runPython("import spillover; from browser.session import Session; Session")(tell);
}

// What answers a question is loaded with the first one: the console may never be asked any.
function ask({ text, given }) {
  respond ??= pyodide.runPython("from browser.asking import respond; respond");
  respond(tell, text, given);
}

// A way to fetch a file of the list by its name, unpacked; the page hears of each piece that arrives.
function counted(base, files) {
  return async name => {
    const packed = `${name}.packed` in files;
    const response = await fetchHere(base + (packed ? `${name}.packed` : name));
    if (!response.ok) throw new Error(`${name}: the server answers ${response.status}`);
    const pieces = response.body.pipeThrough(new TransformStream({
      transform(piece, onwards) {
        postMessage({ kind: "bytes", count: piece.byteLength });
        onwards.enqueue(piece);
      },
    }));
    const body = packed ? pieces.pipeThrough(new DecompressionStream("gzip")) : pieces;
    return new Response(body, { headers: { "content-type": name.endsWith(".wasm") ? "application/wasm" : "application/zip" } });
  };
}

const fetchHere = self.fetch.bind(self);
