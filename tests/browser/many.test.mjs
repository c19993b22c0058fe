// @ts-check
// Many notices at a time: the library, from a folder, an archive or many files.
import assert from "node:assert/strict";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { archive } from "./archive.mjs";
import { open } from "./harness.mjs";
import { FILES, filled, waiting } from "./library.mjs";
import { NOTICE, OTHER, VARIED, drop, exported, instead, parameter } from "./page.mjs";

/** @typedef {import("playwright-core").Page} Page */

/**
 * Waits for words in an element.
 * @param {Page} page
 * @param {string} selector
 * @param {string | RegExp} words
 */
const shows = (page, selector, words) => page.locator(selector, { hasText: words }).first().waitFor();

/**
 * Drops an archive.
 * @param {Page} page
 * @param {string} name
 * @param {Buffer} bytes
 */
const dropArchive = (page, name, bytes) => drop(page, { name, body: [...bytes] });

test("an archive fills the library, which is searched and filtered", async (t) => {
  const page = await open(t, { viewport: { width: 1600, height: 900 } });
  await page.waitForSelector(".home");
  await dropArchive(page, "a.zip", archive(FILES, { deflate: true }));
  await filled(page, 39);
  await shows(page, ".counted", /39 份通知，共 .* 项任务$/);
  // A filter, with its count.
  const box = page.locator("#choices-unit li").first();
  const count = await box.locator(".count").innerText();
  await box.locator("input").check();
  await shows(page, ".chip", "单位");
  await shows(page, ".counted", new RegExp(`份通知，${count.split(" ").at(-1)} 项任务（全库共`));
  await page.click("#clear-all");
  await shows(page, ".counted", /39 份通知，/);
  // A search, in the link: back goes to where it was.
  await page.fill("#q", "云川 第3批");
  await shows(page, ".chip", "云川 第3批");
  // A list too long to be shown is searched.
  await page.click("#clear-all");
  await shows(page, ".counted", /39 份通知，/);
  await page.fill("#find-unit", "水利");
  await page.waitForFunction(() => [...document.querySelectorAll("#choices-unit .name")].every((name) => name.textContent?.includes("水利")));
  // The notices.
  await page.click("#tab-notices");
  await page.locator("table.notices").waitFor();
  assert.equal(await page.locator("table.notices tbody tr").count(), 39);
});

test("a row leads to its notice, and back", async (t) => {
  const page = await open(t, { viewport: { width: 1600, height: 900 } });
  await page.waitForSelector(".home");
  await dropArchive(page, "a.zip", archive(FILES));
  await filled(page, 39);
  await page.fill("#q", "第5批");
  await shows(page, ".chip", "第5批");
  const words = await page.locator("table.of-library td.task").nth(1).innerText();
  await page.locator("table.of-library a.row").nth(1).click();
  await page.locator("tr.chosen-task").waitFor();
  const chosen = await page.locator("tr.chosen-task td.task").innerText();
  assert.ok(words.endsWith(chosen), `${words} ends in ${chosen}`);
  await page.goBack();
  await shows(page, ".chip", "第5批");
  assert.equal(await page.locator(".documents li").count(), 1);
});

for (const [where, viewport] of /** @type {const} */ ([["a desk", { width: 1600, height: 700 }], ["a phone", { width: 360, height: 640 }]])) {
  test(`who comes back from a notice stands where they left the library, on ${where}`, async (t) => {
    const page = await open(t, { viewport });
    await page.waitForSelector(".home");
    await dropArchive(page, "a.zip", archive(FILES));
    await filled(page, 39);
    await page.waitForFunction(() => !document.querySelector("#table[aria-busy]"));
    const link = page.locator("table.of-library a.row").last();
    const href = await link.getAttribute("href");
    await link.click();
    await page.locator("tr.chosen-task").waitFor();
    await page.goBack();
    await page.waitForFunction((href) => document.activeElement?.getAttribute("href") === href, href);
    const box = await page.locator("table.of-library a.row").last().boundingBox();
    assert.ok(box && box.y > 0 && box.y + box.height <= viewport.height, JSON.stringify(box));
  });
}

