// @ts-check
// Notices that mean harm, and a worker that fails. That no request leaves the site is checked by the harness.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { open } from "./harness.mjs";
import { NOTICE, OTHER, choose, drop, exported, instead, tasks } from "./page.mjs";

/** Markup, addresses, formulas and control characters in every place that a notice has. */
const HOSTILE = `关于印发<img src=https://elsewhere.invalid/t.png onerror=alert(1)>的通知

各镇<script>fetch("https://elsewhere.invalid/")</script>人民政府：

<style>@import url(https://elsewhere.invalid/s.css);</style>

附件

任务分解

一、<iframe src="https://elsewhere.invalid/"></iframe>教育

序号\t重点工作\t责任单位\t备注
1\t<svg onload=alert(2)>"><b>新建</b>小学\u00002\u0007所\u202e。\t*区教育局"onclick="alert(3)、区住建局\t=cmd|'/c calc'!A1
2\t<a href="javascript:alert(4)">招聘</a>教师。\t区人社局\t＝HYPERLINK("https://elsewhere.invalid/")
3\t{{constructor.constructor('alert(5)')()}}改造公路。\t区交通局\t +1+1
`;

test("a hostile notice is nothing but words", async (t) => {
  const page = await open(t, { viewport: { width: 1600, height: 900 } });
  /** @type {string[]} */
  const dialogs = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    dialog.dismiss();
  });
  const name = '<img src=x onerror="alert(6)">.txt';
  await drop(page, { name, body: HOSTILE });
  await tasks(page, 3);
  await page.locator("button[data-row]").first().click();
  await page.waitForSelector("#detail .full");
  await page.locator("details.more > summary").click();
  for (const tag of ["script", "img", "iframe", "style", "b"]) {
    assert.equal(await page.locator(`#view ${tag}:not(.figures b):not(.severity)`).count(), 0, tag);
  }
  assert.equal(await page.locator("[onclick], [onload], [onerror]").count(), 0);
  assert.equal(await page.locator('a[href^="javascript:"]').count(), 0);
  const cell = await page.locator("td.task").first().innerText();
  assert.match(cell, /<svg onload=alert\(2\)>"><b>新建<\/b>小学␀2␇所/);
  await page.click("#tab-checks");
  await page.waitForTimeout(300);
  assert.deepEqual(dialogs, []);
});

