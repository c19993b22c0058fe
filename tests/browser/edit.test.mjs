// @ts-check
// A reader's own work on a notice: correcting and checking rows, keeping that, and taking it elsewhere.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { open } from "./harness.mjs";
import { NOTICE, OTHER, drop, tasks } from "./page.mjs";

const FILE = { name: "任务.txt", body: NOTICE };

/** @typedef {import("playwright-core").Page} Page */

/**
 * Opens the notice and the details of a row.
 * @param {import("node:test").TestContext} test
 * @param {import("./harness.mjs").ContextOptions} [context]
 */
async function opened(test, context = { viewport: { width: 1600, height: 900 } }) {
  const page = await open(test, context);
  await drop(page, FILE);
  await tasks(page, 3);
  return page;
}

/**
 * Opens the details of a row.
 * @param {Page} page
 * @param {number} row counted from 0
 */
async function choose(page, row) {
  await page.locator("tr[data-task] button.row").nth(row).click();
  await page.locator("tr[data-task]").nth(row).and(page.locator(".chosen-task")).waitFor();
  await page.waitForSelector("#detail #correct");
}

/**
 * Waits until the units of a row read so.
 * @param {Page} page
 * @param {number} row
 * @param {RegExp} words
 */
async function cell(page, row, words, column = "units") {
  const cell = page.locator("tr[data-task]").nth(row).locator(`td.${column}`);
  await cell.filter({ hasText: words }).waitFor();
}

/**
 * Opens the form of a row.
 * @param {Page} page
 * @param {number} row
 */
async function form(page, row) {
  await choose(page, row);
  await page.click("#correct");
  await page.waitForSelector("#edit form");
}

test("a clerk sets a unit's role, and facets, undo, redo and the list follow", async (t) => {
  const page = await opened(t);
  await form(page, 2);
  assert.ok(await page.locator("#edit-text").evaluate((box) => box === document.activeElement), "the form has the focus");
  await page.getByLabel("角色 1").selectOption("lead");
  await page.fill("#edit-more-units", "区财政局、区审计局");
  await page.selectOption("#edit-more-role", "support");
  await page.fill("#edit-deadline", "10月底前");
  await page.getByRole("button", { name: "保存" }).click();
  await cell(page, 2, /牵头\s*区交通局.*配合\s*区财政局、区审计局/s);
  await cell(page, 2, /10月底前/, "deadline");
  assert.match((await page.locator("tr[data-task]").nth(2).locator("td.units").getAttribute("title")) ?? "", /识别为：区交通局/);
  await page.getByRole("checkbox", { name: "区财政局" }).check();
  assert.deepEqual(await tasks(page, 1), ["改造公路36公里。"]);
  await page.getByRole("checkbox", { name: "区财政局" }).uncheck();
  await tasks(page, 3);
  await page.locator("#middle").focus();
  await page.keyboard.press("Control+z");
  await cell(page, 2, /^\s*区交通局\s*$/);
  await page.waitForSelector("#undo[disabled]");
  await page.locator("#middle").focus();
  await page.keyboard.press("Control+Shift+Z");
  await cell(page, 2, /区审计局/);
  await page.click("#see-corrections");
  await page.waitForSelector("#corrections .change");
  assert.match(await page.locator("#corrections").innerText(), /完成时限\s*（空）\s*→\s*10月底前/);
  await page.locator("#corrections li").getByRole("button", { name: "恢复识别结果" }).first().click();
  await page.locator("#corrections .change").nth(1).waitFor({ state: "detached" });
});

test("rows are checked, counted and found, and that survives a reload", async (t) => {
  const page = await opened(t);
  await choose(page, 0);
  await page.click("#check");
  await page.locator(".work-bar", { hasText: "已核对 1 / 3 项" }).waitFor();
  await form(page, 1);
  await page.fill("#edit-text", "招聘教师150名。");
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "保存" }).click();
  await page.locator("td.task", { hasText: "招聘教师150名。" }).waitFor();
  await page.reload();
  await page.waitForSelector(".message, .home");
  await drop(page, FILE);
  await page.locator("td.task", { hasText: "招聘教师150名。" }).waitFor();
  await page.locator(".work-bar", { hasText: "更正 1 行" }).waitFor();
  await page.click("#left");
  assert.equal((await tasks(page, 2)).length, 2);
  await page.locator(".chip", { hasText: "未核对" }).waitFor();
  // Another notice has nothing of it.
  await drop(page, { name: "防汛.txt", body: OTHER });
  await tasks(page, 1);
  assert.equal(await page.locator(".work-bar").count(), 0);
});

test("a row is split at line ends, joined again, removed, and a missing one added from the source", async (t) => {
  const page = await opened(t);
  await form(page, 0);
  await page.click("#split");
  await page.fill("#edit-parts", "新建小学1所。");
  await page.getByRole("button", { name: "保存" }).click();
  await page.locator("#edit [role=alert]", { hasText: "至少要有两行" }).waitFor();
  assert.ok(await page.locator("#edit-parts").evaluate((box) => box === document.activeElement), "the focus is on what is wrong");
  await page.fill("#edit-parts", "新建小学\n2所。");
  await page.getByRole("button", { name: "保存" }).click();
  assert.deepEqual((await tasks(page, 4)).slice(0, 2).map((text) => text.replace(/✎.*/, "")), ["新建小学", "2所。"]);
  await form(page, 0);
  await page.click("#join");
  assert.equal((await tasks(page, 3))[0], "新建小学2所。");
  await form(page, 2);
  await page.click("#remove");
  await tasks(page, 2);
  await choose(page, 0);
  await page.locator("#source-text .line", { hasText: "请认真落实" }).evaluate((line) => getSelection()?.selectAllChildren(line));
  await page.click("#add-row");
  await page.locator("#edit-text").and(page.locator(":focus")).waitFor();
  assert.match(await page.inputValue("#edit-text"), /请认真落实/);
  await page.getByRole("button", { name: "保存" }).click();
  assert.match((await tasks(page, 3))[0], /请认真落实/, "where its words stand: above the others");
  for (const left of [2, 3, 4, 3]) {
    await page.click("#undo");
    await tasks(page, left);
  }
  assert.equal(await page.locator("tr[data-task] .pencil").count(), 0);
});

