// @ts-check
// Work without a network: the service worker, and the site as a single file.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { address } from "./chromium.mjs";
import { open } from "./harness.mjs";
import { NOTICE, drop, tasks } from "./page.mjs";

/**
 * Waits until the service worker has all files and answers for the page.
 * @param {import("playwright-core").Page} page
 */
async function kept(page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

test("after the first visit everything works without a network", async (t) => {
  const page = await open(t, { serviceWorkers: "allow" });
  await page.waitForSelector(".home");
  await kept(page);
  await page.context().setOffline(true);
  await page.reload();
  await page.waitForSelector(".home");
  await page.click('.samples a[href*="sample-tabbed"]');
  await page.waitForSelector("table.tasks td.task");
  // The whole engine was never used before.
  await page.click("#tab-checks");
  await page.waitForSelector("#checks h2");
  assert.equal(await page.locator("#update").isVisible(), false);
});

test("a new release is announced, and taken when the reader says so", async (t) => {
  let release = 1;
  // The site as it is, but for the release's name.
  const host = createServer(async (request, response) => {
    const answer = await fetch(new URL(`.${request.url}`, address));
    const type = answer.headers.get("content-type") ?? "";
    const body = Buffer.from(await answer.arrayBuffer());
    const changed = request.url === "/sw.js" && release > 1;
    response.writeHead(answer.status, { "content-type": type });
    response.end(changed ? body.toString().replace(/"release":"/, "$&next-") : body);
  });
  await new Promise((resolve) => host.listen(0, "127.0.0.1", () => resolve(null)));
  t.after(() => {
    host.closeAllConnections();
    host.close();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (host.address());
  const page = await open(t, { site: `http://localhost:${port}/`, serviceWorkers: "allow" });
  await page.waitForSelector(".home");
  await kept(page);
  release = 2;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await page.locator("#update").waitFor();
  await drop(page, { name: "a.txt", body: NOTICE });
  await tasks(page, 3);
  await page.click("#update [data-later]");
  await page.locator("#update").waitFor({ state: "hidden" });
  await page.reload();
  await page.locator("#update").waitFor();
  await page.click("#update [data-update]");
  await page.waitForFunction(async () => {
    const names = await caches.keys();
    return names.length === 1 && names[0].includes(" next-");
  });
  await page.locator("#update").waitFor({ state: "hidden" });
});

test("the single file works from disk", async (t) => {
  const single = new URL("../../dist/fenjie.html", import.meta.url).href;
  const page = await open(t, { site: single, serviceWorkers: "allow" });
  await page.waitForSelector(".home");
  assert.equal(await page.locator(".get-single").isVisible(), false, "it does not offer itself");
  await drop(page, { name: "a.txt", body: NOTICE });
  await tasks(page, 3);
  await page.click("#tab-checks");
  await page.waitForSelector("#checks h2");
  await page.click(".brand");
  await page.click('.samples a[href*="sample-clauses"]');
  await page.waitForSelector("table.tasks td.task");
  // Readers of formats are in it too.
  const row = "<tr><td>1<td>疏浚护城河。<td>市水利局";
  await drop(page, { name: "b.html", body: `<!doctype html><table><tr><th>序号<th>重点工作<th>责任单位${row}</table>` });
  assert.deepEqual(await tasks(page, 1), ["疏浚护城河。"]);
  const background = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  assert.notEqual(background, "rgba(0, 0, 0, 0)", "its styles are there");
});
