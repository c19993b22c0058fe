// @ts-check
// Everyone can use every view: what axe finds, and the choices of how the page looks.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { ofd, pdf } from "./fixed.mjs";
import { open } from "./harness.mjs";
import { stages } from "./library.mjs";
import { VARIED, VIEWS, drop, tasks, visit } from "./page.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe complains of on the page as it is.
 * @param {import("playwright-core").Page} page
 */
async function violations(page) {
  // Through the debugger: the page's CSP would stop a script.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run();
    return violations.map((/** @type {any} */ found) => {
      const places = found.nodes.map((/** @type {any} */ node) => `${node.target}: ${node.failureSummary}`);
      return [found.id, places.slice(0, 3).join("\n")].join("\n");
    });
  });
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const language of /** @type {const} */ (["zh", "en"])) {
    test(`axe finds nothing in any view, ${colorScheme}, ${language}`, async (t) => {
      const page = await open(t, { colorScheme, viewport: { width: 1600, height: 1000 }, path: `#/?lang=${language}` });
      await page.waitForSelector(".home");
      assert.deepEqual(await violations(page), [], "start page");
      await drop(page, { name: "任务.txt", body: VARIED });
      await tasks(page, 6);
      for (const view of VIEWS) {
        await visit(page, view, language);
        assert.deepEqual(await violations(page), [], view);
      }
      await visit(page, "table?open=display&group=unit", language);
      await page.click("#appearance summary");
      await page.locator("button[data-row]").first().click();
      await page.waitForSelector("#detail .full");
      assert.deepEqual(await violations(page), [], "details, groups, menus");
      await page.keyboard.press("?");
      await page.waitForSelector("dialog[open]");
      assert.deepEqual(await violations(page), [], "the sheet of keys");
      await page.evaluate(() => (location.hash = "/message/crashed?name=a.txt&key=1&detail=x"));
      await page.waitForSelector("#view .message");
      assert.deepEqual(await violations(page), [], "a message");
    });
  }
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const language of /** @type {const} */ (["zh", "en"])) {
    test(`axe finds nothing in the library, ${colorScheme}, ${language}`, async (t) => {
      const page = await open(t, { colorScheme, viewport: { width: 1600, height: 1000 } });
      for await (const stage of stages(page, language)) {
        assert.deepEqual(await violations(page), [], stage);
      }
    });
  }
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const language of /** @type {const} */ (["zh", "en"])) {
    test(`axe finds nothing on the pages of a file, ${colorScheme}, ${language}`, async (t) => {
      const page = await open(t, { colorScheme, viewport: { width: 1600, height: 1000 } });
      for (const [at, bytes] of [pdf(), ofd()].entries()) {
        const name = ["分工.pdf", "分工.ofd"][at];
        await drop(page, { name, body: [...bytes] });
        await page.waitForSelector(`.documents li:nth-child(${at + 1}).current`);
        await tasks(page, 3);
        await visit(page, "source?sheet=1", language);
        await page.waitForSelector("#page-1.drawn");
        assert.deepEqual(await violations(page), [], name);
        await page.locator("g[role=button]").first().press("Enter");
        await page.waitForSelector("#detail .full");
        assert.deepEqual(await violations(page), [], `${name}, with a row chosen`);
      }
    });
  }
}

test("axe finds nothing in large text of high contrast on a phone", async (t) => {
  const page = await open(t, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await drop(page, { name: "任务.txt", body: VARIED });
  await tasks(page, 6);
  await page.click("#appearance summary");
  await page.click("#text-large");
  await page.click("#contrast-high");
  await page.click("#appearance summary");
  for (const view of VIEWS) {
    await visit(page, view);
    assert.deepEqual(await violations(page), [], view);
  }
});

test("large text is large, roomy, dark on light, and remembered", async (t) => {
  const page = await open(t);
  await drop(page, { name: "任务.txt", body: VARIED });
  await tasks(page, 6);
  await page.click("#appearance summary");
  await page.click("#text-large");
  await page.click("#contrast-high");
  await page.reload();
  await page.waitForSelector("#view .message");
  await drop(page, { name: "任务.txt", body: VARIED });
  await tasks(page, 6);
  for (const view of VIEWS) {
    await visit(page, view);
    const small = await page.evaluate(() => {
      const found = [];
      for (const part of document.querySelectorAll("body *")) {
        const words = [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
        if (!words || part.getClientRects().length === 0 || part.closest(".unseen, svg, .seal")) continue;
        const { fontSize, lineHeight, color } = getComputedStyle(part);
        const size = parseFloat(fontSize);
        // Marks of one sign, such as arrows, are not read.
        const sign = (part.textContent ?? "").trim().length === 1;
        if (!sign && (size < 18 || parseFloat(lineHeight) / size < 1.49)) {
          found.push(`${part.tagName}.${part.className}: ${fontSize} / ${lineHeight} ${color}`);
        }
      }
      return [...new Set(found)];
    });
    assert.deepEqual(small, [], view);
  }
  await page.click("#appearance summary");
  assert.equal(await page.getAttribute("#text-large", "aria-pressed"), "true");
});
