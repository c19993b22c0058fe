// How fast the page's reader takes Word and Excel files apart, beside mammoth and SheetJS on the same files in the same
// Node.js: `npm ci --prefix tests/formats && node tests/formats/compare.mjs`, after `cargo xtask test formats` has made the
// files and `cargo xtask build` the reader. What they make differs (a manuscript; HTML; an object of cells), as do
// their aims: the figures say what a reader of the page waits for.
import { readFileSync, readdirSync } from "node:fs";
import { runInThisContext } from "node:vm";
import { gunzipSync } from "node:zlib";
import mammoth from "mammoth";
import xlsx from "xlsx";

const root = new URL("../../", import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, root));

/** How many times each file is read; the fastest counts. */
const TIMES = 15;

const glue = runInThisContext(`(() => { ${read("dist/reader.js")}; return wasm_bindgen; })()`);
glue.initSync({ module: gunzipSync(read("dist/reader_bg.wasm.gz")) });

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

/** @type {[string, string, (bytes: Buffer) => unknown][]} */
const readers = [
  ["docx", "mammoth", (buffer) => mammoth.convertToHtml({ buffer })],
  ["xlsx", "SheetJS", (bytes) => xlsx.read(bytes)],
];
for (const [format, other, theirs] of readers) {
  for (const kind of [format, `${format}-libreoffice`]) {
    const folder = `target/formats/docs/${kind}/`;
    let [ours, others, bytes] = [0, 0, 0];
    for (const name of readdirSync(new URL(folder, root)).sort()) {
      const file = read(folder + name);
      bytes += file.length;
      ours += await fastest(() => glue.read(file));
      others += await fastest(() => theirs(file));
    }
    const figures = `fenjie ${ours.toFixed(1)} ms, ${other} ${others.toFixed(1)} ms, ratio ${(others / ours).toFixed(1)}`;
    console.log(`${kind}: ${(bytes / 1000).toFixed(0)} KB: ${figures}`);
  }
}
