// @ts-check
// What the tests of the library share: notices to fill it with, ways to wait for it, and a walk through all that it shows.
import { archive } from "./archive.mjs";
import { made } from "./made.mjs";
import { drop, instead, settled } from "./page.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** Small notices in each of the forms. */
export const FILES = Array.from({ length: 39 }, (_, seed) => ({ name: `通知/${seed}.txt`, body: made(seed, 1500) }));

/**
 * Waits until so many notices are in the library and nothing is left to read.
 * @param {Page} page
 * @param {number} count
 */
export async function filled(page, count) {
  await page.waitForFunction(
    (count) =>
      !document.querySelector(".import") &&
      document.querySelector(".to-library small")?.textContent === String(count) &&
      document.querySelector(".kept") !== null,
    count,
  );
}

/**
 * Makes the worker of the page, when that is loaded anew, wait at each file for the library with these words in its name.
 * What is given back drops files on the page and resolves once it waits, with a function that stops the reading and lets
 * the worker go on.
 * @param {Page} page
 * @param {string} words
 */
export async function waiting(page, words) {
  await instead(
    page,
    `request.kind === "shelve" && request.name.includes(${JSON.stringify(words)})`,
    `new BroadcastChannel("gate").onmessage = ({ target }) => (target.close(), real(event)); console.log("waiting");`,
  );
  return async (/** @type {Parameters<typeof drop>[1][]} */ ...files) => {
    const reached = page.waitForEvent("console", (message) => message.text() === "waiting");
    await drop(page, ...files);
    await reached;
    // At once: a file that is still being read some time after the reader has stopped is given up.
    return () =>
      page.locator("#many-stop").evaluate((button) => {
        /** @type {HTMLElement} */ (button).click();
        new BroadcastChannel("gate").postMessage(null);
      });
  };
}

/**
 * Goes to a link to the library.
 * @param {Page} page
 * @param {string} path what follows `/library`
 * @param {"zh" | "en"} language
 */
async function to(page, path, language) {
  await page.evaluate((hash) => (location.hash = hash), `/library${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
}

/**
 * Walks through all that the library shows, from empty to empty, and gives the name of each when it is there.
 * @param {Page} page of the site
 * @param {"zh" | "en"} [language]
 * @returns {AsyncGenerator<string>}
 */
export async function* stages(page, language = "zh") {
  const waitAt = await waiting(page, "wait");
  await to(page, "", language);
  await page.reload();
  await page.waitForSelector(`html[lang|="${language}"] .library-start`);
  yield "the empty library";

  const bad = [
    { name: "空.txt", body: "" },
    { name: "坏.zip", body: [...archive(FILES.slice(0, 3)).subarray(0, 900)] },
  ];
  const stop = await waitAt(...FILES.slice(0, 8), ...bad, { ...FILES[8], name: "通知/wait.txt" }, ...FILES.slice(9, 12));
  // Any link shows how far it is by now.
  await to(page, "?sort=unit", language);
  await page.waitForSelector(".import progress");
  await page.waitForSelector("table.of-library");
  yield "the library while it is filled";

  await stop();
  await page.waitForSelector("#many-go-on");
  yield "the library when reading was stopped";

  await page.click("#many-go-on");
  await filled(page, 12);
  await to(page, "", language);
  await page.waitForSelector("table.of-library tr.section");
  await settled(page);
  yield "tasks of the library";

  await page.click("#failures-summary");
  await page.waitForSelector("#failures[open] li");
  yield "files that were not added";
  await page.click("#failures-summary");

  await page.click("#tab-notices");
  await page.waitForSelector("table.notices");
  yield "notices of the library";

  const units = await page.locator("#choices-unit input").evaluateAll((boxes) =>
    boxes.slice(0, 2).map((box) => /** @type {HTMLInputElement} */ (box).value),
  );
  const heading = await page.locator("#choices-heading input").first().inputValue();
  await to(page, `?heading=${heading}&due=none&target=yes&sort=deadline&${units.map((unit) => `unit=${unit}`).join("&")}`, language);
  await page.waitForFunction(() => document.querySelectorAll(".chip").length === 5);
  await page.waitForSelector("#all-units", { state: "attached" });
  await settled(page);
  yield "the library under filters";
  // What folds up on a phone.
  const fold = page.locator(".filters .fold");
  if (await fold.isVisible()) {
    await fold.click();
    await page.waitForSelector(".filters-fold[open]");
    yield "filters of the library";
    await fold.click();
  }

  await to(page, "?q=没有的词", language);
  await page.waitForSelector("#table .state");
  yield "the library where nothing is found";

  await to(page, "", language);
  await page.waitForSelector("#export > summary");
  await page.click("#export > summary");
  await page.waitForSelector("#export[open] button");
  yield "exports of the library";
  await page.keyboard.press("Escape");

  await page.click("#many-keep");
  await page.waitForSelector(".kept #many-keep", { state: "detached" });
  yield "the library when it is kept";
  page.once("dialog", (dialog) => dialog.accept());
  await page.click("#many-forget");
  await page.waitForSelector(".library-start");
  await page.unroute("**/worker.js");
}
