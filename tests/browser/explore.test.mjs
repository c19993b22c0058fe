// @ts-check
// Looking around in an open notice: filters, links, the source.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./harness.mjs";
import { NOTICE, drop, parameter, settled, tasks } from "./page.mjs";

/**
 * @param {import("node:test").TestContext} test
 * @param {import("playwright-core").BrowserContextOptions} [context]
 */
async function opened(test, context = { viewport: { width: 1600, height: 900 } }) {
  const page = await open(test, context);
  await drop(page, { name: "任务.txt", body: NOTICE });
  await tasks(page, 3);
  return page;
}

/** @param {number} count of rows */
function rivers(count) {
  const rows = Array.from({ length: count }, (_, at) => `${at + 1}\t疏浚第${at + 1}号河道。\t区水利局\n`);
  return { name: "河道.txt", body: `河道治理任务分解\n\n序号\t重点工作\t责任单位\n${rows.join("")}` };
}

/** A notice of so many rows that the page does not put them in place at once. */
const LONG = rivers(150);

test("a clerk finds what is theirs and where they lead", async (t) => {
  const page = await opened(t);
  await page.getByRole("checkbox", { name: "区教育局" }).check();
  assert.deepEqual(await tasks(page, 2), ["新建小学2所。", "招聘教师120名。"]);
  assert.match(await page.locator(".counted").innerText(), /2 项任务，全文共 3 项，其中牵头 1 项/);
  await page.locator(".roles label", { hasText: /^牵头/ }).click();
  assert.deepEqual(await tasks(page, 1), ["新建小学2所。"]);
  assert.deepEqual(parameter(page, "unit"), ["区教育局"]);
  assert.deepEqual(parameter(page, "role"), ["lead"]);
  assert.match(await page.locator("#live").innerText(), /1 项任务/);
  const lead = page.locator("td.units .by-role.lead");
  assert.equal((await lead.innerText()).replace(/\s/g, ""), "牵头区教育局");
});

test("filters are taken off one by one or all at once, and the focus stays where it was", async (t) => {
  const page = await opened(t);
  const box = page.getByRole("checkbox", { name: "区教育局" });
  await box.focus();
  await page.keyboard.press("Space");
  await tasks(page, 2);
  assert.ok(await box.evaluate((box) => box === document.activeElement), "the box is still focused");
  await page.fill("#q", "教师");
  await tasks(page, 1);
  await page.locator(".chip", { hasText: "教师" }).click();
  await tasks(page, 2);
  assert.equal(await page.inputValue("#q"), "");
  await page.click("#clear-all");
  await tasks(page, 3);
  assert.equal(await page.locator(".chips").count(), 0);
});

test("typing in the search box goes on while answers arrive, and is one step of the history", async (t) => {
  const page = await opened(t);
  await page.keyboard.press("/");
  await page.keyboard.type("公路36公里", { delay: 5 });
  assert.deepEqual(await tasks(page, 1), ["改造公路36公里。"]);
  assert.equal(await page.inputValue("#q"), "公路36公里");
  assert.equal(await page.locator("td.task mark").innerText(), "公路36公里");
  await page.fill("#q", "没有这样的话");
  await page.waitForSelector(".results .state");
  assert.match(await page.locator(".results .state").innerText(), /没有符合条件的任务/);
  await page.goBack();
  await page.waitForSelector(".home");
});

test("back and forward go through the views", async (t) => {
  const page = await opened(t);
  await page.getByRole("checkbox", { name: "区交通局" }).check();
  await tasks(page, 1);
  await page.click("#tab-checks");
  await page.waitForSelector("#checks");
  await page.goBack();
  await tasks(page, 1);
  await page.goBack();
  await tasks(page, 3);
  assert.equal(await page.getByRole("checkbox", { name: "区交通局" }).isChecked(), false);
  await page.goForward();
  await tasks(page, 1);
});

test("columns sort both ways and say so", async (t) => {
  const page = await opened(t);
  await page.click("#sort-units");
  await page.waitForSelector("th.units[aria-sort=ascending]");
  await page.click("#sort-units");
  await page.waitForSelector("th.units[aria-sort=descending]");
  // Sorted rows stand under no heading, so each names its own.
  assert.deepEqual(await tasks(page, 3), [
    "二、交通改造公路36公里。",
    "一、教育招聘教师120名。",
    "一、教育新建小学2所。",
  ]);
});

