// @ts-check
// The workers that read formats, each with a WebAssembly of its own: bytes go in, and what the whole engine takes for them
// comes out. A file that ends one of them harms neither the open notices nor the library.

import { Engine } from "./engine.js";
import { load } from "./files.js";

/** How long a worker waits for another file before it gives back its memory, in milliseconds. */
const IDLE = 10_000;

export class Readers {
  /** @type {Map<import("./engine.js").Reader, Engine>} */
  #engines = new Map();
  /** One file after the other: the last of them. */
  #last = Promise.resolve();
  #waiting = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rest;

  /**
   * What the reader of this name makes of a file.
   * @param {import("./engine.js").Reader} name
   * @param {Uint8Array<ArrayBuffer>} bytes they are given away
   * @param {string} [encoding] the one that the reader chose, if they did
   * @returns {Promise<Uint8Array>}
   */
  async read(name, bytes, encoding = "") {
    this.#waiting++;
    clearTimeout(this.#rest);
    const read = this.#last.then(() => this.#read(name, bytes, encoding));
    this.#last = read.then(
      () => {},
      () => {},
    );
    try {
      return await read;
    } finally {
      this.#waiting--;
      if (!this.busy) this.#rest = setTimeout(() => this.stop(), IDLE);
    }
  }

  /**
   * @param {import("./engine.js").Reader} name
   * @param {Uint8Array<ArrayBuffer>} bytes
   * @param {string} encoding
   * @returns {Promise<Uint8Array>}
   */
  async #read(name, bytes, encoding) {
    const engine = this.#engines.get(name) ?? new Engine(load, name);
    this.#engines.set(name, engine);
    if (!engine.running) await engine.start();
    return engine.ask({ kind: "read", bytes, encoding }, [bytes.buffer]);
  }

  /** Whether someone waits for one of them. */
  get busy() {
    return this.#waiting > 0;
  }

  /** Gives up the file that is being read. Whoever waits for it is told. */
  stop() {
    this.#engines.forEach((engine) => engine.stop());
  }
}
