// @ts-check
// How long it takes from dropping a notice to its first row on the screen, each time on a freshly loaded page.
// `cargo xtask measure [FILE] [TIMES]`; without a file, a made-up notice of 45 KB.
import { readFileSync } from "node:fs";
import { address, launch } from "./chromium.mjs";
import { drop } from "./page.mjs";

/** Bytes of the notice that is measured by default. */
const SIZE = 45 * 1024;

function made() {
  const units = ["区教育局", "区住建局", "区人社局", "区交通局", "区农业农村局", "区财政局"];
  let text = "关于印发重点工作责任分解的通知\n\n附件\n\n重点工作责任分解\n\n序号\t重点工作\t责任单位\t备注\n";
  for (let row = 1; Buffer.byteLength(text) < SIZE; row++) {
    const [lead, other] = [units[row % 6], units[(row * 5 + 1) % 6]];
    text += `${row}\t完成第${row}批项目，新增投资${row * 3}亿元，带动就业${row * 20}人，年底前形成可推广的做法。\t*${lead}、${other}\t\n`;
  }
  return text;
}

const [file, times = "20"] = process.argv.slice(2);
const body = file ? [...readFileSync(file)] : made();
const browser = await launch();
/** @type {{total: number, open: number, show: number}[]} */
const runs = [];
for (let run = 0; run < Number(times); run++) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, locale: "zh-CN" });
  await page.goto(address);
  await page.waitForSelector(".home");
  await page.evaluate(() => {
    let dropped = 0;
    addEventListener("drop", () => (dropped = performance.now()), true);
    new MutationObserver((_, observer) => {
      if (document.querySelector("table.tasks td.task")) {
        observer.disconnect();
        // A task that is posted from a frame's callback runs when that frame has been painted.
        requestAnimationFrame(() => setTimeout(() => performance.measure("drop to row", { start: dropped })));
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  await drop(page, { name: "notice.txt", body });
  await page.waitForFunction(() => performance.getEntriesByName("drop to row").length > 0);
  runs.push(
    await page.evaluate(() => {
      const last = (/** @type {string} */ name) => performance.getEntriesByName(name).at(-1)?.duration ?? 0;
      return { total: last("drop to row"), open: last("fenjie:open"), show: last("fenjie:show") };
    }),
  );
  await page.close();
}
await browser.close();
/** @param {"total" | "open" | "show"} what */
const median = (what) => runs.map((run) => run[what]).sort((a, b) => a - b)[Math.floor(runs.length / 2)];
const [total, open, show] = [median("total"), median("open"), median("show")];
const share = (/** @type {number} */ part) => `${part.toFixed(1)} ms (${Math.round((part / total) * 100)} %)`;
console.log(`${file ?? "made-up notice"}, ${(Buffer.from(body).length / 1024).toFixed(0)} KB, median of ${runs.length}:`);
console.log(`  drop to first painted row ${total.toFixed(1)} ms`);
console.log(`  of which reading and parsing ${share(open)}, making the view ${share(show)}`);