test("a row shows its words in the source, and words in the source their row", async (t) => {
  const page = await opened(t);
  await page.locator("td.task", { hasText: "招聘教师" }).click();
  await page.waitForSelector("#source-text .chosen-task");
  const marked = await page.locator("#source-text .chosen-task").allTextContents();
  assert.ok(marked.includes("招聘教师120名。"), String(marked));
  assert.match(await page.locator("#detail").innerText(), /招聘教师120名。[\s\S]*区人社局/);
  await page.locator("#source-text [data-task]", { hasText: "改造公路" }).click();
  await page.locator("tr.chosen-task", { hasText: "改造公路" }).waitFor();
  assert.equal(await page.locator("tr.chosen-task").count(), 1);
  const box = await page.locator("tr.chosen-task").boundingBox();
  assert.ok(box && box.y > 0 && box.y < 900, "the row is in sight");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector(".chosen-task"));
});

test("a long notice scrolls its source to the chosen row, and the page itself stays", async (t) => {
  const page = await open(t, { viewport: { width: 1600, height: 900 }, path: "#/doc/sample-stacked/table" });
  await page.waitForSelector("table.tasks");
  await page.locator("tr[data-task]").last().scrollIntoViewIfNeeded();
  await page.locator("tr[data-task] td.task").last().click();
  await page.waitForSelector("#source-text .chosen-task");
  const words = page.locator("#source-text .r-task.chosen-task").first();
  const box = await words.boundingBox();
  assert.ok(box && box.y > 100 && box.y < 880, `in sight: ${JSON.stringify(box)}`);
  const top = await page.locator("#top").boundingBox();
  assert.equal(top?.y, 0);
  assert.equal(await page.locator(".document").evaluate((document) => document.scrollTop), 0);
});

test("a long notice is put in place part by part, what a link points at and what is printed at once", async (t) => {
  const page = await opened(t);
  // Parts wait for frames that never come.
  const stop = () => page.evaluate(() => void (window.requestAnimationFrame = () => 0));
  await stop();
  await drop(page, LONG);
  await page.locator("#table[aria-busy=true] td.task", { hasText: "第20号" }).waitFor();
  assert.equal(await page.locator("#table td.task", { hasText: "第150号" }).count(), 0);
  await page.evaluate(() => (location.hash = location.hash.replace(/\?.*|$/, "?line=150")));
  await page.locator("#line-150.shown-line").waitFor();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal((await tasks(page, 150)).at(-1), "疏浚第150号河道。");
  assert.equal(await page.locator("[aria-busy]").count(), 0);
  const last = await page.locator("#table tr[data-task]").last().getAttribute("data-task");

  await page.reload();
  await page.locator("main.message").waitFor();
  await stop();
  await page.evaluate((row) => (location.hash = location.hash.replace(/\?.*|$/, `?row=${row}`)), last);
  await drop(page, LONG);
  await page.locator(`#table tr.chosen-task[data-task="${last}"]`).waitFor();
});

test("a long notice is whole after some frames", async (t) => {
  const page = await opened(t);
  await drop(page, LONG);
  await tasks(page, 150);
  await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
  assert.equal(await page.locator("#source-text .line").count(), 153);
  assert.equal(await page.locator("#table tbody").count(), 1, "rows under one heading stand in one body");
});

test("a table of thousands of rows grows as the reader comes near its end", async (t) => {
  const page = await opened(t);
  await drop(page, rivers(8000));
  const rows = page.locator("#table tr[data-task]");
  await page.waitForFunction(
    () => document.querySelectorAll("#table tr[data-task]").length > 1000 && !document.querySelector("#table[aria-busy]"),
    undefined,
    { timeout: 60_000 },
  );
  const count = await rows.count();
  assert.ok(count < 8000, `${count} rows`);
  await rows.last().scrollIntoViewIfNeeded();
  await rows.nth(count + 20).waitFor({ state: "attached" });
});

test("rows are gone through with the keyboard", async (t) => {
  const page = await opened(t);
  await page.locator("button[data-row]").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("tr.chosen-task");
  await page.keyboard.press("ArrowDown");
  await page.locator("tr.chosen-task", { hasText: "招聘教师" }).waitFor();
  await page.keyboard.press("ArrowUp");
  await page.locator("tr.chosen-task", { hasText: "新建小学" }).waitFor();
});

