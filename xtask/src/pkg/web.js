import init from "./fenjie.js";

await init();

export { decode, parse } from "./fenjie.js";