test("a filter leaves what is folded and scrolled in the other lists as it was", async (t) => {
  const page = await open(t, { viewport: { width: 1600, height: 900 } });
  await page.waitForSelector(".home");
  await dropArchive(page, "a.zip", archive(FILES));
  await filled(page, 39);
  await page.click("#facet-check summary");
  await page.waitForFunction(() => document.querySelector("#facet-check details:not([open])"));
  await page.locator("#choices-leader").evaluate((list) => list.scrollTo(0, 60));
  const box = page.locator("#choices-unit li").nth(3);
  const name = await box.locator(".name").innerText();
  await box.locator("input").click();
  await shows(page, ".chip", name);
  assert.equal(await page.locator("#facet-check details").getAttribute("open"), null);
  assert.equal(await page.locator("#choices-leader").evaluate((list) => list.scrollTop), 60);
  // What is chosen stands first, and alone is ticked.
  assert.equal(await page.locator("#choices-unit li .name").first().innerText(), name);
  assert.deepEqual(await page.locator("#choices-unit input").evaluateAll((boxes) => boxes.map((box) => /** @type {HTMLInputElement} */ (box).checked).flatMap((on, at) => (on ? [at] : []))), [0]);
  assert.equal(await page.evaluate(() => /** @type {HTMLInputElement} */ (document.activeElement).value), name, "the focus is on it");
  await page.goBack();
  await page.waitForFunction(() => !document.querySelector(".chip"));
  assert.equal(await page.locator("#choices-unit input:checked").count(), 0);
});

test("files that are no notices are listed, and the rest goes on", async (t) => {
  const page = await open(t);
  await page.waitForSelector(".home");
  const gbk = Buffer.concat([Buffer.from([0xcf, 0xd8, 0xbc, 0xb6]), Buffer.from(".txt")]);
  await dropArchive(
    page,
    "a.zip",
    archive(
      [
        { name: gbk, body: NOTICE },
        { name: "同.txt", body: NOTICE },
        { name: "空.txt", body: "" },
        { name: "__MACOSX/._a.txt", body: "x" },
        { name: "内.zip", body: archive(FILES.slice(0, 2)) },
        { name: "炸.txt", body: "0".repeat(4_000_000) },
        { name: "b.txt", body: OTHER },
      ],
      { deflate: true },
    ),
  );
  await filled(page, 2);
  await shows(page, ".failures summary", "5 个文件没有收入");
  await page.click(".failures summary");
  for (const line of [/同.txt.*县级\.txt.*内容相同/, /空.txt.*空的/, /_a.txt.*跳过/, /内.zip.*压缩包/, /炸.txt.*压缩比异常/]) {
    await shows(page, ".failures li", line);
  }
  // An archive that is none, beside it.
  await dropArchive(page, "坏.zip", archive(FILES.slice(0, 3)).subarray(0, 900));
  await shows(page, ".failures summary", "6 个文件没有收入");
  await shows(page, ".failures li", /坏.zip.*已损坏/);
});

test("folders are dropped or chosen, with all that is in them", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "fenjie-"));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "云川/二〇二六"), { recursive: true });
  await writeFile(join(folder, "云川/a.txt"), NOTICE);
  await writeFile(join(folder, "云川/二〇二六/b.txt"), OTHER);
  const page = await open(t);
  await page.waitForSelector(".home");
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [join(folder, "云川")], dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (["dragEnter", "dragOver", "drop"])) {
    await devtools.send("Input.dispatchDragEvent", { type, x: 200, y: 200, data });
  }
  await filled(page, 2);
  await page.click("#tab-notices");
  await shows(page, "table.notices", "云川/二〇二六/b.txt");
  // The same folder again: nothing is in the library twice.
  const chooser = page.waitForEvent("filechooser");
  await page.click('[data-many="folder"]');
  await (await chooser).setFiles(join(folder, "云川"));
  await shows(page, ".failures summary", "2 个文件没有收入");
  await filled(page, 2);
});

test("many files go to the library, a few are opened", async (t) => {
  const page = await open(t);
  await page.waitForSelector(".home");
  await drop(page, { name: "a.txt", body: NOTICE }, { name: "b.txt", body: OTHER });
  await page.waitForFunction(() => document.querySelectorAll(".documents li").length === 2);
  await drop(page, ...FILES.slice(0, 12));
  await filled(page, 12);
  // Those that were open are still.
  assert.equal(await page.locator(".documents li").count(), 2);
});

/**
 * Opens the site with a worker that fails at each file for the library whose name has these words.
 * @param {import("node:test").TestContext} t
 * @param {string} failure what happens then
 */
