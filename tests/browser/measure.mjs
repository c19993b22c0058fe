// @ts-check
// How long it takes from dropping a notice to its first row on the screen, and to its last, each time on a freshly loaded page,
// and for how long the main thread is blocked meanwhile. `cargo xtask measure [FILE | KB] [TIMES]`: without a file, a made-up
// notice of so many KB, 45 if not said otherwise.
import { readFileSync } from "node:fs";
import { address, launch } from "./chromium.mjs";
import { drop } from "./page.mjs";

/**
 * A notice with a table.
 * @param {number} size bytes in UTF-8, at least
 */
function made(size) {
  const units = ["区教育局", "区住建局", "区人社局", "区交通局", "区农业农村局", "区财政局"];
  let length = 0;
  let text = "关于印发重点工作责任分解的通知\n\n附件\n\n重点工作责任分解\n\n序号\t重点工作\t责任单位\t备注\n";
  for (let row = 1; length < size; row++) {
    const [lead, other] = [units[row % 6], units[(row * 5 + 1) % 6]];
    const line = `${row}\t完成第${row}批项目，新增投资${row * 3}亿元，带动就业${row * 20}人，年底前形成可推广的做法。\t*${lead}、${other}\t\n`;
    text += line;
    length += Buffer.byteLength(line);
  }
  return text;
}

const [what = "45", times = "20"] = process.argv.slice(2);
const body = /^\d+$/.test(what) ? made(Number(what) * 1024) : [...readFileSync(what)];
const browser = await launch();
/** @type {{first: number, last: number, open: number, show: number, block: number}[]} */
const runs = [];
for (let run = 0; run < Number(times); run++) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, locale: "zh-CN" });
  await page.goto(address);
  await page.waitForSelector(".home");
  await page.evaluate(() => {
    let dropped = 0;
    addEventListener("drop", () => (dropped = performance.now()), true);
    new PerformanceObserver((list) => {
      const since = list.getEntries().filter(({ startTime, duration }) => dropped > 0 && startTime + duration > dropped);
      for (const { duration } of since) performance.measure("block", { start: 0, duration });
    }).observe({ type: "longtask" });
    // A task that is posted from a frame's callback runs when that frame has been painted.
    const painted = (/** @type {() => void} */ then) => requestAnimationFrame(() => setTimeout(then));
    const last = () => {
      if (document.querySelector("[aria-busy=true]")) painted(last);
      else performance.measure("drop to last row", { start: dropped });
    };
    new MutationObserver((_, observer) => {
      if (document.querySelector("table.tasks td.task")) {
        observer.disconnect();
        painted(() => {
          performance.measure("drop to row", { start: dropped });
          last();
        });
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  await drop(page, { name: "notice.txt", body });
  await page.waitForFunction(() => performance.getEntriesByName("drop to last row").length > 0, null, { timeout: 300_000 });
  runs.push(
    await page.evaluate(() => {
      const last = (/** @type {string} */ name) => performance.getEntriesByName(name).at(-1)?.duration ?? 0;
      const block = Math.max(0, ...performance.getEntriesByName("block").map(({ duration }) => duration));
      return { first: last("drop to row"), last: last("drop to last row"), open: last("fenjie:open"), show: last("fenjie:show"), block };
    }),
  );
  await page.close();
}
await browser.close();
/** @param {keyof typeof runs[0]} what */
const median = (what) => runs.map((run) => run[what]).sort((a, b) => a - b)[Math.floor(runs.length / 2)];
const [first, open, show] = [median("first"), median("open"), median("show")];
const share = (/** @type {number} */ part) => `${part.toFixed(1)} ms (${Math.round((part / first) * 100)} %)`;
console.log(`${typeof body === "string" ? "made-up notice" : what}, ${(Buffer.from(body).length / 1024).toFixed(0)} KB, median of ${runs.length}:`);
console.log(`  drop to first painted row ${first.toFixed(1)} ms, to the last ${median("last").toFixed(1)} ms`);
console.log(`  of which reading and parsing ${share(open)}, making the view ${share(show)}`);
const block = median("block");
console.log(`  longest block of the main thread ${block > 0 ? `${block.toFixed(0)} ms` : "under 50 ms"}`);
