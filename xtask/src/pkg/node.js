import { readFileSync } from "node:fs";
import { initSync } from "./fenjie.js";

initSync({ module: readFileSync(new URL("fenjie_bg.wasm", import.meta.url)) });

export { decode, parse } from "./fenjie.js";
