// @ts-check
// The worker as the page sees it: requests go in, answers come out, and a worker that failed is replaced.

/**
 * @typedef {{kind: "start", wasm: ArrayBuffer, language: string}
 *   | {kind: "open", bytes: ArrayBuffer, name: string, path: string, anyway: boolean, encoding: string, read?: Uint8Array}
 *   | {kind: "show", path: string}
 *   | {kind: "close", key: string, path: string}
 *   | {kind: "edit", path: string, body: string}
 *   | {kind: "restore", key: string, kept: string}
 *   | {kind: "export", path: string, format: string}
 *   | {kind: "write", workbook: Uint8Array<ArrayBuffer>}
 *   | {kind: "unpack", packed: ArrayBuffer}
 *   | {kind: "read", bytes: Uint8Array<ArrayBuffer>, encoding: string}
 *   | {kind: "pages", bytes: Uint8Array<ArrayBuffer>}
 *   | {kind: "draw", page: number, plain: boolean}
 *   | {kind: "shelve", file: Blob, name: string, number: number, entry: number | undefined}
 *   | {kind: "shelve-read", name: string, key: string, read: Uint8Array}
 *   | {kind: "not-shelved", name: string, why: string}
 *   | {kind: "bytes", file: Blob, number: number, entry: number}
 *   | {kind: "desk", desk: Desk}
 *   | {kind: "corrections", keys: string[], kept: string[]}
 *   | {kind: "forget"}} Request
 * @typedef {{path: string, key: string, open: boolean, content: string, stored?: string, more: boolean,
 *   archive: boolean, reader?: Reader}} Opened
 * @typedef {{path: string, content: string, stored?: string, forget: boolean, file: SavedFile | null}} Edited
 * @typedef {{unread: boolean, stored?: string}} Restored
 * @typedef {{key?: string, members?: [number, string][], reader?: Reader, bytes?: Uint8Array<ArrayBuffer>}} Shelved what
 *   became of a file for the library
 * @typedef {{total: number, left: number, running: boolean, sources: number, stored: number, keep: string}} Desk how far
 *   the library's files are
 * @typedef {{name: string, type: string, bytes: Uint8Array<ArrayBuffer>, step: "save" | "copy" | "write", said: string}} SavedFile
 * @typedef {{title: string, announce: string, language: string, view: string,
 *   regions: [string, string][], row?: string, line: number | null, sample?: string, reopen?: string,
 *   more: boolean}} Answer
 * @typedef {"reader" | "pdf"} Reader what reads formats alone
 * @typedef {"drawer" | "reader"} Drawer what draws pages
 * @typedef {"fenjie" | "unpack" | "whole" | "sheets" | Reader | Drawer} Stage the engine as the page starts with it, what
 *   unpacks that one alone, the engine with everything, and what writes spreadsheets alone
 */

/** How a file in gzip's format begins (RFC 1952). */
const GZIP = [0x1f, 0x8b];

/**
 * The contents of a file that the build packed as a browser unpacks it.
 * @param {Response} response
 */
