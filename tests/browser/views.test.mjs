// @ts-check
// The further views of a notice, its further filters, and paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./harness.mjs";
import { VARIED, drop, parameter, tasks } from "./page.mjs";

/**
 * @param {import("node:test").TestContext} test
 * @param {import("playwright-core").BrowserContextOptions} [context]
 */
async function opened(test, context = { viewport: { width: 1600, height: 900 } }) {
  const page = await open(test, context);
  await drop(page, { name: "任务.txt", body: VARIED });
  await tasks(page, 6);
  return page;
}

test("a supervision office goes from the list of units to a dossier and to the rows behind a number", async (t) => {
  const page = await opened(t);
  await page.click("#tab-units");
  await page.locator("#units tbody tr").first().waitFor();
  const first = page.locator("#units tbody tr").first();
  assert.match(await first.innerText(), /区教育局\s+2\s+1\s+3/);
  await page.locator("#units thead a", { hasText: "配合" }).click();
  await page.locator("#units th[aria-sort=descending]", { hasText: "配合" }).waitFor();
  await page.locator("#units tbody tr", { hasText: "区财政局" }).first().waitFor();
  assert.match(await page.locator("#units tbody tr").first().innerText(), /区财政局/);
  await page.locator("#units a.name", { hasText: "区财政局" }).click();
  await page.locator(".dossier h2", { hasText: "区财政局" }).waitFor();
  assert.match(await page.locator(".dossier").innerText(), /配合[\s\S]*新建小学2所/);
  await page.locator(".together li", { hasText: "区教育局" }).locator(".count").click();
  await tasks(page, 2);
  assert.deepEqual(parameter(page, "units"), ["all"]);
  await page.goBack();
  await page.locator(".dossier h2", { hasText: "区财政局" }).waitFor();
  await page.click("#to-list");
  await page.waitForSelector("#units .loads");
});

test("a row of a dossier shows its details and its words while the dossier stays", async (t) => {
  const page = await opened(t);
  await page.click("#tab-leaders");
  await page.locator("#leaders a.name", { hasText: "苏晚晴" }).click();
  await page.locator(".dossier td.task", { hasText: "改造公路" }).click();
  await page.waitForSelector("#detail .full");
  await page.locator("#source-text .chosen-task", { hasText: "改造公路" }).waitFor();
  assert.equal(await page.locator(".dossier h2").innerText(), "苏晚晴");
  await page.locator("#detail .quotes a").first().click();
  await page.locator(".shown-line", { hasText: "改造公路" }).waitFor();
  assert.equal(await page.locator(".dossier h2").innerText(), "苏晚晴", "the source stands beside it");
  await page.locator(".neighbours a", { hasText: "开通公交" }).click();
  await page.locator("#detail .full", { hasText: "开通公交" }).waitFor();
});

