// How fast the page's reader takes Word, Excel and OFD files apart, beside mammoth, SheetJS and word-extractor on the same files
// in the same Node.js, and ofdkit in Python: `npm ci --prefix tests/formats && node tests/formats/compare.mjs`, after `cargo
// xtask test formats` has made the files and `cargo xtask build` the reader. PYTHON names a Python that has ofdkit; without one
// it is left out. (The npm registry's ofd.js draws pages and wants a browser.) What they make differs (a manuscript; HTML; an
// object of cells; text), as do their aims: the figures say what a reader of the page waits for.
import mammoth from "mammoth";
import WordExtractor from "word-extractor";
import xlsx from "xlsx";
import { compare, glue, inPython } from "./beside.mjs";

/** How many times each file is read; the fastest counts. ofdkit reads it once. */
const TIMES = 15;

const OFDKIT = `
import sys, time, ofdkit
start = time.perf_counter()
with ofdkit.open(sys.argv[1]) as document:
    document.text()
print((time.perf_counter() - start) * 1000)
`;

/** @type {[string, import("./beside.mjs").Other][]} */
const others = [
  ["docx", { name: "mammoth", run: (buffer) => mammoth.convertToHtml({ buffer }) }],
  ["docx-libreoffice", { name: "mammoth", run: (buffer) => mammoth.convertToHtml({ buffer }) }],
  ["doc-libreoffice", { name: "word-extractor", run: (bytes) => new WordExtractor().extract(bytes) }],
  ["xlsx", { name: "SheetJS", run: (bytes) => xlsx.read(bytes) }],
  ["xlsx-libreoffice", { name: "SheetJS", run: (bytes) => xlsx.read(bytes) }],
  ["xls-libreoffice", { name: "SheetJS", run: (bytes) => xlsx.read(bytes) }],
  ["ofd", { name: "ofdkit", measured: (path) => inPython(OFDKIT, path) }],
];
const ours = glue("reader");
for (const [kind, other] of others) await compare(kind, ours, [other], TIMES);
