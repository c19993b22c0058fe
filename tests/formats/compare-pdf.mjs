// How fast the page's reader of PDF takes files apart, beside pdf.js in the same Node.js and pdfplumber in Python, on the
// same files: `npm ci --prefix tests/formats && node tests/formats/compare-pdf.mjs`, after `cargo xtask test formats` has made
// the files and `cargo xtask build` the reader. PYTHON names a Python that has pdfplumber; without one it is left out.
// What they make differs: a manuscript with tables; text with places, without tables; tables alone.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { runInThisContext } from "node:vm";
import { gunzipSync } from "node:zlib";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const root = new URL("../../", import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, root));

/** How many times each file is read; the fastest counts. pdfplumber reads it once. */
const TIMES = 3;

const glue = runInThisContext(`(() => { ${read("dist/pdf.js")}; return wasm_bindgen; })()`);
glue.initSync({ module: gunzipSync(read("dist/pdf_bg.wasm.gz")) });

/**
 * The fastest of several runs, in milliseconds.
 * @param {() => unknown} run
 */
async function fastest(run) {
  let least = Infinity;
  for (let time = 0; time < TIMES; time++) {
    const start = performance.now();
    await run();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

/**
 * All text of a file with its places.
 * @param {Buffer} file
 */
async function withPdfJs(file) {
  const task = getDocument({
    data: new Uint8Array(file),
    cMapUrl: new URL("node_modules/pdfjs-dist/cmaps/", import.meta.url).pathname,
    cMapPacked: true,
    standardFontDataUrl: new URL("node_modules/pdfjs-dist/standard_fonts/", import.meta.url).pathname,
    verbosity: 0,
  });
  const document = await task.promise;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    await page.getTextContent();
  }
  await task.destroy();
}

const PDFPLUMBER = `
import sys, time, pdfplumber
start = time.perf_counter()
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_tables()
print((time.perf_counter() - start) * 1000)
`;

/**
 * All tables of a file; nothing where there is no pdfplumber.
 * @param {string} path
 */
function withPdfplumber(path) {
  try {
    const python = process.env.PYTHON ?? "python3";
    return Number(execFileSync(python, ["-c", PDFPLUMBER, path], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  } catch {
    return NaN;
  }
}

const docs = "target/formats/docs/";
for (const kind of readdirSync(new URL(docs, root)).filter((name) => name.startsWith("pdf-")).sort()) {
  let [ours, js, python, bytes] = [0, 0, 0, 0];
  for (const name of readdirSync(new URL(docs + kind, root)).sort()) {
    const path = `${docs}${kind}/${name}`;
    const file = read(path);
    bytes += file.length;
    ours += await fastest(() => glue.read(file));
    js += await fastest(() => withPdfJs(file));
    python += withPdfplumber(new URL(path, root).pathname);
  }
  const beside = (/** @type {string} */ name, /** @type {number} */ time) =>
    Number.isNaN(time) ? `${name} is not here` : `${name} ${time.toFixed(0)} ms, ratio ${(time / ours).toFixed(1)}`;
  console.log(
    `${kind}: ${(bytes / 1000).toFixed(0)} KB: fenjie ${ours.toFixed(0)} ms, ${beside("pdf.js", js)}, ${beside("pdfplumber", python)}`,
  );
}
