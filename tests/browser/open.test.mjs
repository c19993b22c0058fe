// @ts-check
// Ways to open a notice, and answers to what is none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./harness.mjs";
import { NOTICE, OTHER, drop, paste, settled, tasks } from "./page.mjs";

test("a notice dropped anywhere shows its table", async (t) => {
  const page = await open(t);
  await drop(page, { name: "任务.txt", body: NOTICE });
  assert.deepEqual(await tasks(page, 3), ["新建小学2所。", "招聘教师120名。", "改造公路36公里。"]);
  assert.match(await page.locator("#view h1").innerText(), /重点工作责任分解的通知/);
  assert.match(await page.title(), /重点工作责任分解的通知/);
  assert.match(await page.locator("#live").innerText(), /共 3 项任务/);
});

test("a notice can be picked, and is read in the encoding that it has", async (t) => {
  const page = await open(t);
  await page.waitForSelector(".home");
  const chooser = page.waitForEvent("filechooser");
  await page.click("[data-pick]");
  const buffer = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(NOTICE, "utf16le")]);
  await (await chooser).setFiles({ name: "任务.txt", mimeType: "text/plain", buffer });
  await tasks(page, 3);
});

test("GB 18030 is decoded by the browser", async (t) => {
  const page = await open(t);
  // 一、抓好春耕。（责任单位：市农业局）
  const body = [0xd2, 0xbb, 0xa1, 0xa2, 0xd7, 0xa5, 0xba, 0xc3, 0xb4, 0xba, 0xb8, 0xfb, 0xa1, 0xa3, 0xa3, 0xa8, 0xd4,
    0xf0, 0xc8, 0xce, 0xb5, 0xa5, 0xce, 0xbb, 0xa3, 0xba, 0xca, 0xd0, 0xc5, 0xa9, 0xd2, 0xb5, 0xbe, 0xd6, 0xa3, 0xa9];
  await drop(page, { name: "gb.txt", body });
  await page.waitForSelector("td.units, .results .state");
  assert.match(await page.locator("#source-text").innerText(), /抓好春耕。（责任单位：市农业局）/);
});

test("text is pasted anywhere or into its box", async (t) => {
  const page = await open(t);
  await page.waitForSelector(".home");
  await paste(page, NOTICE);
  await tasks(page, 3);
  await page.click(".brand");
  await page.fill("#paste-text", OTHER);
  await page.click(".paste button");
  await page.waitForSelector(".documents li:nth-child(2)");
  assert.equal(await page.locator(".documents li").count(), 2);
});

