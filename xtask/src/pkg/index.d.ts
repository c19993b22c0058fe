export { decode, parse } from "./fenjie.js";
export type * from "./fenjie.js";
