// @ts-check
// Files that are no plain text: they are read by a worker of their own, one at a time or in the library.
import assert from "node:assert/strict";
import { test } from "node:test";
import { archive } from "./archive.mjs";
import { compound, record } from "./compound.mjs";
import { HEADERS, ROWS, TITLE, ofd, pdf } from "./fixed.mjs";
import { open } from "./harness.mjs";
import { NOTICE, OTHER, drop, tasks } from "./page.mjs";

/** @param {string} words */
const paragraph = (words) => `<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`;

/** A Word document. */
function docx() {
  const cell = (/** @type {string} */ words, /** @type {number} */ column) => {
    const merge = column === 2 ? `<w:tcPr><w:vMerge${words ? ' w:val="restart"' : ""}/></w:tcPr>` : "";
    return `<w:tc>${merge}${paragraph(words)}</w:tc>`;
  };
  const header = HEADERS.map((words) => `<w:tc>${paragraph(words)}</w:tc>`).join("");
  const rows = ROWS.map((row) => `<w:tr>${row.map(cell).join("")}</w:tr>`).join("");
  const body = `${paragraph(TITLE)}<w:tbl><w:tr>${header}</w:tr>${rows}</w:tbl>`;
  return archive([{ name: "word/document.xml", body: `<w:document><w:body>${body}</w:body></w:document>` }], { deflate: true });
}

/** An Excel workbook. */
function xlsx() {
  const cell = (/** @type {string} */ words) => (words ? `<c t="str"><v>${words}</v></c>` : "<c/>");
  const row = (/** @type {string[]} */ cells) => `<row>${cells.map(cell).join("")}</row>`;
  const sheet = `<worksheet><sheetData>${[[TITLE], HEADERS, ...ROWS].map(row).join("")}</sheetData>
    <mergeCells><mergeCell ref="C3:C4"/></mergeCells></worksheet>`;
  return archive([
    { name: "xl/workbook.xml", body: '<workbook><sheets><sheet name="分工"/></sheets></workbook>' },
    { name: "xl/worksheets/sheet1.xml", body: sheet },
  ]);
}

/** An Excel workbook of before 2007. */
function xls() {
  const begin = record(0x809, 0x600, 5);
  const label = (/** @type {string} */ words, /** @type {number} */ row, /** @type {number} */ column) =>
    record(0x204, row, column, 0, words.length, Uint8Array.of(1), Buffer.from(words, "utf16le"));
  const rows = [[TITLE], HEADERS, ...ROWS];
  const cells = rows.flatMap((row, at) => row.map((words, column) => (words ? label(words, at, column) : Buffer.alloc(0))));
  const end = record(0x0a);
  const sheet = (/** @type {number} */ at) => record(0x85, at, 0, 0, Uint8Array.of(1, 0, 0x41));
  const before = begin.length + sheet(0).length + end.length;
  const merged = record(0xe5, 1, 2, 3, 2, 2);
  return compound("Workbook", Buffer.concat([begin, sheet(before), end, begin, ...cells, merged, end]));
}

/** A saved web page. */
function html() {
  const row = (/** @type {string[]} */ cells, /** @type {number} */ at) =>
    `<tr>${cells.map((words, column) => (words ? `<td${column === 2 && at === 0 ? " rowspan=2" : ""}>${words}` : "")).join("")}`;
  return Buffer.from(`<!doctype html><meta charset="utf-8"><nav>首页</nav><h1>${TITLE}</h1>
    <table><tr>${HEADERS.map((words) => `<th>${words}`).join("")}${ROWS.map(row).join("")}</table>`);
}

/** @type {[string, Buffer][]} */
const FILES = [
  ["分工.docx", docx()],
  ["分工.xlsx", xlsx()],
  ["分工.xls", xls()],
  ["分工.ofd", ofd()],
  ["分工.html", html()],
  ["分工.pdf", pdf()],
];

for (const [name, bytes] of FILES) {
  test(`${name} shows the table that it holds`, async (t) => {
    const page = await open(t, { viewport: { width: 1600, height: 900 } });
    await drop(page, { name, body: [...bytes] });
    assert.deepEqual(await tasks(page, 3), ROWS.map((row) => row[1]));
    assert.match(await page.locator("#view h1").innerText(), new RegExp(TITLE));
    const leaders = await page.locator("table.tasks td.leaders").allInnerTexts();
    assert.deepEqual(leaders.map((words) => words.trim()), ["柳承泽", "柳承泽", "白芷若"], "merged cells are repeated");
  });
}

test("the name of a file says nothing of what it is", async (t) => {
  const page = await open(t);
  await drop(page, { name: "通知.txt", body: [...docx()] });
  await tasks(page, 3);
  await drop(page, { name: "通知.docx", body: NOTICE });
  await page.waitForSelector(".documents li:nth-child(2).current");
  await tasks(page, 3);
});

test("a damaged file says so, and what was open stays", async (t) => {
  const page = await open(t);
  await drop(page, { name: "好.xlsx", body: [...xlsx()] });
  await tasks(page, 3);
  const whole = docx();
  await drop(page, { name: "坏.docx", body: [...whole.subarray(0, whole.length - 40)] });
  await page.locator("#view .message h1", { hasText: "已损坏" }).waitFor();
  await page.click(".documents li:nth-child(1) a");
  await tasks(page, 3);
});

