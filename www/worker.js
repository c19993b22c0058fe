// @ts-check
// Runs inside the worker, behind the glue of wasm-bindgen in the same script. It hands requests to the session in
// WebAssembly and says how long each took, in milliseconds.

/** @type {any} The glue's own name, in the same script. */
// @ts-ignore
const glue = wasm_bindgen;
/** @type {any} */
const scope = self;
/** @type {any} */
let app = null;
/** @type {any} The file whose pages are drawn. */
let pages = null;
let lastPanic = "";

// Called by the panic hook: the trap that follows says only "unreachable".
scope.fenjiePanic = (/** @type {string} */ message) => {
  lastPanic = message;
};

/** @param {import("./engine.js").Request} request */
function answer(request) {
  switch (request.kind) {
    case "start":
      glue.initSync({ module: request.wasm });
      if (!glue.App) return { largestFile: 0 };
      app = new glue.App(request.language);
      return { largestFile: glue.App.largestFile() };
    case "open":
      return app.open(
        new Uint8Array(request.bytes),
        request.name,
        request.path,
        request.anyway,
        request.encoding,
        request.read,
      );
    case "show":
      return app.show(request.path);
    case "close":
      return { path: app.close(request.key, request.path) };
    case "edit":
      return app.edit(request.path, request.body);
    case "restore":
      return app.restore(request.key, request.kept);
    case "export":
      return app.export(request.path, request.format);
    case "unpack":
      return glue.unpack(new Uint8Array(request.packed)).buffer;
    case "write":
      return glue.write(request.workbook);
    case "shelve":
      return app.shelve(request.file, request.name, request.number, request.entry);
    case "shelve-read":
      return app.shelveRead(request.name, request.key, request.read);
    case "read":
      return glue.read(request.bytes, request.encoding);
    case "pages":
      pages = glue.Pages.open(request.bytes);
      return;
    case "draw":
      return pages?.draw(request.page, request.plain);
    case "not-shelved":
      return app.notShelved(request.name, request.why);
    case "bytes":
      return app.bytesOf(request.file, request.number, request.entry);
    case "desk": {
      const { total, left, running, sources, stored, keep } = request.desk;
      return app.desk(total, left, running, sources, stored, keep);
    }
    case "corrections":
      return app.corrections(request.keys, request.kept);
    case "forget":
      return app.forget();
  }
}

scope.onmessage = (/** @type {MessageEvent<{id: number, request: import("./engine.js").Request}>} */ { data }) => {
  const started = performance.now();
  try {
    const result = answer(data.request);
    scope.postMessage({ id: data.id, result, took: performance.now() - started });
  } catch (error) {
    // After a trap nothing in this instance can be relied on: the page starts another.
    scope.postMessage({ id: data.id, panic: lastPanic || String(error) });
  }
};
