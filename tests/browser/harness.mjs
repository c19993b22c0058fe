// @ts-check
// What the browser tests start with.
import assert from "node:assert/strict";
import { after } from "node:test";
import { address, launch } from "./chromium.mjs";

/** @typedef {import("playwright-core").BrowserContextOptions} ContextOptions */

/** @type {ReturnType<typeof launch> | undefined} One browser for the tests of a file. */
let browser;

after(async () => (await browser)?.close());

/**
 * Opens the site in a profile of its own. When the test ends, it fails if a request went anywhere but to the site or
 * a script reported an error.
 *
 * @param {import("node:test").TestContext} test
 * @param {ContextOptions & { site?: string, path?: string, errors?: boolean }} [options] `site`: its address, if it is
 *   not the usual one; `path` below that; `errors`: the test provokes errors; anything else as for a browser context
 */
export async function open(test, { site = address, path = "", errors = false, ...context } = {}) {
  browser ??= launch();
  // The service worker would answer requests that a test means to change; its own tests let it in.
  const profile = await (await browser).newContext({ locale: "zh-CN", serviceWorkers: "block", ...context });
  const page = await profile.newPage();
  /** @type {Set<import("playwright-core").Request>} */
  const strays = new Set();
  /** @type {string[]} */
  const complaints = [];
  profile.on("request", (request) => {
    if (!isOwn(site, request.url())) strays.add(request);
  });
  profile.on("requestfailed", (request) => {
    // The CSP stopped it before it left; that the page tried is a console error.
    if (request.failure()?.errorText === "csp") strays.delete(request);
  });
  profile.on("weberror", (error) => complaints.push(String(error.error())));
  profile.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  test.after(async () => {
    await profile.close();
    assert.deepEqual([...strays].map((request) => request.url()), [], "requests left the site");
    if (!errors) assert.deepEqual(complaints, [], "scripts reported errors");
  });
  await page.goto(new URL(path, site).href);
  return page;
}

/**
 * Whether an address is a file of the site or data that the page made itself.
 * @param {string} site
 * @param {string} url
 */
function isOwn(site, url) {
  return url.startsWith(site) || url.startsWith(`blob:${new URL(site).origin}/`) || url.startsWith("data:");
}
