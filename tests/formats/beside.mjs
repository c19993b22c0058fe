// What the comparisons share: the page's readers as Node.js runs them, and other readers on the same files in the same run.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { runInThisContext } from "node:vm";
import { gunzipSync } from "node:zlib";

const root = new URL("../../", import.meta.url);
const docs = "target/formats/docs/";

const read = (/** @type {string} */ path) => readFileSync(new URL(path, root));

/**
 * A reader of the page, by the stem of its files.
 * @param {string} stem
 * @returns {{read(bytes: Uint8Array): Uint8Array}}
 */
export function glue(stem) {
  const made = runInThisContext(`(() => { ${read(`dist/${stem}.js`)}; return wasm_bindgen; })()`);
  made.initSync({ module: gunzipSync(read(`dist/${stem}_bg.wasm.gz`)) });
  return made;
}

/** The kinds of documents that `cargo xtask test formats` has made. */
export const kinds = () => readdirSync(new URL(docs, root)).sort();

/**
 * The fastest of several runs, in milliseconds.
 * @param {() => unknown} run
 * @param {number} times
 */
async function fastest(run, times) {
  let least = Infinity;
  for (let time = 0; time < times; time++) {
    const start = performance.now();
    await run();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

/**
 * What a Python script prints of a file: milliseconds that it measured, or not a number where it fails. PYTHON names the Python.
 * @param {string} script
 * @param {string} path
 */
export function inPython(script, path) {
  try {
    const python = process.env.PYTHON ?? "python3";
    return Number(execFileSync(python, ["-c", script, path], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  } catch {
    return NaN;
  }
}

/**
 * A reader beside ours: its name, and what it does with a file, or the milliseconds that it took by its own measure, once.
 * @typedef {{name: string, run?: (bytes: Buffer) => unknown, measured?: (path: string) => number}} Other
 */

/**
 * Reads all documents of a kind with ours and with the others, and says how long that took.
 * @param {string} kind
 * @param {{read(bytes: Uint8Array): Uint8Array}} ours
 * @param {Other[]} others
 * @param {number} times how often each reads each file; the fastest counts
 */
export async function compare(kind, ours, others, times) {
  let [own, size] = [0, 0];
  const theirs = others.map(() => 0);
  for (const name of readdirSync(new URL(docs + kind, root)).sort()) {
    const path = `${docs}${kind}/${name}`;
    const file = read(path);
    size += file.length;
    own += await fastest(() => ours.read(file), times);
    for (const [at, { run, measured }] of others.entries()) {
      theirs[at] += measured ? measured(new URL(path, root).pathname) : await fastest(() => run?.(file), times);
    }
  }
  const beside = others.map(({ name }, at) =>
    Number.isNaN(theirs[at])
      ? `${name} is not here or fails`
      : `${name} ${theirs[at].toFixed(1)} ms, ratio ${(theirs[at] / own).toFixed(1)}`,
  );
  console.log(`${kind}: ${(size / 1000).toFixed(0)} KB: fenjie ${own.toFixed(1)} ms, ${beside.join(", ")}`);
}