test("corrections travel as a file and find their notice", async (t) => {
  const page = await opened(t);
  await form(page, 0);
  await page.fill("#edit-note", "年内完工");
  await page.getByRole("button", { name: "保存" }).click();
  await cell(page, 0, /年内完工/, "note");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-corrections")]);
  assert.equal(download.suggestedFilename(), "关于印发2026年重点工作责任分解的通知.fenjie.json");
  const body = await readFile(await download.path(), "utf8");

  const colleague = await open(t, { viewport: { width: 1600, height: 900 } });
  await drop(colleague, { name: "更正.json", body });
  await colleague.locator(".message .file-name", { hasText: "任务.txt" }).waitFor();
  await drop(colleague, FILE);
  await cell(colleague, 0, /年内完工/, "note");
  await colleague.reload();
  await drop(colleague, FILE);
  await cell(colleague, 0, /年内完工/, "note");
  await colleague.click("#see-corrections");
  await colleague.click("#forget");
  await colleague.locator("#corrections").waitFor({ state: "detached" });
  await colleague.click("#tab-table");
  await tasks(colleague, 3);
  await colleague.reload();
  await drop(colleague, FILE);
  await tasks(colleague, 3);
  assert.equal(await colleague.locator(".work-bar").count(), 0, "forgotten");
  await drop(colleague, { name: "更正.json", body: body.replace("corrections/1", "corrections/9") });
  await colleague.locator(".message h1", { hasText: "更新的版本" }).waitFor();
});

test("corrections that no longer fit what is read are told and can be held on to", async (t) => {
  const page = await opened(t);
  await form(page, 0);
  await page.fill("#edit-note", "年内完工");
  await page.getByRole("button", { name: "保存" }).click();
  await cell(page, 0, /年内完工/, "note");
  // As if the parser had read another note, and a row that it no longer gives, when they were made.
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.startsWith("fenjie-corrections-")) ?? "";
    const file = JSON.parse(localStorage.getItem(key) ?? "");
    const [row] = Object.values(file.rows);
    row.cells[0].was.note = "年内动工";
    file.rows["00ff"] = structuredClone(row);
    Object.assign(file.rows["00ff"].origin.parsed, { id: "00ff", text: "修桥三座。", place: [] });
    localStorage.setItem(key, JSON.stringify(file));
  });
  await page.reload();
  await drop(page, FILE);
  await page.locator(".work-bar .wrong", { hasText: "不再适用的更正 2" }).click();
  await page.locator("#unfit li", { hasText: "找不到这一行" }).getByRole("button", { name: "放弃这处更正" }).click();
  await page.locator("#unfit li").nth(1).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "以更正为准" }).click();
  await page.locator("#unfit").waitFor({ state: "detached" });
  await page.click("#tab-table");
  await cell(page, 0, /年内完工/, "note");
});

test("a full or closed store is said, and nothing typed is lost on the way", async (t) => {
  const page = await opened(t);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await form(page, 0);
  await page.fill("#edit-note", "写到一半");
  await page.locator("tr[data-task] button.row").nth(1).click();
  await page.waitForSelector("#detail #correct");
  await form(page, 0);
  assert.equal(await page.inputValue("#edit-note"), "写到一半");
  await page.fill("#edit-text", " ");
  await page.getByRole("button", { name: "保存" }).click();
  await page.locator("#edit [role=alert]", { hasText: "请填写任务内容" }).waitFor();
  assert.equal(await page.inputValue("#edit-note"), "写到一半");
  await page.fill("#edit-text", "新建小学3所。");
  await page.getByRole("button", { name: "保存" }).click();
  await page.locator(".work-bar [role=alert]", { hasText: "没有保存成功" }).waitFor();
});

test("two tabs with the same notice see each other's work", async (t) => {
  const page = await opened(t);
  const other = await page.context().newPage();
  await other.goto(page.url().split("#")[0]);
  await drop(other, FILE);
  await tasks(other, 3);
  await choose(page, 0);
  await page.click("#check");
  await page.locator(".work-bar", { hasText: "已核对 1 / 3 项" }).waitFor();
  await other.locator(".work-bar", { hasText: "已核对 1 / 3 项" }).waitFor();
});

test("forms fit a phone and work with the keyboard alone", async (t) => {
  const page = await opened(t, { viewport: { width: 360, height: 740 }, hasTouch: true });
  await choose(page, 1);
  await page.locator("#correct").focus();
  await page.keyboard.press("Enter");
  await page.locator("#edit-text:focus").waitFor();
  const wide = await page.locator("#edit").evaluate((edit) => edit.scrollWidth > edit.clientWidth);
  assert.equal(wide, false, "nothing is cut off");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("7");
  await page.keyboard.press("Enter");
  await page.locator("button.row", { hasText: "7" }).waitFor();
  await page.locator("#detail:focus, #detail :focus").first().waitFor();
});
