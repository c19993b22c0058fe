// @ts-check
// What is wrong with a view to the eye, as far as a program can tell: `node review.mjs` goes through the main views at
// three widths in both themes and lists it; review.test.mjs fails on any.
import { fileURLToPath } from "node:url";
import { address, launch } from "./chromium.mjs";
import { stages } from "./library.mjs";
import { VARIED, VIEWS, drop, settled, tasks, visit } from "./page.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** CSS pixels across: a phone, a tablet, a desktop. */
export const WIDTHS = [360, 768, 1600];

/** CSS pixels that a finger needs, each way (GB/T 37668-2019 and WCAG 2.2, 2.5.5). */
const FINGER = 44;

/**
 * What is wrong on the page as it is.
 * @param {Page} page
 * @param {{touch: boolean}} how whether it is used with fingers
 * @returns {Promise<string[]>}
 */
export function problems(page, { touch }) {
  return page.evaluate(
    ({ touch, finger }) => {
      /** @type {Set<string>} */
      const found = new Set();
      const name = (/** @type {Element} */ part) =>
        `${part.localName}${part.id ? `#${part.id}` : ""}${[...part.classList].map((name) => `.${name}`).join("")} “${(part.textContent ?? "").trim().slice(0, 16)}”`;
      const { scrollWidth } = document.documentElement;
      if (scrollWidth > innerWidth) found.add(`the page is ${scrollWidth} wide in a window of ${innerWidth}`);

      /** @type {{part: Element, left: number, right: number, top: number, bottom: number}[]} */
      const texts = [];
      for (const part of document.querySelectorAll("body *")) {
        if (part.closest("svg, .unseen, [hidden]") || !part.checkVisibility({ visibilityProperty: true })) continue;
        const style = getComputedStyle(part);

        // Text that is cut off, or sticks out of its box.
        const scrolls = /auto|scroll/.test(style.overflowX);
        if (!scrolls && style.display !== "inline" && part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1) {
          const inner = [...part.querySelectorAll("*")].some((child) => /auto|scroll/.test(getComputedStyle(child).overflowX));
          const shortened = style.textOverflow === "ellipsis" && style.overflowX === "hidden";
          if (!inner && !shortened) found.add(`cut off or sticking out: ${name(part)} ${part.scrollWidth} > ${part.clientWidth}`);
        }

        // What fingers cannot hit. A link within a sentence is as high as its line (WCAG's exception).
        if (touch && part.matches("a[href], button, summary, input:not([type=hidden]), textarea")) {
          const label = part.matches("input[type=checkbox], input[type=radio]") ? part.closest("label") : null;
          const { width, height } = (label ?? part).getBoundingClientRect();
          const inSentence = style.display === "inline" && part.closest("p, li, dd, td") !== null;
          if (!inSentence && (width < finger - 0.5 || height < finger - 0.5)) {
            found.add(`too small to touch: ${name(label ?? part)} ${Math.round(width)} × ${Math.round(height)}`);
          }
        }

        // Where each piece of text stands, as far as it can be seen.
        if (part.closest("thead") && style.position === "sticky") continue;
        for (const node of part.childNodes) {
          if (node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim()) continue;
          const range = document.createRange();
          range.selectNodeContents(node);
          for (const { left, right, top, bottom } of range.getClientRects()) {
            const box = { part, left, right, top, bottom };
            for (let around = part.parentElement; around; around = around.parentElement) {
              if (getComputedStyle(around).overflow === "visible") continue;
              const edge = around.getBoundingClientRect();
              box.left = Math.max(box.left, edge.left);
              box.right = Math.min(box.right, edge.right);
              box.top = Math.max(box.top, edge.top);
              box.bottom = Math.min(box.bottom, edge.bottom);
            }
            if (box.right > box.left && box.bottom > box.top) texts.push(box);
          }
        }
      }
      texts.sort((a, b) => a.top - b.top);
      texts.forEach((a, at) => {
        for (let next = at + 1; next < texts.length && texts[next].top < a.bottom; next++) {
          const b = texts[next];
          if (a.part === b.part || a.part.closest("thead") || b.part.closest("thead")) continue;
          // An open menu lies above the page.
          if (a.part.closest(".menu-body") !== b.part.closest(".menu-body")) continue;
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - b.top;
          // The line boxes of neighbouring lines share some pixels in which there is no ink.
          const line = Math.min(a.bottom - a.top, b.bottom - b.top);
          if (across > 2 && down > line * 0.4) found.add(`on top of each other: ${name(a.part)} and ${name(b.part)}`);
        }
      });
      return [...found];
    },
    { touch, finger: FINGER },
  );
}

/**
 * Goes through the main views and lists what is wrong in each.
 * @param {Page} page of the site, of which nothing is open
 * @param {{touch: boolean}} how
 */
export async function review(page, how) {
  /** @type {string[]} */
  const all = [];
  const add = async (/** @type {string} */ view) => {
    let found = await problems(page, how);
    if (found.length > 0) {
      // The page may be caught between two states: only what stays is wrong.
      await settled(page);
      await page.waitForTimeout(1000);
      const still = await problems(page, how);
      found = found.filter((problem) => still.includes(problem));
    }
    found.forEach((problem) => all.push(`${view}: ${problem}`));
  };
  await page.waitForSelector(".home");
  await add("start page");
  await drop(page, { name: "任务.txt", body: VARIED });
  await tasks(page, 6);
  await add("table");
  for (const language of /** @type {const} */ (["zh", "en"])) {
    for (const view of VIEWS) {
      await visit(page, view, language);
      await add(`${view} in ${language}`);
    }
    // What folds up on a phone.
    await visit(page, "table?unit=区教育局&unit=区财政局&group=deadline", language);
    const fold = page.locator(".filters .fold");
    if (await fold.isVisible()) {
      await fold.click();
      await add(`filters in ${language}`);
    }
  }
  for (const language of /** @type {const} */ (["zh", "en"])) {
    for await (const stage of stages(page, language)) {
      await add(`${stage} in ${language}`);
    }
  }
  return all;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const browser = await launch();
  for (const width of WIDTHS) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      const touch = width < 1000;
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme,
        locale: "zh-CN",
        hasTouch: touch,
        isMobile: touch,
      });
      const page = await context.newPage();
      await page.goto(address);
      const found = await review(page, { touch });
      console.log(`${width} px, ${colorScheme}: ${found.length}`);
      found.forEach((problem) => console.log(`  ${problem}`));
      await context.close();
    }
  }
  await browser.close();
}
