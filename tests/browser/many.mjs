// @ts-check
// How the library does with many notices: `cargo xtask many [NOTICES] [CLICKS]`, 1,000 of 45 KB and 60 clicks if not said
// otherwise. The notices are made up from a fixed seed and are dropped on the page as one archive, stored, not packed.
// Times are from the click or key to the first frame with the answer, in which all stands that a window shows, and to the frame
// with which the whole page is there. Beside them stands the main thread's processor time, which other programs do not change.
import { address, launch } from "./chromium.mjs";
import { archive } from "./archive.mjs";
import { made } from "./made.mjs";

const SIZE = 45 * 1024;
const [notices = "1000", clicks = "60"] = process.argv.slice(2);
const files = Array.from({ length: Number(notices) }, (_, seed) => ({
  name: `通知/${String(seed).padStart(4, "0")}.txt`,
  body: made(seed, SIZE),
}));
const zip = archive(files);
console.log(`${notices} made-up notices, ${(zip.length / 1e6).toFixed(1)} MB:`);

const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, locale: "zh-CN" });
await page.goto(address);
await page.waitForSelector(".home");
const inspector = await page.context().newCDPSession(page);
await inspector.send("Performance.enable", { timeDomain: "threadTicks" });

/** The main thread's processor time so far, in milliseconds. */
async function spent() {
  const { metrics } = await inspector.send("Performance.getMetrics");
  return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
}

await page.evaluate(() => {
  document.body.dataset.longest = "0";
  new PerformanceObserver((list) => {
    const times = list.getEntries().map(({ duration }) => duration);
    document.body.dataset.longest = String(Math.max(Number(document.body.dataset.longest), ...times));
  }).observe({ type: "longtask" });
});

/** The longest block of the main thread since it was last asked for. */
async function longest() {
  const time = await page.evaluate(() => {
    const { longest } = document.body.dataset;
    document.body.dataset.longest = "0";
    return Number(longest);
  });
  return time === 0 ? "under 50 ms" : `${Math.round(time)} ms`;
}

// In pieces: the browser takes no message of any size.
const pieces = await page.evaluateHandle(() => /** @type {Uint8Array<ArrayBuffer>[]} */ ([]));
for (let at = 0; at < zip.length; at += 8e6) {
  await pieces.evaluate(
    (pieces, piece) => void pieces.push(Uint8Array.from(atob(piece), (c) => c.charCodeAt(0))),
    zip.subarray(at, at + 8e6).toString("base64"),
  );
}
// Putting the file together holds the main thread up, but is no work of the page.
const file = await pieces.evaluateHandle((pieces) => new File(pieces, "notices.zip"));
await longest();
const started = performance.now();
await file.evaluate((file) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
});
await page.waitForSelector(".import");
const first = performance.now() - started;
// Not asked in each frame, which the page would have to make.
const patient = { timeout: 600_000, polling: 200 };
await page.waitForFunction(() => document.querySelector(".kept") && !document.querySelector(".import"), null, patient);
const filled = performance.now() - started;
console.log(`  filled in ${(filled / 1000).toFixed(1)} s, ${(filled / Number(notices)).toFixed(1)} ms a notice; first shown after ${Math.round(first)} ms`);
console.log(`  ${await page.locator(".counted").innerText()}; ${await page.locator(".memory").innerText()}`);
console.log(`  longest block of the main thread while filling: ${await longest()}`);

/**
 * The times of actions, each from its start to the first frame after what is above the rows has changed, and to that with the
 * last rows.
 * @param {string} what
 * @param {((at: number) => string)} script what each does in the page
 * @param {number} times
 */
async function measure(what, script, times) {
  /** @type {[number, number][]} */
  const taken = [];
  const before = await spent();
  for (let at = 0; at < times; at++) {
    const both = await page.evaluate(
      (script) =>
        new Promise((resolve) => {
          const started = performance.now();
          const observer = new MutationObserver(() => {
            observer.disconnect();
            let first = 0;
            const painted = () => {
              first ||= performance.now() - started;
              if (document.querySelector("[aria-busy=true]")) frame();
              else resolve([first, performance.now() - started]);
            };
            // A task that is posted from a frame's callback runs when that frame has been painted.
            const frame = () => requestAnimationFrame(() => setTimeout(painted));
            frame();
          });
          observer.observe(/** @type {Node} */ (document.getElementById("chips")), { childList: true, subtree: true });
          document.dispatchEvent(new CustomEvent("measure", { detail: script }));
        }),
      script(at),
    );
    taken.push(/** @type {[number, number]} */ (both));
  }
  const busy = ((await spent()) - before) / times;
  const shares = (/** @type {0 | 1} */ which) => {
    const sorted = taken.map((both) => both[which]).sort((a, b) => a - b);
    const [median, most, longest] = [0.5, 0.95, 1].map((part) => sorted[Math.min(times - 1, Math.floor(times * part))].toFixed(0));
    return `median ${median} ms, 95 % within ${most} ms, longest ${longest} ms`;
  };
  console.log(`  ${what}, ${times} times: ${shares(0)}; with the last row: ${shares(1)}`);
  console.log(`    the main thread's processor time ${busy.toFixed(1)} ms each, its longest block ${await longest()}`);
}

await page.evaluate(() =>
  document.addEventListener("measure", (event) => {
    const [kind, value] = String(/** @type {CustomEvent} */ (event).detail).split(" ");
    if (kind === "click") {
      const chosen = /** @type {HTMLElement | null} */ (document.querySelector("#filters .choices [type=checkbox]:checked"));
      const boxes = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#filters .choices label:not(.none) [type=checkbox]"));
      (chosen ?? boxes[Number(value) % boxes.length]).click();
    } else {
      const box = /** @type {HTMLInputElement} */ (document.getElementById("q"));
      box.value = value ?? "";
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  }),
);
// Each second click takes off what the one before chose.
await measure("click on a filter", (at) => `click ${at * 7}`, Number(clicks));
if (Number(clicks) % 2 === 1) await page.click("#clear-all");
await page.waitForFunction(() => document.querySelectorAll(".chip").length === 0);
const words = ["学", "学位", "水库", "水", "农村公路", "停车", "王", "望溪", "满意度", "旅游驿站"];
await measure("search", (at) => `type ${words[at % words.length]}`, Number(clicks));

const frames = await page.evaluate(async () => {
  const pane = document.querySelector(".library .middle");
  /** @type {number[]} */
  const gaps = [];
  /** @returns {Promise<number>} */
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let before = await frame();
  for (let step = 0; step < 120; step++) {
    pane?.scrollBy(0, 120);
    const now = await frame();
    gaps.push(now - before);
    before = now;
  }
  gaps.sort((a, b) => a - b);
  return { p95: gaps[Math.floor(gaps.length * 0.95)], longest: gaps.at(-1) };
});
console.log(`  scrolling: 95 % of frames within ${frames.p95.toFixed(1)} ms, longest ${Number(frames.longest).toFixed(1)} ms`);
await browser.close();
