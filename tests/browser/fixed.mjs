// @ts-check
// A notice in the formats of fixed pages.
import { archive } from "./archive.mjs";

export const HEADERS = ["序号", "重点工作", "责任领导", "责任单位"];
/** An empty leader is merged with the one above. */
export const ROWS = [
  ["1", "疏浚护城河三公里。", "柳承泽", "*市水利局、市财政局"],
  ["2", "加固病险水库12座。", "", "*市水利局、市应急局"],
  ["3", "新增学位800个。", "白芷若", "*市教育局"],
];
export const TITLE = "岚州市人民政府关于印发重点工作分工的通知";

/** An OFD document: characters and lines with their places, in millimetres. */
export function ofd() {
  const columns = [10, 25, 85, 110, 200];
  const [top, height] = [30, 12];
  const text = (/** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ words) =>
    `<TextObject Boundary="${x} ${y} 90 4" Size="4"><TextCode X="0" Y="3.5">${words}</TextCode></TextObject>`;
  const line = (/** @type {number[]} */ ...at) =>
    `<PathObject Boundary="0 0 210 297"><AbbreviatedData>M ${at[0]} ${at[1]} L ${at[2]} ${at[3]}</AbbreviatedData></PathObject>`;
  const rows = [HEADERS, ...ROWS];
  const bottom = top + rows.length * height;
  const words = rows.flatMap((row, at) => row.map((words, column) => text(columns[column] + 1, top + at * height + 1, words)));
  const upright = columns.map((x) => line(x, top, x, bottom));
  const level = [...rows, []].flatMap((_, at) => {
    const y = top + at * height;
    // Nothing is drawn through the merged cell.
    return at === 2 ? [line(10, y, 85, y), line(110, y, 200, y)] : [line(10, y, 200, y)];
  });
  const page = `<Page><Content>${text(30, 10, TITLE)}${words.join("")}${upright.join("")}${level.join("")}</Content></Page>`;
  return archive([
    { name: "OFD.xml", body: "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>" },
    { name: "Doc_0/Document.xml", body: '<Document><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>' },
    { name: "Doc_0/P.xml", body: page },
  ]);
}

/** A PDF: characters and lines with their places, counted from the lower left corner, in a font that is not in the file. */
export function pdf() {
  const columns = [20, 60, 240, 310, 560];
  const [top, height] = [700, 30];
  const codes = (/** @type {string} */ words) =>
    [...words].map((c) => c.charCodeAt(0).toString(16).padStart(4, "0")).join("");
  const text = (/** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ words) =>
    `BT /F 10 Tf ${x} ${y} Td <${codes(words)}> Tj ET`;
  const line = (/** @type {number[]} */ ...at) => `${at[0]} ${at[1]} m ${at[2]} ${at[3]} l S`;
  const rows = [HEADERS, ...ROWS];
  const bottom = top - rows.length * height;
  const words = rows.flatMap((row, at) => row.map((words, column) => text(columns[column] + 4, top - at * height - 20, words)));
  const upright = columns.map((x) => line(x, top, x, bottom));
  const level = [...rows, []].flatMap((_, at) => {
    const y = top - at * height;
    // Nothing is drawn through the merged cell.
    return at === 2 ? [line(20, y, 240, y), line(310, y, 560, y)] : [line(20, y, 560, y)];
  });
  const content = [text(100, 760, TITLE), ...words, ...upright, ...level].join("\n");
  const font = `<</Type/Font /Subtype/Type0 /BaseFont/STSong-Light /Encoding/UniGB-UCS2-H /DescendantFonts [<</Type/Font
    /Subtype/CIDFontType0 /BaseFont/STSong-Light /CIDSystemInfo <</Registry(Adobe) /Ordering(GB1) /Supplement 4>>>>]>>`;
  const objects = [
    "<</Type/Catalog /Pages 2 0 R>>",
    "<</Type/Pages /Count 1 /Kids [3 0 R]>>",
    "<</Type/Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F 5 0 R>>>> /Contents 4 0 R>>",
    `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    font,
  ];
  const body = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join("");
  return Buffer.from(`%PDF-1.7\n${body}trailer\n<</Root 1 0 R /Size 6>>\n%%EOF`, "latin1");
}

/** Where the cell with the second task stands on its page: left, top, right and bottom as parts of the page's width and height. */
export const CELL = {
  ofd: [25 / 210, 54 / 297, 85 / 210, 66 / 297],
  pdf: [60 / 595, 202 / 842, 240 / 595, 232 / 842],
};