test("both languages, by the reader's choice and by the browser's", async (t) => {
  const page = await opened(t);
  await page.click("#other-language");
  await page.waitForSelector('html[lang="en"]');
  assert.match(await page.locator(".counted").innerText(), /3 tasks/);
  assert.deepEqual(parameter(page, "lang"), ["en"]);
  await page.getByRole("checkbox", { name: "区教育局" }).check();
  await tasks(page, 2);
  assert.deepEqual(parameter(page, "lang"), ["en"], "the choice stays in the link");
  const english = await open(t, { locale: "de-DE" });
  await english.waitForSelector('html[lang="en"] .home');
});

test("light and dark follow the system until the reader chooses", async (t) => {
  const page = await opened(t, { colorScheme: "dark" });
  const lightness = () => page.evaluate(() => Number(/\d+/.exec(getComputedStyle(document.documentElement).backgroundColor)?.[0]));
  assert.ok((await lightness()) < 64);
  await page.click("#appearance summary");
  await page.click("#theme-light");
  assert.ok((await lightness()) > 192);
  assert.equal(await page.getAttribute("#theme-light", "aria-pressed"), "true");
  await page.reload();
  await page.waitForSelector("#view .message");
  assert.ok((await lightness()) > 192, "remembered");
  await page.click("#appearance summary");
  await page.click("#theme-auto");
  assert.ok((await lightness()) < 64);
});

test("how close rows stand is in the link, and remembered", async (t) => {
  const page = await open(t);
  await page.locator("section.samples a").first().click();
  await page.waitForSelector("td.task");
  const bare = page.url();
  const height = () => page.locator("td.task").first().evaluate((cell) => cell.getBoundingClientRect().height);
  const roomy = await height();
  await page.click("#appearance summary");
  await page.click("#rows-dense");
  await page.waitForURL(/rows=dense/);
  assert.ok((await height()) < roomy);
  const dense = page.url();
  const other = await open(t);
  await other.goto(dense);
  await other.waitForSelector("[data-rows=dense] td.task");
  // Links of the page keep it; one without it is shown as the reader has chosen, here not at all.
  await other.locator("[data-row]").first().click();
  await other.waitForURL(/[?&]row=/);
  assert.match(other.url(), /[?&]rows=dense/);
  await other.goto(bare);
  await other.waitForSelector("html:not([data-rows]) td.task");
  await page.goto(bare);
  await page.waitForSelector("[data-rows=dense] td.task");
});

for (const width of [320, 360, 768, 1024, 1366, 1600]) {
  test(`nothing sticks out sideways at ${width} pixels`, async (t) => {
    const page = await open(t, { viewport: { width, height: 800 } });
    await page.waitForSelector(".home");
    const fits = async (/** @type {string} */ what) => {
      await settled(page);
      const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(content <= window, `${what}: ${content} > ${window}`);
      // Where the source stands beside the table each scrolls by itself.
      const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollHeight, innerHeight]);
      if (width >= 1340) assert.ok(inner <= outer, `${what}: the page itself scrolls, ${inner} > ${outer}`);
    };
    await fits("start page");
    for (const view of ["table", "table?sort=unit&unit=市教育局&q=学位&lang=en", "source", "checks", "units", "leaders?of=*", "targets", "pictures"]) {
      await page.evaluate((view) => (location.hash = `/doc/sample-tabbed/${view}`), view);
      await page.waitForSelector(".document");
      await fits(view);
    }
    await page.evaluate(() => (location.hash = "/doc/sample-clauses/table"));
    await page.waitForSelector("button[data-row]");
    await page.locator("button[data-row]").first().click();
    await page.waitForSelector("#detail .full");
    await fits("details");
    await page.evaluate(() => (location.hash = `/message/crashed?name=${"长".repeat(80)}.txt`));
    await page.waitForSelector("#view .message");
    await fits("message");
  });
}

test("on a phone the views are tabs and the details can be closed", async (t) => {
  const page = await opened(t, { viewport: { width: 360, height: 740 }, hasTouch: true });
  assert.equal(await page.locator("#source-text").isVisible(), false);
  await page.locator("td.task", { hasText: "招聘教师" }).tap();
  await page.waitForSelector("#detail .full");
  await page.click("#tab-source");
  await page.waitForSelector("#source-text .chosen-task");
  assert.equal(await page.locator("#source-text").isVisible(), true);
  await page.click("#detail-close");
  await page.waitForFunction(() => !document.querySelector("#detail .full"));
});