async function withFailing(t, failure) {
  const page = await open(t, { errors: true });
  await instead(page, `request.kind === "shelve" && request.name.includes("bad")`, failure);
  await page.reload();
  await page.waitForSelector(".home");
  return page;
}

test("a file at which the engine fails is listed, and the others are there", async (t) => {
  const page = await withFailing(t, `scope.postMessage({ id, panic: "index out of bounds" });`);
  await drop(page, { name: "open.txt", body: NOTICE });
  await page.waitForSelector("table.tasks td.task");
  const files = [...FILES.slice(0, 9), { name: "bad.txt", body: OTHER }, ...FILES.slice(9, 20)];
  await drop(page, ...files);
  await filled(page, 20);
  await page.click(".failures summary");
  await shows(page, ".failures li", /bad.txt.*出错/);
  assert.equal(await page.locator(".documents li").count(), 1);
});

test("a file that takes too long can be left out", async (t) => {
  const page = await withFailing(t, `console.log("bad"); for (;;) {}`);
  const reached = page.waitForEvent("console", (message) => message.text() === "bad");
  await drop(page, ...FILES.slice(0, 9), { name: "bad.txt", body: OTHER }, ...FILES.slice(9, 12));
  // Stopped earlier, it would stop before it.
  await reached;
  await page.click("#many-stop");
  // What was read before is read again, and the rest when the reader says so.
  await shows(page, ".import", "还有 3 个文件没有处理");
  await page.click("#many-go-on");
  await filled(page, 12);
  await page.click(".failures summary");
  await shows(page, ".failures li", /bad.txt.*停止/);
});

test("reading is stopped and goes on", async (t) => {
  const page = await open(t);
  const waitAt = await waiting(page, "/5.txt");
  await page.reload();
  await page.waitForSelector(".home");
  const stop = await waitAt(...FILES.slice(0, 20));
  await stop();
  await page.locator("#many-go-on").waitFor();
  await shows(page, ".import", /还有 \d+ 个文件没有处理/);
  await page.click("#many-go-on");
  await filled(page, 20);
});

test("the library is kept only when asked, and forgotten when asked", async (t) => {
  const page = await open(t);
  await page.waitForSelector(".home");
  await dropArchive(page, "a.zip", archive(FILES.slice(0, 10)));
  await filled(page, 10);
  await page.reload();
  await page.locator(".library-start").waitFor();
  await dropArchive(page, "a.zip", archive(FILES.slice(0, 10)));
  await filled(page, 10);
  await page.click("#many-keep");
  await shows(page, ".kept", "1 / 1 个文件");
  await drop(page, { name: "b.txt", body: NOTICE });
  await filled(page, 11);
  await shows(page, ".kept", "2 / 2 个文件");
  await page.reload();
  await filled(page, 11);
  await shows(page, ".kept", "2 / 2 个文件");
  page.once("dialog", (dialog) => dialog.accept());
  await page.click("#many-forget");
  await page.locator(".library-start").waitFor();
  await page.reload();
  await page.locator(".library-start").waitFor();
  const databases = await page.evaluate(async () => (await indexedDB.databases()).length);
  assert.equal(databases, 0);
});

test("storage that runs out is said", async (t) => {
  const page = await open(t);
  await page.waitForSelector(".home");
  await drop(page, ...FILES.slice(0, 9));
  await filled(page, 9);
  await page.evaluate(() => {
    const add = IDBObjectStore.prototype.add;
    let left = 4;
    IDBObjectStore.prototype.add = function (...given) {
      if (left-- <= 0) throw new DOMException("full", "QuotaExceededError");
      return add.apply(this, given);
    };
  });
  await page.click("#many-keep");
  await shows(page, ".kept", "4 / 9 个文件");
  await shows(page, ".kept .warning", "存储空间不够");
});

test("what the library shows is exported", async (t) => {
  const page = await open(t);
  await page.waitForSelector(".home");
  await dropArchive(page, "a.zip", archive(FILES.slice(0, 3)));
  await filled(page, 3);
  const told = (/** @type {string} */ words) => page.locator("#exported", { hasText: words }).waitFor();
  await page.fill("#q", "第1批");
  await shows(page, ".chip", "第1批");
  await shows(page, ".counted", "1 份通知，12 项任务");
  const csv = await exported(page, "csv");
  await told("已导出 12 项");
  assert.equal(csv.name, "文件库.csv");
  assert.equal(csv.bytes.toString("utf8").split("\r\n").length, 14, "a header, the rows, and the end of the last line");
  const workbook = await exported(page, "xlsx");
  await told("已导出 12 项");
  assert.equal(workbook.name, "文件库.xlsx");
  assert.equal(workbook.bytes.subarray(0, 2).toString(), "PK");
  const lines = await exported(page, "tasks");
  await told("已导出 12 项");
  assert.match(JSON.parse(lines.bytes.toString("utf8").split("\n")[0]).title, /第1批/);
});

