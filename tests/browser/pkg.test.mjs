// @ts-check
// The npm package, in Node.js and in the browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { decode, parse } from "../../pkg/node.js";
import { launch } from "./chromium.mjs";

const folder = fileURLToPath(new URL("../../pkg", import.meta.url));

/** 〔GB 18030〕 责任单位：市教育局 and a line end */
const GB18030 = [
  0xd4, 0xf0, 0xc8, 0xce, 0xb5, 0xa5, 0xce, 0xbb, 0xa3, 0xba, 0xca, 0xd0, 0xbd, 0xcc, 0xd3, 0xfd, 0xbe, 0xd6, 0x0a,
];

test("the README's example prints what the README says", (t) => {
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const [, code, output] = /```js\n(.*?)```.*?```text\n(.*?)```/s.exec(readme) ?? assert.fail("no example");
  const project = mkdtempSync(join(tmpdir(), "fenjie-"));
  t.after(() => rmSync(project, { recursive: true }));
  mkdirSync(join(project, "node_modules"));
  symlinkSync(folder, join(project, "node_modules", "fenjie"), "junction");
  writeFileSync(join(project, "example.mjs"), code);
  assert.equal(execFileSync(process.execPath, ["example.mjs"], { cwd: project, encoding: "utf8" }), output);
});

test("places count UTF-16 code units of the decoded text", () => {
  const bytes = new TextEncoder().encode("一、治水\n1.疏浚𠮷水河道3公里。（责任单位：𠮷水镇政府）\n");
  const [task] = parse(bytes, "notice.txt").tasks;
  const words = task.units[0].spans.map(([start, end]) => decode(bytes).slice(start, end));
  assert.deepEqual(words, ["𠮷水镇政府"]);
});

test("what a notice does not say is null, [] or {}, and never missing", () => {
  const notice = parse(new Uint8Array(), "");
  assert.equal(notice.schema, "fenjie.notice/1");
  assert.deepEqual(notice.tasks, []);
  assert.equal(notice.header.index_number, null);
});

test("GB 18030 is decoded by the host", () => {
  assert.equal(decode(new Uint8Array(GB18030)), "责任单位：市教育局\n");
  assert.equal(parse(new Uint8Array(GB18030), "notice.txt").source.encoding, "gb18030");
});

test("the browser's entry gives what Node's gives", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(new URL("package.json", process.env.FENJIE_PKG_URL).href);
  const found = await page.evaluate(async (bytes) => {
    /** @type {typeof import("../../pkg/index.js")} */
    const { decode, parse } = await import(new URL("web.js", location.href).href);
    return [decode(new Uint8Array(bytes)), parse(new Uint8Array(bytes), "notice.txt")];
  }, GB18030);
  assert.deepEqual(found, [decode(new Uint8Array(GB18030)), parse(new Uint8Array(GB18030), "notice.txt")]);
});
