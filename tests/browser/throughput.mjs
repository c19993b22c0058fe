// @ts-check
// How fast the page's WebAssembly reads notices when the browser has optimised it: `cargo xtask throughput [MB]`. The
// notices of ../shared, or the samples where they are absent, are opened one after the other as `cargo bench` does
// natively under "opened". Only the time inside the worker counts, and of each notice the fastest opening: no other
// program and no compiler of the browser's had a part in that.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { address, launch } from "./chromium.mjs";

const here = (/** @type {string} */ path) => new URL(path, import.meta.url);
const shared = here("../../../shared/notices/");
const folder = existsSync(shared) ? shared : here("../../www/samples/");
const names = readdirSync(folder).sort();
const documents = names.map((name) => readFileSync(new URL(name, folder)).toString("base64"));
const [size = "50"] = process.argv.slice(2);

/**
 * Opens the documents by turns until so many bytes are read; MB/s.
 * @param {{documents: string[], stage: "fenjie" | "whole", least: number}} what
 */
async function measure({ documents, stage, least }) {
  const { Engine, load } = await import(new URL("main.js", location.href).href);
  const engine = new Engine(load, stage);
  await engine.start();
  const files = documents.map((document) => Uint8Array.from(atob(document), (c) => c.charCodeAt(0)));
  let read = 0;
  performance.clearMeasures();
  for (let next = 0; read < least; next++) {
    const bytes = files[next % files.length].slice();
    read += bytes.length;
    const request = { kind: "open", bytes: bytes.buffer, name: "notice.txt", path: "/", anyway: true, encoding: "" };
    const { key } = await engine.ask(request, [bytes.buffer]);
    await engine.ask({ kind: "close", key, path: "/" });
  }
  const opens = performance.getEntriesByName("fenjie:open").map(({ duration }) => duration);
  const fastest = files.map((_, file) => Math.min(...opens.filter((_, at) => at % files.length === file)));
  const bytes = files.reduce((sum, { length }) => sum + length, 0);
  return bytes / 1000 / fastest.reduce((sum, duration) => sum + duration, 0);
}

console.log(`${names.length} notices of ${folder === shared ? "../shared" : "www/samples"}, repeated to ${size} MB:`);
const browser = await launch();
for (const stage of /** @type {const} */ (["fenjie", "whole"])) {
  const page = await browser.newPage();
  await page.goto(address);
  const speed = await page.evaluate(measure, { documents, stage, least: Number(size) * 1e6 });
  console.log(`  ${stage} ${speed.toFixed(1)} MB/s`);
  await page.close();
}
await browser.close();