test("no cell of a hostile notice runs in a spreadsheet", async (t) => {
  const page = await open(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await drop(page, { name: "a.txt", body: HOSTILE });
  await tasks(page, 3);
  const { name, bytes } = await exported(page, "csv");
  assert.doesNotMatch(name, /[<>:"/\\|?*]/);
  const csv = bytes.toString();
  assert.match(csv, /"'=cmd\|/);
  assert.match(csv, /"'＝HYPERLINK/);
  assert.match(csv, /"' ?\+1\+1"/);
  assert.doesNotMatch(csv, /"[\s\u3000]*[=＝+＋@＠-]/);
  await choose(page, "copy");
  await page.locator("#exported", { hasText: "已复制 3 项" }).waitFor();
  const pasted = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(pasted, /\t'=cmd\|/);
  assert.doesNotMatch(pasted, /(^|[\t\n])[\s\u3000]*[=＝+＋@＠-]/);
});

test("a report on a hostile notice asks for nothing and runs nothing", async (t) => {
  const page = await open(t);
  await drop(page, { name: "a.txt", body: HOSTILE });
  await tasks(page, 3);
  const folder = await mkdtemp(join(tmpdir(), "fenjie-report-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "report.html");
  await writeFile(file, (await exported(page, "report")).bytes);
  const report = await page.context().browser()?.newPage();
  assert.ok(report);
  t.after(() => report.close());
  /** @type {string[]} */
  const events = [];
  report.on("request", (request) => events.push(request.url()));
  report.on("console", (message) => events.push(message.text()));
  report.on("pageerror", (error) => events.push(String(error)));
  report.on("dialog", (dialog) => {
    events.push(dialog.message());
    dialog.dismiss();
  });
  const address = pathToFileURL(file).href;
  await report.goto(address, { waitUntil: "networkidle" });
  assert.deepEqual(events, [address]);
  assert.equal(await report.locator("script, img, iframe, svg, [onclick], [onerror]").count(), 0);
  assert.match(await report.locator("td.task").first().innerText(), /<svg onload=alert\(2\)>"><b>新建<\/b>小学/);
  // Its own links and its style work under its own policy.
  await report.locator("table a[href^='#']").first().click();
  assert.equal(await report.locator("tr:target").count(), 1);
  const border = await report.locator("td").first().evaluate((cell) => getComputedStyle(cell).borderTopWidth);
  assert.equal(border, "1px");
});

test("a link full of markup is nothing but words", async (t) => {
  const page = await open(t, { path: "#/message/crashed?name=<img src=x onerror=alert(1)>&detail=<script>alert(2)</script>" });
  await page.waitForSelector("#view .message");
  assert.equal(await page.locator("#view img, #view script").count(), 0);
});

/**
 * Opens the site with a worker that fails when it opens a file of this name, as a panic of the parser would.
 * @param {import("node:test").TestContext} t
 * @param {string} failure what happens then
 */
async function withFailing(t, failure) {
  const page = await open(t, { errors: true });
  await instead(page, `request.kind === "open" && request.name === "bad.txt"`, failure);
  await page.reload();
  await page.waitForSelector(".home");
  return page;
}

test("after a panic the page starts anew with the other notices", async (t) => {
  const page = await withFailing(t, `scope.postMessage({ id, panic: "src/x.rs:1: <b>index</b> out of bounds" });`);
  await drop(page, { name: "good.txt", body: NOTICE });
  await tasks(page, 3);
  await drop(page, { name: "bad.txt", body: OTHER });
  await page.locator("#view .message h1", { hasText: "出错" }).waitFor();
  assert.match(await page.locator("#view .message").innerText(), /bad\.txt/);
  await page.click("#view .message summary");
  assert.match(await page.locator("#view .message pre").innerText(), /<b>index<\/b> out of bounds/);
  // The other notice is there, and works.
  await page.click(".documents li:first-child a");
  await tasks(page, 3);
  await page.getByRole("checkbox", { name: "区交通局" }).check();
  await tasks(page, 1);
});

test("the file at which it failed is opened again on request", async (t) => {
  const page = await withFailing(t, `scope.postMessage({ id, panic: "index out of bounds" });`);
  await drop(page, { name: "bad.txt", body: OTHER });
  await page.locator("#view .message h1", { hasText: "出错" }).waitFor();
  assert.equal(await page.locator(".documents li").count(), 0);
  await page.click("[data-again]");
  await page.locator("#view .message h1", { hasText: "出错" }).waitFor();
  await drop(page, { name: "good.txt", body: NOTICE });
  await tasks(page, 3);
});

test("work that takes too long can be stopped", async (t) => {
  const page = await withFailing(t, `for (;;) {}`);
  await drop(page, { name: "good.txt", body: NOTICE });
  await tasks(page, 3);
  await drop(page, { name: "bad.txt", body: OTHER });
  await page.locator("[data-cancel]").click({ timeout: 8000 });
  await page.locator("#view .message h1", { hasText: "已停止" }).waitFor();
  await page.click(".documents li:first-child a");
  await tasks(page, 3);
});

test("a site that is not complete says that it did not start", async (t) => {
  const page = await open(t, { errors: true });
  await page.route("**/fenjie_bg.wasm.lzma.bin", (route) => route.fulfill({ status: 404, body: "" }));
  await page.reload();
  await page.locator("#failed h1").waitFor();
  assert.match(await page.locator("#failed-detail").innerText(), /404/);
});

test("a link that is followed while the page starts is shown", async (t) => {
  const page = await open(t);
  /** @type {() => void} */
  let letGo = () => {};
  const gate = new Promise((resolve) => (letGo = () => resolve(null)));
  await page.route("**/fenjie_bg.wasm.lzma.bin", async (route) => {
    await gate;
    await route.continue();
  });
  const asked = page.waitForRequest("**/fenjie_bg.wasm.lzma.bin");
  await page.reload();
  await asked;
  await page.evaluate(() => (location.hash = "/nowhere"));
  letGo();
  await page.waitForSelector("main.message");
  assert.equal(await page.evaluate(() => location.hash), "#/nowhere");
});
