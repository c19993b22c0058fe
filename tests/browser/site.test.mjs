// @ts-check
// The site as files on a host: media types, a folder of its own, and what its CSP lets through.
import assert from "node:assert/strict";
import { test } from "node:test";
import { address } from "./chromium.mjs";
import { open } from "./harness.mjs";

/**
 * What the server answers, read to its end so that the connection is free.
 * @param {string | URL} url
 */
async function get(url) {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return answer;
}

test("every kind of file has its media type", async () => {
  const kinds = {
    "": "text/html",
    "fenjie.js": "text/javascript",
    "style.css": "text/css",
    "unpack_bg.wasm.gz": "application/gzip",
    "fenjie_bg.wasm.lzma.bin": "application/octet-stream",
  };
  for (const [file, type] of Object.entries(kinds)) {
    const answer = await get(address + file);
    assert.equal(answer.status, 200, file);
    assert.match(answer.headers.get("content-type") ?? "", new RegExp(`^${type}`), file);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  }
});

test("what is not in the site is not served", async () => {
  const origin = new URL(address).origin;
  for (const path of ["/", "/fenjie/none.html", "/fenjie/%2e%2e/Cargo.toml", "/etc/passwd"]) {
    assert.equal((await get(origin + path)).status, 404, path);
  }
});

test("the address without its slash leads to the site", async () => {
  assert.equal((await get(address.replace(/\/$/, ""))).url, address);
});

test("the page loads from a folder of its host and asks for nothing outside it", async (t) => {
  const page = await open(t);
  await page.waitForLoadState("networkidle");
  assert.notEqual((await page.title()).trim(), "");
});

test("the CSP stops requests to other hosts, whatever asks for them", async (t) => {
  const page = await open(t, { errors: true });
  assert.equal(await page.locator("meta[http-equiv=Content-Security-Policy]").count(), 1);
  const blocked = await page.evaluate(async () => {
    /** @type {string[]} */
    const blocked = [];
    addEventListener("securitypolicyviolation", (event) => blocked.push(event.effectiveDirective));
    const elsewhere = "https://elsewhere.invalid/";
    await fetch(elsewhere).catch(() => {});
    document.body.append(Object.assign(new Image(), { src: elsewhere }));
    document.head.append(Object.assign(document.createElement("script"), { src: elsewhere }));
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: elsewhere }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    return blocked.sort();
  });
  assert.deepEqual(blocked, ["connect-src", "img-src", "script-src-elem", "style-src-elem"]);
});

test("a worker made by the page is under the same CSP", async (t) => {
  const page = await open(t, { errors: true });
  const answer = await page.evaluate(() => {
    const source =
      "addEventListener('securitypolicyviolation', (event) => postMessage(event.effectiveDirective));" +
      "fetch('https://elsewhere.invalid/').then(() => postMessage('sent'), () => {});";
    const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    return new Promise((resolve) => (worker.onmessage = (event) => resolve(event.data)));
  });
  assert.equal(answer, "connect-src");
});