async function unpacked(response) {
  const packed = await response.arrayBuffer();
  const head = new Uint8Array(packed, 0, Math.min(packed.byteLength, GZIP.length));
  // Some hosts say of such a file that its contents are encoded so: the browser has unpacked it then.
  if (GZIP.some((byte, at) => head[at] !== byte)) {
    return packed;
  }
  return new Response(new Response(packed).body?.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** The session in the worker came to an end: by a panic, or because the reader stopped it. */
export class Ended extends Error {
  /**
   * @param {string} message
   * @param {boolean} stopped whether the reader stopped it
   * @param {boolean} own whether it ended at this very request, and not at one before it
   */
  constructor(message, stopped, own) {
    super(message);
    this.stopped = stopped;
    this.own = own;
  }
}

export class Engine {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Map<number, {resolve: (result: any) => void, reject: (error: Ended) => void, kind: string}>} */
  #waiting = new Map();
  #count = 0;
  /** @type {Map<Stage, Promise<[string, ArrayBuffer]>>} */
  #code = new Map();
  #load;
  stage;
  /** Largest file that it opens, in bytes. */
  largestFile = 0;

  /**
   * @param {(name: string) => Promise<Response>} load fetches a file of the site
   * @param {Stage} stage which engine to start with
   */
  constructor(load, stage) {
    this.#load = load;
    this.stage = stage;
  }

  /**
   * Starts a worker with an empty session, in the place of any that there was. If its code cannot be had, the old one
   * stays.
   * @param {Stage} [stage]
   */
  async start(stage = this.stage) {
    const [script, wasm] = await this.#codeOf(stage);
    this.#worker?.terminate();
    this.stage = stage;
    this.#worker = new Worker(script);
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onerror = (event) => this.#end(event.message || "the worker failed", false);
    const { largestFile } = await this.ask({ kind: "start", wasm, language: navigator.language });
    this.largestFile = largestFile;
  }

  /**
   * The script and the WebAssembly of a stage, fetched once.
   * @param {Stage} stage
   */
  #codeOf(stage) {
    const known = this.#code.get(stage);
    if (known) {
      return known;
    }
    const text = (/** @type {string} */ name) => this.#load(name).then((script) => script.text());
    const worker = text("worker.js");
    /** @type {Promise<[string, ArrayBuffer]>} */
    const code = Promise.all([
      // A worker from a Blob keeps the page's Content-Security-Policy; one from its own address would not.
      Promise.all([text(`${stage}.js`), worker]).then((texts) =>
        URL.createObjectURL(new Blob([texts.join("\n")], { type: "text/javascript" })),
      ),
      stage === "fenjie" ? this.#first(worker) : this.#load(`${stage}_bg.wasm.gz`).then(unpacked),
    ]);
    this.#code.set(stage, code);
    code.catch(() => this.#code.delete(stage));
    return code;
  }

  /**
   * The WebAssembly that the page starts with, which is packed smaller than a browser can unpack by itself.
   * @param {Promise<string>} worker the text of worker.js, so that it is fetched once
   */
  async #first(worker) {
    const load = async (/** @type {string} */ name) =>
      name === "worker.js" ? new Response(await worker) : this.#load(name);
    const unpacker = new Engine(load, "unpack");
    try {
      const file = this.#load("fenjie_bg.wasm.lzma.bin").then((response) => response.arrayBuffer());
      const [packed] = await Promise.all([file, unpacker.start()]);
      return await unpacker.ask({ kind: "unpack", packed }, [packed]);
    } finally {
      unpacker.stop();
    }
  }

  /**
   * @param {Request} request
   * @param {Transferable[]} [transfer]
   * @returns {Promise<any>}
   */
  ask(request, transfer = []) {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      if (!this.#worker) {
        reject(new Ended("no worker", false, false));
        return;
      }
      this.#waiting.set(id, { resolve, reject, kind: request.kind });
      this.#worker.postMessage({ id, request }, transfer);
    });
  }

  /** Whether it has a worker. */
  get running() {
    return this.#worker !== null;
  }

  /** Whether someone waits for it. */
  get busy() {
    return this.#waiting.size > 0;
  }

  /** Gives up whatever the worker is doing. Whoever waits for it is told. */
  stop() {
    this.#end("stopped", true);
  }

  /** @param {{id: number, result?: any, took?: number, panic?: string}} data */
  #receive(data) {
    if (data.panic !== undefined) {
      this.#end(data.panic, false);
      return;
    }
    const waiting = this.#waiting.get(data.id);
    this.#waiting.delete(data.id);
    if (waiting && data.took !== undefined) {
      performance.measure(`fenjie:${waiting.kind}`, { duration: data.took, end: performance.now() });
    }
    waiting?.resolve(data.result);
  }

  /**
   * @param {string} message
   * @param {boolean} stopped
   */
  #end(message, stopped) {
    this.#worker?.terminate();
    this.#worker = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    // It works on one request after the other: it ended at the first of those that wait.
    waiting.forEach(({ reject }, at) => reject(new Ended(message, stopped, at === 0)));
  }
}
