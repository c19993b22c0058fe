// @ts-check
// Writes what the parser gives for the samples as a TypeScript file, so that the compiler holds the package's
// declarations, which are generated from the Rust types, against values.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { parse } from "../../pkg/node.js";

const samples = new URL("../../www/samples/", import.meta.url);
const notices = readdirSync(samples).map((name) => parse(readFileSync(new URL(name, samples)), name));
const source = [
  'import type { Notice } from "../../../pkg/index.js";',
  ...notices.map((notice, at) => `export const notice${at}: Notice = ${JSON.stringify(notice, null, 1)};`),
];
writeFileSync(new URL("out/notices.ts", import.meta.url), source.join("\n"));