test("on a phone a line number leads to the source", async (t) => {
  const page = await opened(t, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await page.click("#tab-targets");
  await page.locator("#targets a.line-number").first().tap();
  await page.waitForSelector('body[data-view="source"] .shown-line');
  assert.equal(await page.locator("#source-text").isVisible(), true);
  const tab = await page.locator("#tab-source").boundingBox();
  assert.ok(tab && tab.x >= 0 && tab.x + tab.width <= 360, "its tab is in sight");
});

test("filters hold in every view and stay while one looks around", async (t) => {
  const page = await opened(t);
  await page.click("#tab-units");
  await page.waitForSelector("#units .loads");
  await page.getByRole("checkbox", { name: "二、交通" }).check();
  await page.locator(".counted", { hasText: "3 项任务" }).waitFor();
  await page.waitForFunction(() => !document.querySelector("#units")?.textContent?.includes("区应急局"));
  assert.ok(page.url().includes("/units?"), "the view stays");
  await page.click("#tab-pictures");
  await page.waitForSelector("#pictures .bars");
  assert.doesNotMatch(await page.locator("#pictures").innerText(), /区应急局/);
  await page.click("#clear-all");
  await page.locator("#pictures", { hasText: "区教育局" }).waitFor();
});

test("deadlines in the order of time, with what says none", async (t) => {
  const page = await opened(t);
  await page.click("#tab-timeline");
  await page.waitForSelector("#timeline .period");
  const periods = await page.locator("#timeline .period h3").allInnerTexts();
  assert.deepEqual(
    periods.map((title) => title.replace(/\s+\d+$/, "")),
    ["2026年第二季度", "2026年第三季度", "2026年第四季度", "2028年第四季度", "长期、持续"],
  );
  await page.locator("#timeline .undated a").click();
  assert.deepEqual(await tasks(page, 1), ["整治停车秩序。"]);
  assert.match(await page.locator(".chips").innerText(), /未写时限/);
});

test("pictures lead to the rows behind a bar and a cell", async (t) => {
  const page = await opened(t);
  await page.click("#tab-pictures");
  await page.locator(".matrix a[aria-label*='区教育局、区财政局'], .matrix a[aria-label*='区财政局、区教育局']").first().click();
  assert.deepEqual(await tasks(page, 2), ["新建小学2所，新增学位3000个以上。", "招聘教师120名。"]);
  await page.goBack();
  await page.locator("#pictures .bars a", { hasText: "苏晚晴" }).click();
  await tasks(page, 4);
});

test("further filters and the menu come with the whole engine, at the place where they were asked for", async (t) => {
  const page = await opened(t);
  await page.click("#facet-more .offer");
  await page.waitForSelector("#choices-due");
  await page.locator("#choices-due label", { hasText: "2026年第二季度" }).click();
  assert.deepEqual(await tasks(page, 2), ["招聘教师120名。", "改造校舍防雷设施5处。"]);
  await page.locator("#choices-target label", { hasText: /^有量化目标/ }).click();
  await page.waitForFunction(() => new URLSearchParams(location.hash.split("?")[1]).get("target") === "yes");
  await page.click("#clear-all");
  await tasks(page, 6);
  await page.getByRole("checkbox", { name: "区教育局" }).check();
  await page.getByRole("checkbox", { name: "区应急局" }).check();
  await tasks(page, 3);
  await page.check("#all-units");
  await tasks(page, 1);
});

test("rows are grouped and columns left out, in the link, and the menu stays open meanwhile", async (t) => {
  const page = await opened(t);
  await page.click("#display a");
  await page.click("#group-Unit");
  await page.locator("tr.section", { hasText: "区教育局" }).waitFor();
  assert.ok(await page.locator("#display-menu").evaluate((menu) => menu.hasAttribute("open")));
  await page.click("#column-leaders");
  await page.waitForSelector("th.leaders", { state: "detached" });
  assert.deepEqual([parameter(page, "group"), parameter(page, "hide")], [["unit"], ["leaders"]]);
  await page.goBack();
  await page.waitForSelector("th.leaders");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("#display-menu[open]"));
});

test("names are found by their initials, in the search and in lists", async (t) => {
  const page = await opened(t);
  await page.keyboard.press("/");
  await page.keyboard.type("qyjj");
  assert.deepEqual(await tasks(page, 1), ["改造校舍防雷设施5处。"]);
  assert.equal(await page.locator("td.units mark").innerText(), "区应急局");
  assert.equal(await page.inputValue("#q"), "qyjj", "what is typed stays while the whole engine takes over");
  await page.fill("#q", "");
  await tasks(page, 6);
});

test("the contents of the source lead to their lines", async (t) => {
  const page = await opened(t);
  await page.click("#contents-place a");
  await page.waitForSelector("#contents[open]");
  await page.locator("#contents a", { hasText: "二、交通" }).click();
  await page.locator(".shown-line", { hasText: "二、交通" }).waitFor();
  assert.ok(page.url().includes("/table?"), "the table stays");
  assert.ok(await page.locator("#contents").evaluate((contents) => contents.hasAttribute("open")), "unfolded");
});

test("the sheet of keys opens and closes by keyboard", async (t) => {
  const page = await opened(t);
  await page.keyboard.press("?");
  await page.waitForSelector("dialog[open]");
  assert.match(await page.locator("dialog").innerText(), /搜索/);
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog[open]", { state: "detached" });
  await page.waitForFunction(() => !location.hash.includes("help"));
});

test("a question leads to its place and to its row", async (t) => {
  const page = await opened(t);
  await page.click("#tab-checks");
  await page.locator("#checks .place").first().click();
  await page.waitForSelector(".shown-line");
  await page.waitForSelector("#checks");
  await page.locator("#checks .to-row").first().click();
  await page.waitForSelector("tr.chosen-task");
});

test("paper: the table across, with its head on each page, and a dossier a page", async (t) => {
  const page = await open(t, { path: "#/doc/sample-stacked/table" });
  await page.waitForSelector("table.tasks");
  /** @param {Buffer} pdf */
  const pages = (pdf) => {
    const boxes = [...pdf.toString("latin1").matchAll(/\/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+)/g)];
    return boxes.map(([, width, height]) => (Number(width) > Number(height) ? "across" : "upright"));
  };
  const print = () => page.pdf({ preferCSSPageSize: true });
  const table = pages(await print());
  assert.ok(table.length > 2 && table.every((page) => page === "across"), String(table));
  await page.evaluate(() => (location.hash = "/doc/sample-stacked/leaders?of=*"));
  await page.waitForSelector("#leaders .dossier");
  const leaders = await page.locator(".dossier").count();
  const dossiers = pages(await print());
  assert.ok(dossiers.filter((page) => page === "upright").length >= leaders, String(dossiers));
});