test("deadlines, targets, headings and several units filter all notices", async (t) => {
  const page = await open(t, { viewport: { width: 1600, height: 900 }, path: "#/library" });
  await page.locator(".library-start").waitFor();
  await drop(page, { name: "任务.txt", body: VARIED }, { name: "其他.txt", body: NOTICE });
  await filled(page, 2);
  await shows(page, ".counted", "2 份通知，共 9 项任务");
  await page.check("#due-2026-2");
  await shows(page, ".counted", /^1 份通知，2 项任务/);
  await page.check("#due-none");
  await shows(page, ".counted", /^2 份通知，6 项任务/);
  await page.check("#target-yes");
  await shows(page, ".chip", "有量化目标");
  assert.deepEqual([parameter(page, "due"), parameter(page, "target")], [["2026-2", "none"], ["yes"]]);
  await page.click("#clear-all");
  await shows(page, ".counted", "共 9 项任务");
  // 一、教育 of both notices.
  await page.locator("#choices-heading li", { hasText: "教育" }).locator("input").click();
  await shows(page, ".counted", /^2 份通知，5 项任务/);
  // Clicked, not "checked": what is chosen moves to the head of its list, and its box is another's then.
  for (const unit of ["区教育局", "区财政局"]) {
    await page.locator("#choices-unit li", { hasText: unit }).locator("input").click();
    await shows(page, ".chip", unit);
  }
  await page.locator("#all-units").click();
  await shows(page, ".counted", /^1 份通知，2 项任务/);
  await page.goBack();
  await shows(page, ".counted", /^2 份通知，5 项任务/);
});

test("a notice opened from the library has the corrections that the browser keeps", async (t) => {
  const page = await open(t, { viewport: { width: 1600, height: 900 }, path: "#/library" });
  const units = page.locator("tr[data-task]").first().locator("td.units");
  const opened = async () => {
    await drop(page, { name: "云川/任务.txt", body: NOTICE }, ...FILES.slice(0, 2));
    await filled(page, 3);
    await page.fill("#q", "新建小学");
    await shows(page, ".chip", "新建小学");
    await page.locator("table.of-library a.row").click();
    await page.locator("tr.chosen-task").waitFor();
  };
  await page.locator(".library-start").waitFor();
  await opened();
  await page.click("#correct");
  await page.fill("#edit-more-units", "区审计局");
  await page.getByRole("button", { name: "保存" }).click();
  await units.filter({ hasText: "区审计局" }).waitFor();
  // The library has them too, in its rows, its filters and its list.
  await page.evaluate(() => (location.hash = "/library?unit=区审计局"));
  await shows(page, "table.of-library td.units", "区审计局");
  await page.click("#tab-notices");
  await shows(page, "table.notices .reworked", "更正 1 行");
  await page.evaluate(() => (location.hash = "/library/notices?lang=en"));
  await shows(page, "table.notices .reworked", "1 row corrected");
  assert.equal(await page.locator("table.notices .reworked").count(), 1);
  // Another visit: the library is filled anew.
  await page.goto("about:blank");
  await page.goBack();
  await page.evaluate(() => (location.hash = "/library"));
  await page.locator(".library-start").waitFor();
  await opened();
  await units.filter({ hasText: "区审计局" }).waitFor();
  // Taken back, the mark goes.
  await page.goBack();
  await shows(page, "table.of-library .reworked", "更正 1 行");
  await page.goForward();
  await page.locator("#undo, #see-corrections").first().waitFor();
  await page.click("#see-corrections");
  await page.getByRole("button", { name: "恢复识别结果" }).first().click();
  await page.waitForFunction(() => Object.keys(localStorage).every((key) => !key.startsWith("fenjie-corrections-")));
  await page.evaluate(() => (location.hash = "/library/notices"));
  await page.locator("table.notices").waitFor();
  await page.waitForFunction(() => !document.querySelector(".reworked"));
});