test("every sample opens by its link, also after a reload", async (t) => {
  const page = await open(t);
  await page.waitForSelector(".samples a");
  const links = await page.locator(".samples a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.ok(links.length >= 3);
  for (const link of links) {
    await page.click(`.samples a[href="${link}"]`);
    // It is of realistic length.
    await page.locator("table.tasks td.task").nth(39).waitFor();
    await page.reload();
    await page.waitForSelector("table.tasks td.task");
    await page.click(".brand");
    await page.waitForSelector(".samples a");
  }
});

test("several notices are open at once, switched and closed", async (t) => {
  const page = await open(t);
  await drop(page, { name: "a.txt", body: NOTICE }, { name: "b.txt", body: OTHER });
  await page.waitForSelector(".documents li:nth-child(2).current");
  await page.click(".documents li:nth-child(1) a");
  await tasks(page, 3);
  await page.click(".documents li:nth-child(1) button");
  await page.waitForSelector(".documents li:nth-child(2)", { state: "detached" });
  await page.waitForSelector(".documents li:nth-child(1).current");
  await page.click(".documents li button");
  await page.waitForSelector(".home");
});

test("a reload loses the file, says so, and the same file brings the same view back", async (t) => {
  const page = await open(t);
  await drop(page, { name: "任务.txt", body: NOTICE });
  await tasks(page, 3);
  await page.getByRole("checkbox", { name: "区教育局" }).check();
  await tasks(page, 2);
  await page.reload();
  await page.waitForSelector("#view .message");
  assert.match(await page.locator("#view .message h1").innerText(), /还没有打开/);
  await drop(page, { name: "改过名.txt", body: NOTICE });
  assert.deepEqual(await tasks(page, 2), ["新建小学2所。", "招聘教师120名。"]);
});

test("files that are no text are named, and opened if the reader insists", async (t) => {
  const page = await open(t);
  await page.waitForSelector(".home");
  /** @type {[string, string | number[], RegExp][]} */
  const files = [
    ["empty.txt", "", /空的/],
    ["old.doc", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], /旧版 Office/],
    ["a.pdf", "%PDF-1.7\n", /已损坏/],
    ["a.png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0], /图片/],
    ["a.docx", "PK\u0003\u0004....[Content_Types].xml...word/document.xml", /已损坏/],
  ];
  for (const [name, body, words] of files) {
    await drop(page, { name, body });
    await page.locator("#view .message .file-name", { hasText: name }).waitFor();
    assert.match(await page.locator("#view .message h1").innerText(), words);
  }
  await page.click("[data-anyway]");
  await page.waitForSelector(".document");
  assert.match(await page.locator("#source-text").innerText(), /Content_Types/);
});

/** A web page that says what NOTICE says nothing of. */
const PAGE = `<!doctype html><meta charset="utf-8"><nav>首页</nav><table>
  <tr><th>序号</th><th>重点工作</th><th>责任单位</th></tr>
  <tr><td>1</td><td>疏浚护城河。</td><td rowspan="2">市水利局</td></tr><tr><td>2</td><td>加固水库&nbsp;3 座。</td></tr></table>`;

test("a web page is read by the engine that knows formats, whatever its name", async (t) => {
  const page = await open(t);
  await drop(page, { name: "a.txt", body: PAGE });
  assert.deepEqual(await tasks(page, 2), ["疏浚护城河。", "加固水库\u00a03 座。"]);
  // What was open stays open.
  await drop(page, { name: "b.txt", body: NOTICE });
  await tasks(page, 3);
  await page.waitForSelector(".documents li:nth-child(2).current");
});

test("a table that is pasted with its markup keeps its merged cells", async (t) => {
  const page = await open(t);
  await page.waitForSelector(".home");
  await page.evaluate((markup) => {
    const data = new DataTransfer();
    data.setData("text/html", markup);
    data.setData("text/plain", "序号 重点工作");
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, PAGE.slice(PAGE.indexOf("<table>")));
  await tasks(page, 2);
  await page.locator("tbody tr", { hasText: "加固水库" }).locator("text=市水利局").first().waitFor();
});

test("a notice without any task says so and still shows its source", async (t) => {
  const page = await open(t);
  await drop(page, { name: "a.txt", body: "关于放假的通知\n\n各科室：\n\n明日放假一天。\n" });
  await page.waitForSelector(".results .state");
  assert.match(await page.locator(".results .state").innerText(), /没有找到任务/);
  assert.match(await page.locator("#source-text").innerText(), /明日放假一天/);
});

test("a file over the limit is not read", async (t) => {
  const page = await open(t);
  await page.waitForSelector(".home");
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    const part = new Uint8Array(1 << 20);
    transfer.items.add(new File(Array.from({ length: 65 }, () => part), "big.txt"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await page.locator("#view .message h1", { hasText: "太大" }).waitFor();
  await settled(page);
});

test("the whole engine takes over when a view needs it, with the notices that are open", async (t) => {
  const page = await open(t);
  /** @type {string[]} */
  const fetched = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname.replace(/^.*\//, "")));
  await drop(page, { name: "a.txt", body: OTHER }, { name: "b.txt", body: NOTICE });
  await page.waitForSelector(".documents li:nth-child(2).current");
  await tasks(page, 3);
  assert.deepEqual(fetched.filter((name) => name.startsWith("whole")), [], "nothing needed it so far");
  await page.click("#tab-checks");
  await page.waitForSelector("#checks");
  assert.deepEqual(fetched.filter((name) => name.startsWith("whole")).sort(), ["whole.js", "whole_bg.wasm.gz"]);
  await page.click(".documents li:nth-child(1) a");
  await tasks(page, 1);
});

test("without the network a view that was never loaded says so, and the notice stays", async (t) => {
  const page = await open(t, { errors: true });
  await drop(page, { name: "b.txt", body: NOTICE });
  await tasks(page, 3);
  await page.route("**/whole*", (route) => route.abort());
  await page.click("#tab-checks");
  await page.locator("#view .message h1", { hasText: "没有载入" }).waitFor();
  await page.click(".documents li a");
  await tasks(page, 3);
  await page.unroute("**/whole*");
  await page.click("#tab-checks");
  await page.waitForSelector("#checks");
});
