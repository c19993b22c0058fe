// @ts-check
// The source as the pages of its file: their pictures, and the words of the tasks marked on them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CELL, ROWS, ofd, pdf } from "./fixed.mjs";
import { open } from "./harness.mjs";
import { drop, instead, parameter, tasks } from "./page.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @type {[string, Buffer, number[]][]} */
const FILES = [
  ["分工.ofd", ofd(), CELL.ofd],
  ["分工.pdf", pdf(), CELL.pdf],
];

/**
 * Opens a file and shows its pages, of which the first is drawn.
 * @param {Page} page
 * @param {string} name
 * @param {Buffer} bytes
 */
async function pagesOf(page, name, bytes) {
  await drop(page, { name, body: [...bytes] });
  await tasks(page, ROWS.length);
  await page.click("#as-pages");
  await page.waitForSelector("#page-1.drawn");
}

/** The id of a task by its position. */
const idOf = (/** @type {Page} */ page, /** @type {number} */ at) =>
  page.locator("tr[data-task]").nth(at).getAttribute("data-task");

/**
 * How many dark dots of a part of the first page's picture lie within the mark around the words of a task, and how many
 * beside it.
 * @param {Page} page
 * @param {string | null} task
 * @param {number[]} part left, top, right and bottom as parts of the page
 */
function ink(page, task, part) {
  return page.evaluate(
    async ([task, part]) => {
      const image = /** @type {HTMLImageElement} */ (document.querySelector("#page-1 img"));
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = 1800;
      canvas.height = (1800 * image.naturalHeight) / image.naturalWidth;
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      const sheet = /** @type {Element} */ (image.parentElement).getBoundingClientRect();
      const mark = /** @type {Element} */ (document.querySelector(`#page-1 [data-task="${task}"] .r-task`)).getBoundingClientRect();
      const scale = canvas.width / sheet.width;
      const box = [mark.left - sheet.left, mark.top - sheet.top, mark.right - sheet.left, mark.bottom - sheet.top].map((n) => n * scale);
      // The lines around the cell are not its words.
      const [left, top, right, bottom] = part.map((n, at) => Math.round(n * (at % 2 ? canvas.height : canvas.width) + (at < 2 ? 6 : -6)));
      const dots = context.getImageData(left, top, right - left, bottom - top).data;
      let inside = 0;
      let beside = 0;
      for (let at = 0; at < dots.length; at += 4) {
        if (dots[at + 3] < 128 || dots[at] + dots[at + 1] + dots[at + 2] > 300) continue;
        const x = left + ((at / 4) % (right - left));
        const y = top + Math.floor(at / 4 / (right - left));
        if (x >= box[0] - 2 && x <= box[2] + 2 && y >= box[1] - 2 && y <= box[3] + 2) inside++;
        else beside++;
      }
      return { inside, beside };
    },
    /** @type {const} */ ([task, part]),
  );
}

for (const [name, bytes, cell] of FILES) {
  test(`${name}: the mark of a row lies over its words on the page`, async (t) => {
    const page = await open(t, { viewport: { width: 1600, height: 900 } });
    await pagesOf(page, name, bytes);
    assert.deepEqual(parameter(page, "sheet"), ["1"]);
    const second = await idOf(page, 1);
    const { inside, beside } = await ink(page, second, cell);
    assert.ok(inside > 300, `the words are drawn: ${inside} dots`);
    assert.ok(beside < inside / 50, `${beside} dots beside the mark, ${inside} in it`);
    await page.locator(`#page-1 g[data-task="${second}"] .r-task`).click();
    await page.waitForSelector("#detail .full");
    assert.deepEqual(parameter(page, "row"), [second]);
    assert.match(await page.locator("#detail .full").innerText(), /加固病险水库/);
    assert.equal(await page.locator(`#page-1 g.chosen-task[data-task="${second}"]`).count(), 1);
    // Its leader stands in a cell that it shares with the row above.
    assert.equal(await page.locator(`#page-1 g.chosen-task[data-task~="${second}"] .r-leader`).count(), 1);
  });
}

test("text and pages, and how large they are, stand in the link", async (t) => {
  const page = await open(t, { viewport: { width: 1600, height: 900 } });
  await pagesOf(page, "分工.pdf", pdf());
  assert.equal(await page.locator("#source-text").isVisible(), false);
  await page.click("#actual-size");
  await page.waitForSelector(".sheets.actual");
  const width = await page.locator("#page-1 .sheet").evaluate((sheet) => sheet.clientWidth);
  assert.ok(Math.abs(width - (595 * 96) / 72) < 2, `${width}`);
  await page.goBack();
  await page.waitForSelector(".sheets:not(.actual)");
  await page.goBack();
  await page.waitForSelector("#source-text .line");
  assert.equal(await page.locator("#sheets").count(), 0);
  await page.locator("#source-text").waitFor();
  await page.goForward();
  await page.waitForSelector("#page-1.drawn");
});

test("on a phone the details of a row lead to its place on a page, which can be moved", async (t) => {
  const page = await open(t, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await drop(page, { name: "分工.ofd", body: [...ofd()] });
  await tasks(page, ROWS.length);
  const third = await idOf(page, 2);
  await page.locator("button[data-row]").nth(2).click();
  await page.locator("#detail a[data-sheet]", { hasText: "第 1 页" }).click();
  await page.waitForSelector('body[data-view="source"] #page-1.drawn');
  const mark = page.locator(`#page-1 g[data-task="${third}"].chosen-task`);
  await mark.waitFor();
  const { moves, within } = await page.evaluate(() => {
    const sheets = /** @type {Element} */ (document.getElementById("sheets"));
    return { moves: sheets.scrollWidth > sheets.clientWidth, within: document.documentElement.scrollWidth <= innerWidth };
  });
  assert.ok(moves && within, "the page moves and the view around it does not");
});

test("marks are reached and pressed with keys", async (t) => {
  const page = await open(t, { viewport: { width: 1600, height: 900 } });
  await pagesOf(page, "分工.ofd", ofd());
  const first = await idOf(page, 0);
  await page.focus("#sheets");
  await page.keyboard.press("Tab");
  const name = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  assert.equal(name, "1 疏浚护城河三公里。");
  await page.keyboard.press("Enter");
  await page.waitForSelector(`g.chosen-task[data-task="${first}"]`);
  assert.deepEqual(parameter(page, "row"), [first]);
});

test("a page that ends its worker is drawn as far as words and lines go", async (t) => {
  const page = await open(t, { viewport: { width: 1600, height: 900 } });
  await instead(page, 'request.kind === "draw" && !request.plain', 'scope.postMessage({ id, panic: "made to fail" });');
  await pagesOf(page, "分工.pdf", pdf());
  await page.waitForSelector("#page-1.plain .plain-page");
  const { inside } = await ink(page, await idOf(page, 1), CELL.pdf);
  assert.ok(inside > 300, `${inside}`);
});

test("the single file draws pages from disk", async (t) => {
  const single = new URL("../../dist/fenjie.html", import.meta.url).href;
  const page = await open(t, { site: single, viewport: { width: 1600, height: 900 } });
  for (const [name, bytes] of FILES) {
    await page.goto(single);
    await page.waitForSelector(".home");
    await pagesOf(page, name, bytes);
  }
});
