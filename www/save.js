// @ts-check
// What the reader takes away: files are downloaded, text goes to the clipboard, and workbooks are written as spreadsheets first.

import { Engine } from "./engine.js";
import { load } from "./files.js";

/** Writes spreadsheets. */
const writer = new Engine(load, "sheets");

/**
 * A workbook as a spreadsheet file, by the worker that is there for this alone and ends with it.
 * @param {Uint8Array<ArrayBuffer>} workbook
 * @param {<T>(request: Promise<T>, worker: Engine) => Promise<T>} working what shows that the page is busy
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function written(workbook, working) {
  try {
    await working(writer.start(), writer);
    return await working(writer.ask({ kind: "write", workbook }, [workbook.buffer]), writer);
  } finally {
    writer.stop();
  }
}

/**
 * Puts text on the clipboard, and says whether it got there.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
export async function copied(bytes) {
  const text = new TextDecoder().decode(bytes);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Over plain http, as on an intranet, there is no such clipboard: what is selected can be copied all the same.
    const box = document.createElement("textarea");
    box.className = "unseen";
    box.value = text;
    const active = document.activeElement;
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    if (active instanceof HTMLElement) active.focus({ preventScroll: true });
    return done;
  }
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