test("after a panic the files are read again as they were", async (t) => {
  const page = await open(t);
  await drop(page, { name: "分工.docx", body: [...docx()] });
  await tasks(page, 3);
  await drop(page, { name: "任务.txt", body: OTHER });
  await tasks(page, 1);
  // The next message ends the worker of the session, as a panic would.
  await page.evaluate(() => {
    const ask = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function () {
      Worker.prototype.postMessage = ask;
      this.dispatchEvent(new ErrorEvent("error", { message: "made to fail" }));
    };
  });
  await page.click(".tab[href*='/source']");
  await page.locator("#view .message", { hasText: "任务.txt" }).waitFor();
  await page.click(".documents li:nth-child(1) a");
  await tasks(page, 3);
});

test("a worker that fails at a file leaves the others alone", async (t) => {
  const page = await open(t);
  await drop(page, { name: "分工.html", body: [...html()] });
  await tasks(page, 3);
  await page.evaluate(() => {
    const ask = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (/** @type {any} */ message) {
      if (message.request?.kind === "read") {
        Worker.prototype.postMessage = ask;
        this.dispatchEvent(new MessageEvent("message", { data: { id: message.id, panic: "made to fail" } }));
      } else {
        ask.apply(this, /** @type {any} */ (arguments));
      }
    };
  });
  await drop(page, { name: "难.docx", body: [...docx()] });
  const message = page.locator("#view .message", { hasText: "难.docx" });
  await message.waitFor();
  await message.locator("[data-again]").click();
  await page.waitForSelector(".documents li:nth-child(2).current");
  await tasks(page, 3);
});

test("an archive of files of several formats fills the library", async (t) => {
  const page = await open(t, { viewport: { width: 1600, height: 900 } });
  await page.waitForSelector(".home");
  const broken = docx();
  const members = [
    ...FILES.map(([name, bytes]) => ({ name: `各科室/${name}`, body: bytes })),
    { name: "各科室/另一份.txt", body: NOTICE },
    // So that the list of members is far from what the first of them looks like.
    { name: "各科室/空行多.txt", body: OTHER + "\n".repeat(300_000) },
    { name: "各科室/坏.docx", body: broken.subarray(0, broken.length - 40) },
  ];
  await drop(page, { name: "全部.zip", body: [...archive(members)] });
  await page.locator(".counted", { hasText: "8 份通知，共 22 项任务" }).waitFor();
  await page.locator("#failures-summary", { hasText: "1 个文件没有收入" }).waitFor();
  await page.fill("#q", "疏浚护城河");
  await page.locator(".counted", { hasText: "6 份通知，6 项任务" }).waitFor();
  // A row leads to its notice, which is read again.
  await page.locator("#table a[href*='/doc/']").first().click();
  await page.waitForSelector(".document");
  await tasks(page, 3);
});

/** 一、抓好春耕。（责任单位：市农业局） in GB 18030. */
const SPRING = [0xd2, 0xbb, 0xa1, 0xa2, 0xd7, 0xa5, 0xba, 0xc3, 0xb4, 0xba, 0xb8, 0xfb, 0xa1, 0xa3, 0xa3, 0xa8, 0xd4,
  0xf0, 0xc8, 0xce, 0xb5, 0xa5, 0xce, 0xbb, 0xa3, 0xba, 0xca, 0xd0, 0xc5, 0xa9, 0xd2, 0xb5, 0xbe, 0xd6, 0xa3, 0xa9];

test("a text is read again in the encoding that the reader chooses", async (t) => {
  const page = await open(t, { viewport: { width: 1600, height: 900 } });
  await drop(page, { name: "gb.txt", body: SPRING });
  const source = page.locator("#source-text");
  const choice = page.locator("select[data-encoding]");
  await source.filter({ hasText: "抓好春耕" }).waitFor();
  await choice.locator("option:checked", { hasText: "自动：GB 18030" }).waitFor({ state: "attached" });
  await choice.selectOption("Big5");
  await source.filter({ hasNotText: "抓好春耕" }).waitFor();
  await choice.locator("option:checked", { hasText: "Big5" }).waitFor({ state: "attached" });
  await choice.selectOption("");
  await source.filter({ hasText: "抓好春耕" }).waitFor();
});

test("a web page that names the wrong encoding is read again in the right one", async (t) => {
  const page = await open(t, { viewport: { width: 1600, height: 900 } });
  const head = '<!doctype html><meta charset="big5"><p>';
  await drop(page, { name: "gb.html", body: [...Buffer.from(head), ...SPRING] });
  const source = page.locator("#source-text");
  const choice = page.locator("select[data-encoding]");
  await choice.locator("option:checked", { hasText: "自动：Big5" }).waitFor({ state: "attached" });
  await choice.selectOption("gb18030");
  await source.filter({ hasText: "抓好春耕" }).waitFor();
  await source.filter({ hasNotText: "doctype" }).waitFor();
  await choice.locator("option:checked", { hasText: "GB 18030" }).waitFor({ state: "attached" });
});
