// @ts-check
// What a reader takes away: the menu, a file of each kind, the clipboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./harness.mjs";
import { NOTICE, choose, drop, exported, tasks } from "./page.mjs";

/**
 * The notice open at the two rows of the education bureau.
 * @param {import("node:test").TestContext} test
 * @param {Parameters<typeof open>[1]} [context]
 */
async function opened(test, context = { viewport: { width: 1366, height: 900 } }) {
  const page = await open(test, context);
  await drop(page, { name: "任务.txt", body: NOTICE });
  await tasks(page, 3);
  await page.fill("#q", "区教育局");
  await tasks(page, 2);
  return page;
}

/** @param {import("playwright-core").Page} page @param {string} words */
const told = (page, words) => page.locator("#exported", { hasText: words }).waitFor();

test("the menu works with the keyboard and says what it will contain", async (t) => {
  const page = await opened(t);
  const button = page.locator("#export > summary");
  await button.focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("#export[open]");
  assert.match(await page.locator("#export p").innerText(), /2 项任务，全文共 3 项/);
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement?.getAttribute("data-format"));
  assert.equal(first, "unit-sheets");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#export:not([open])");
  assert.ok(await button.evaluate((button) => button === document.activeElement), "the focus is back");
  assert.equal(await page.inputValue("#q"), "区教育局", "Escape closed the menu alone");
  await button.click();
  await page.waitForSelector("#export[open]");
  await page.locator("#view h1").click();
  await page.waitForSelector("#export:not([open])");
});

test("the view is saved as CSV that a spreadsheet opens", async (t) => {
  const page = await opened(t);
  const { name, bytes } = await exported(page, "csv");
  await told(page, "已导出 2 项");
  assert.match(name, /责任分解的通知\.csv$/);
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const lines = bytes.toString("utf8").slice(1).split("\r\n");
  assert.equal(lines.length, 4, "a header, two rows, and the end of the last line");
  assert.match(lines[1], /"新建小学2所。".*"区教育局".*"区住建局".*"年内开工"/);
});

test("a workbook comes from a worker of its own, as often as it is wanted", async (t) => {
  const page = await opened(t);
  for (let time = 0; time < 2; time++) {
    const { name, bytes } = await exported(page, "unit-sheets");
    await told(page, "已导出 2 项");
    assert.match(name, /\.xlsx$/);
    assert.equal(bytes.subarray(0, 4).toString("latin1"), "PK\u0003\u0004");
    // A part of the archive for each sheet: summary, tasks, units, and one for each of the three units.
    assert.equal(new Set(bytes.toString("latin1").match(/xl\/worksheets\/sheet\d+\.xml/g)).size, 6);
  }
  await tasks(page, 2);
});

test("text formats hold the rows that are shown, and JSON the whole notice", async (t) => {
  const page = await opened(t);
  const markdown = await exported(page, "markdown");
  assert.match(markdown.name, /\.md$/);
  assert.equal(markdown.bytes.toString().split("\n").filter((line) => line.startsWith("|")).length, 4);
  const json = await exported(page, "json");
  await told(page, "已导出 3 项");
  assert.equal(JSON.parse(json.bytes.toString()).tasks.length, 3);
  const lines = (await exported(page, "tasks")).bytes.toString().trim().split("\n");
  assert.deepEqual(lines.map((line) => JSON.parse(line).task.text), ["新建小学2所。", "招聘教师120名。"]);
  const report = await exported(page, "report");
  assert.match(report.name, /\.html$/);
  assert.match(report.bytes.toString(), /^<!DOCTYPE html>.*区教育局/s);
});

test("the table is copied, also where the browser has no clipboard for pages", async (t) => {
  const page = await opened(t, { permissions: ["clipboard-read", "clipboard-write"] });
  const pasted = () => page.evaluate(() => navigator.clipboard.readText());
  await choose(page, "copy");
  await told(page, "已复制 2 项");
  const [head, first] = (await pasted()).split("\n").map((line) => line.split("\t"));
  assert.equal(first[head.indexOf("任务")], "新建小学2所。");
  await page.fill("#q", "公路");
  await tasks(page, 1);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("not here"));
  });
  await choose(page, "copy");
  await told(page, "已复制 1 项");
  assert.match(await pasted(), /改造公路36公里。/);
});

test("without the part that writes workbooks the page says so and goes on", async (t) => {
  // The browser itself reports the file that is not found.
  const page = await opened(t, { errors: true });
  await page.route("**/sheets_bg.wasm.gz", (route) => route.fulfill({ status: 404 }));
  await choose(page, "unit-sheets");
  await page.waitForSelector("#view .message");
  await page.locator("#view .message a.primary").click();
  await tasks(page, 2);
});

test("the menu fits a phone and is in the reader's language", async (t) => {
  const page = await opened(t, { viewport: { width: 360, height: 740 }, hasTouch: true, locale: "en" });
  await page.locator("#export > summary").tap();
  const menu = page.locator("#export > .menu-body");
  await menu.waitFor();
  const box = await menu.boundingBox();
  assert.ok(box && box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
  assert.match(await menu.innerText(), /2 of 3 tasks[\s\S]*a sheet for each unit/);
  const download = page.waitForEvent("download");
  await page.locator("#export [data-format=csv]").tap();
  assert.match((await download).suggestedFilename(), /\.csv$/);
  await told(page, "Exported 2 tasks");
});
