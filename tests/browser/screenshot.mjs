// @ts-check
// Takes the README's picture of the page: docs/screenshot.png, with a sample open.
import { mkdirSync } from "node:fs";
import { address, launch } from "./chromium.mjs";

const docs = new URL("../../docs/", import.meta.url);
mkdirSync(docs, { recursive: true });
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, locale: "zh-CN" });
await page.goto(address);
