// @ts-check
// Takes the README's picture of the page: docs/screenshot.png, a sample with one row chosen.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { address, launch } from "./chromium.mjs";

const docs = new URL("../../docs/", import.meta.url);
mkdirSync(docs, { recursive: true });
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, locale: "zh-CN", reducedMotion: "reduce" });
await page.goto(address);
await page.locator("section.samples a").first().click();
await page.locator("table.tasks tbody tr[data-task]").nth(2).click();
await page.waitForLoadState("networkidle");
await page.screenshot({ path: fileURLToPath(new URL("screenshot.png", docs)) });
await browser.close();
