import { chromium } from "playwright-core";
import fs from "node:fs";
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu","--disable-quic","--no-first-run","--disable-background-networking","--disable-component-update","--disable-sync"] });
const jobs = JSON.parse(process.argv[2]);
for (const j of jobs) {
  const ctx = await browser.newContext({ viewport: { width: j.w, height: j.h ?? 900 }, colorScheme: j.dark ? "dark" : "light", locale: j.en ? "en-US" : "zh-CN" });
  const page = await ctx.newPage();
  page.on("console", m => console.log(j.name, m.type(), m.text()));
  page.on("pageerror", e => console.log(j.name, "pageerror", e.message));
  await page.goto("http://127.0.0.1:8123/" + (j.hash ?? ""));
  await page.waitForSelector(j.wait ?? ".home, table.tasks, .message", { timeout: 15000 }).catch(e => console.log(j.name, e.message));
  if (j.file) {
    await page.setInputFiles("#file", j.file);
    await page.waitForSelector(j.wait2 ?? "table.tasks, .state, .message", { timeout: 15000 }).catch(e => console.log(j.name, e.message));
  }
  for (const step of j.steps ?? []) {
    if (step.click) await page.click(step.click, { timeout: 5000 }).catch(e => console.log(j.name, e.message.split("\n")[0]));
    if (step.hash) await page.evaluate(h => { location.hash = h }, step.hash);
    if (step.fill) await page.fill(step.fill[0], step.fill[1]);
    if (step.eval) console.log(await page.evaluate(step.eval));
    await page.waitForTimeout(250);
  }
  await page.waitForTimeout(150);
  const over = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  if (over[0] > over[1]) console.log(j.name, "OVERFLOW", over);
  await page.screenshot({ path: `/tmp/shots/${j.name}.png`, fullPage: !!j.full });
  await ctx.close();
}
await browser.close();
