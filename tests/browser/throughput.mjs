// @ts-check
// How fast the page's WebAssembly reads notices when the browser has optimised it: `cargo xtask throughput [MB]`. The
// notices of ../shared, or the samples where they are absent, are opened one after the other as `cargo bench` does
// natively under "opened"; only the time inside the worker counts.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { address, launch } from "./chromium.mjs";

const here = (/** @type {string} */ path) => new URL(path, import.meta.url);
const shared = here("../../../shared/notices/");
const folder = existsSync(shared) ? shared : here("../../www/samples/");
const names = readdirSync(folder).sort();
const documents = names.map((name) => readFileSync(new URL(name, folder)).toString("base64"));
const [size = "50"] = process.argv.slice(2);

/**
 * Opens the documents until so many bytes are read; MB/s.
 * @param {{documents: string[], stage: "fenjie" | "whole", least: number}} what
 */
async function measure({ documents, stage, least }) {
  const { Engine } = await import(new URL("engine.js", location.href).href);
  const engine = new Engine();
  await engine.start(stage);
  const files = documents.map((document) => Uint8Array.from(atob(document), (c) => c.charCodeAt(0)));
  let read = 0;
  performance.clearMeasures();
  for (let next = 0; read < least; next++) {
    const bytes = files[next % files.length].slice();
    read += bytes.length;
    const request = { kind: "open", bytes: bytes.buffer, name: "notice.txt", path: "/", anyway: true };
    const { key } = await engine.ask(request, [bytes.buffer]);
    await engine.ask({ kind: "close", key, path: "/" });
  }
  const opens = performance.getEntriesByName("fenjie:open");
  return read / 1000 / opens.reduce((sum, { duration }) => sum + duration, 0);
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
