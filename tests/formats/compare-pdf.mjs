// How fast the page's reader of PDF takes files apart, beside pdf.js in the same Node.js and pdfplumber in Python, on the
// same files: `npm ci --prefix tests/formats && node tests/formats/compare-pdf.mjs`, after `cargo xtask test formats` has made
// the files and `cargo xtask build` the reader. PYTHON names a Python that has pdfplumber; without one it is left out.
// What they make differs: a manuscript with tables; text with places, without tables; tables alone.
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { compare, glue, inPython, kinds } from "./beside.mjs";

/** How many times each file is read; the fastest counts. pdfplumber reads it once. */
const TIMES = 3;

/**
 * All text of a file with its places.
 * @param {Buffer} file
 */
async function withPdfJs(file) {
  const task = getDocument({
    data: new Uint8Array(file),
    cMapUrl: new URL("node_modules/pdfjs-dist/cmaps/", import.meta.url).pathname,
    cMapPacked: true,
    standardFontDataUrl: new URL("node_modules/pdfjs-dist/standard_fonts/", import.meta.url).pathname,
    verbosity: 0,
  });
  const document = await task.promise;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    await page.getTextContent();
  }
  await task.destroy();
}

const PDFPLUMBER = `
import sys, time, pdfplumber
start = time.perf_counter()
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_tables()
print((time.perf_counter() - start) * 1000)
`;

const ours = glue("pdf");
for (const kind of kinds().filter((name) => name.startsWith("pdf-"))) {
  const others = [
    { name: "pdf.js", run: withPdfJs },
    { name: "pdfplumber", measured: (/** @type {string} */ path) => inPython(PDFPLUMBER, path) },
  ];
  await compare(kind, ours, others, TIMES);
}
