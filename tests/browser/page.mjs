// @ts-check
// What the tests of the page share: ways to open notices, and notices to open.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{name: string, body: string | number[]}} Dropped a file; its body as text or as bytes */

/** A notice of three tasks, two of which the education bureau has part in and one of which it leads. */
export const NOTICE = `关于印发2026年重点工作责任分解的通知

各镇人民政府、街道办事处，区政府各部门：

现将《2026年重点工作责任分解》印发给你们，请认真落实。

临湖区人民政府
2026年3月9日

附件

2026年重点工作责任分解

一、教育

序号\t重点工作\t责任单位\t备注
1\t新建小学2所。\t*区教育局、区住建局\t年内开工
2\t招聘教师120名。\t*区人社局、区教育局\t

二、交通

序号\t重点工作\t责任单位\t备注
1\t改造公路36公里。\t区交通局\t

注：标记*的为牵头单位
`;

/** A notice that has something for every view: leaders, parts of three kinds, deadlines, targets, indicators, doubts. */
export const VARIED = `关于印发2026年民生实事任务分解的通知

各镇人民政府、街道办事处，区政府各部门：

现将《2026年民生实事任务分解》印发给你们，请认真落实。到2028年，全区森林覆盖率达到52%以上。

临湖区人民政府
2026年3月9日

附件

2026年民生实事任务分解

一、教育

序号\t重点工作\t责任领导\t牵头单位\t配合单位\t完成时限\t备注
1\t新建小学2所，新增学位3000个以上。\t林之远\t区教育局\t区住建局、区财政局\t2026年9月底前\t年内开工
2\t招聘教师120名。\t林之远\t区人社局\t区教育局、区财政局\t2026年6月底前\t
3\t改造校舍防雷设施5处。\t林之远、苏晚晴\t区教育局\t区应急局\t2026年6月底前\t

二、交通

序号\t重点工作\t责任领导\t牵头单位\t配合单位\t完成时限\t备注
1\t改造公路36公里。\t苏晚晴\t区交通局\t区财政局\t2026年12月底前\t
2\t开通公交线路4条，公交出行分担率达到18%。\t苏晚晴\t区交通局\t区住建局\t长期坚持\t
4\t整治停车秩序。\t苏晚晴\t区城管局\t区交通局\t\t
`;

/** A view of every kind, as the parts of links that follow a document's key. */
export const VIEWS = [
  "table",
  "table?group=unit&unit=区教育局",
  "units",
  "units?of=区教育局",
  "units?of=*",
  "leaders",
  "leaders?of=苏晚晴",
  "timeline",
  "targets",
  "pictures",
  "source",
  "checks",
];

/**
 * Goes to a view of the document that is shown, in a language of the interface, and waits until it is there.
 * @param {Page} page
 * @param {string} view one of {@link VIEWS}
 * @param {"zh" | "en"} [language]
 */
export async function visit(page, view, language = "zh") {
  await page.evaluate(
    ([view, language]) => {
      const [, key] = /^#\/doc\/([^/]+)/.exec(location.hash) ?? [];
      location.hash = `/doc/${key}/${view}${view.includes("?") ? "&" : "?"}lang=${language}`;
    },
    [view, language],
  );
  const [name, query = ""] = view.split("?");
  const of = new URLSearchParams(query).get("of");
  await page.waitForSelector(`html[lang|="${language}"] body[data-view="${name}"]`);
  // The whole engine comes with a sheet of styles of its own.
  if (name !== "table" && name !== "source") {
    await page.waitForSelector(of === null ? `#${name}` : `#${name} .dossier`);
    if (of === null) await page.waitForSelector(`#${name} .dossier`, { state: "detached" });
  }
  await settled(page);
}

/** Another, of one task. */
export const OTHER = "二、抓好防汛备汛。\n（责任单位：区水利局、区应急局）\n";

/**
 * Drops files on the page.
 * @param {Page} page
 * @param {Dropped[]} files
 */
export async function drop(page, ...files) {
  const transfer = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, body } of files) {
      transfer.items.add(new File([typeof body === "string" ? body : new Uint8Array(body)], name));
    }
    return transfer;
  }, files);
  for (const type of ["dragenter", "dragover", "drop"]) {
    await page.dispatchEvent("body", type, { dataTransfer: transfer });
  }
}

/**
 * Pastes text as with Ctrl+V.
 * @param {Page} page
 * @param {string} text
 */
export async function paste(page, text) {
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/**
 * The texts of the table's tasks, once there are as many.
 * @param {Page} page
 * @param {number} count
 */
export async function tasks(page, count) {
  const cells = page.locator("table.tasks td.task");
  await page.waitForFunction(
    (count) => document.querySelectorAll("table.tasks td.task").length === count,
    count,
    { timeout: 10_000 },
  ).catch(async () => assert.equal(await cells.count(), count));
  return cells.allTextContents();
}

/**
 * Chooses something from the menu of exports.
 * @param {Page} page
 * @param {string} format
 */
export async function choose(page, format) {
  await page.click("#export > summary");
  await page.click(`#export [data-format="${format}"]`);
}

/**
 * Exports the view and gives the file's name and bytes.
 * @param {Page} page
 * @param {string} format
 */
export async function exported(page, format) {
  const download = page.waitForEvent("download");
  await choose(page, format);
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/**
 * Waits until the page has answered the last click or key, to the last row.
 * @param {Page} page
 */
export async function settled(page) {
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  await page.waitForFunction(() => !document.querySelector("body.working, [aria-busy=true]"));
}

/**
 * A parameter's values in the link.
 * @param {Page} page
 * @param {string} name
 */
export function parameter(page, name) {
  return new URLSearchParams(new URL(page.url()).hash.split("?")[1]).getAll(name);
}

/**
 * Has the worker of the page, when that is loaded anew, do something else than answer at some requests.
 * @param {Page} page
 * @param {string} when JavaScript that tells these requests, by `request`
 * @param {string} then JavaScript that is run instead: `real(event)` would answer, by `scope.postMessage` with the `id`
 */
export const instead = (page, when, then) =>
  page.route("**/worker.js", async (route) => {
    const answer = await route.fetch();
    const trap = `
      { const real = scope.onmessage;
        scope.onmessage = (event) => {
          const { id, request } = event.data;
          if (${when}) { ${then} } else real(event);
        }; }`;
    await route.fulfill({ response: answer, body: (await answer.text()) + trap });
  });
