// @ts-check
// Many files at a time: they go to the worker one after the other, so that it answers links in between, and stay with
// the reader's disk (or the browser's storage, if the reader asks) otherwise.

import { Ended } from "./engine.js";
import { filesOf } from "./entries.js";
import { KeptFiles } from "./storage.js";
import { recallAll } from "./store.js";

/** @typedef {{file: Blob, name: string, number: number, kept: boolean}} Source a file as the reader gave it */
/**
 * @typedef {{source: Source, name: string, entry: number | undefined, failed: string}} Item a file to be read: a source, or
 *   a member of one; `failed` says how the worker ended at it
 */
/**
 * @typedef {object} Page what the main thread does for it
 * @property {(request: import("./engine.js").Request) => Promise<any>} ask
 * @property {(name: import("./engine.js").Reader, bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>} read has a file
 *   read by the worker that knows its format
 * @property {() => Promise<void>} show shows the present link anew
 * @property {() => void} stop ends the worker, whatever it does
 * @property {() => Promise<void>} revive starts a worker in the place of one that ended; the library is then filled again
 */

/** Least time between two refreshes of the page while files are read, in milliseconds. */
const REFRESH = 400;

/** How long a file may still take after the reader has stopped the reading, in milliseconds. */
const PATIENCE = 2000;

/** What the rows scroll in, where there is room beside the filters. */
function pane() {
  return document.querySelector(".library .middle");
}

export class Many {
  /** @type {Source[]} */
  #sources = [];
  /** @type {Item[]} */
  #items = [];
  /** How many items the worker has had. */
  #next = 0;
  /** @type {Map<string, Item>} the items by the keys of their notices */
  #keys = new Map();
  #running = false;
  /** Where the reader has stopped the reading: a position among the items. */
  #end = Infinity;
  /** Raised when the worker is emptied: what was asked of the old one does not count. */
  #life = 0;
  /** @type {"" | "yes" | "quota" | "unavailable"} */
  #keep = "";
  /** What the worker has of the reader's corrections; nothing for a new worker. */
  #corrections = "";
  /** Where the reader left the library for a notice: at which link, by which, and how far the rows and the page were scrolled. */
  #departure = { at: "", by: "", rows: 0, page: 0 };
  #storage = new KeptFiles();
  #storing = Promise.resolve();
  #page;
  #picker = document.createElement("input");
  #pressed = false;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
    this.#picker.type = "file";
    this.#picker.multiple = true;
    this.#picker.webkitdirectory = true;
    this.#picker.addEventListener("change", () => {
      this.add([...(this.#picker.files ?? [])].map((file) => ({ file, name: file.webkitRelativePath || file.name })));
      // So that the same folder can be chosen again.
      this.#picker.value = "";
    });
    document.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-many]") : null;
      if (button instanceof HTMLElement) this.#press(button);
      const by = event.target instanceof Element && event.target.closest(".library a[href^='#/doc/']")?.getAttribute("href");
      if (by) this.#departure = { at: location.hash, by, rows: pane()?.scrollTop ?? 0, page: scrollY };
    });
    // A list that is made anew under the pointer would swallow the click.
    addEventListener("pointerdown", () => (this.#pressed = true), true);
    for (const end of ["pointerup", "pointercancel"]) {
      addEventListener(end, () => (this.#pressed = false), true);
    }
  }

  /** Takes up what the browser keeps from an earlier visit. */
  async restore() {
    const kept = await this.#storage.all().catch(() => []);
    if (kept.length > 0) {
      this.#keep = "yes";
      this.#take(kept.map(({ file, name }) => ({ file, name, kept: true })));
    }
  }

  /**
   * The files of dropped entries, those in folders with the folders above them.
   * @param {FileSystemEntry[]} entries
   */
  filesOf(entries) {
    return filesOf(entries);
  }

  /**
   * Adds files to the library, and to those that the browser keeps if it does.
   * @param {{file: Blob, name: string}[]} files
   */
  add(files) {
    this.#take(files.map(({ file, name }) => ({ file, name, kept: false })));
    if (this.#keep) {
      this.#store();
    }
  }

  /** @param {{file: Blob, name: string, kept: boolean}[]} files */
  #take(files) {
    for (const { file, name, kept } of files) {
      const source = { file, name, number: this.#sources.length, kept };
      this.#sources.push(source);
      this.#items.push({ source, name, entry: undefined, failed: "" });
    }
    this.#goOn();
  }

  #goOn() {
    this.#end = Infinity;
    this.#run();
  }

  /** Reads the file that is being read to its end, and no other. One that does not end is left out. */
  #stop() {
    const last = this.#next;
    this.#end = last + 1;
    setTimeout(() => {
      if (this.#running && this.#next === last) this.#page.stop();
    }, PATIENCE);
  }

  get #left() {
    return this.#items.length - this.#next;
  }

  get #goesOn() {
    return this.#left > 0 && this.#next < this.#end;
  }

  /** Fills the library of a new worker. */
  refill() {
    this.#life++;
    this.#next = 0;
    this.#corrections = "";
    this.#run();
  }

  /** To be called when the library is on the page. */
  shown() {
    this.correct();
    this.#return();
  }

  /** Brings the reader back to where they left the library, if this is the link that they left it at. */
  async #return() {
    const { at, by, rows, page } = this.#departure;
    if (location.hash !== at) {
      return;
    }
    this.#departure.at = "";
    while (document.getElementById("table")?.hasAttribute("aria-busy")) {
      await new Promise((resolve) => setTimeout(resolve));
    }
    if (location.hash !== at) {
      return;
    }
    pane()?.scrollTo(0, rows);
    scrollTo(0, page);
    const link = document.querySelector(`.library a[href="${CSS.escape(by)}"]`);
    if (link instanceof HTMLElement) link.focus({ preventScroll: true });
  }

  /** Has the notices read again whose corrections have changed, and shows the library with them. */
  async correct() {
    const all = recallAll();
    const corrections = JSON.stringify(all);
    if (corrections === this.#corrections) {
      return;
    }
    this.#corrections = corrections;
    const life = this.#life;
    /** @type {Item | undefined} */
    let item;
    try {
      const keys = all.map(([key]) => key);
      const kept = all.map(([, kept]) => kept);
      for (const key of await this.#page.ask({ kind: "corrections", keys, kept })) {
        item = this.#keys.get(key);
        if (item && life === this.#life) await this.#shelve(item);
      }
    } catch (error) {
      await this.#survive(error, item);
    }
    if (!this.#running) {
      await this.#refresh();
    }
  }

  /**
   * The file of a notice in the library.
   * @param {string} key
   * @returns {Promise<{blob: Blob, name: string} | null>}
   */
  async file(key) {
    const item = this.#keys.get(key);
    if (!item) {
      return null;
    }
    const { source, entry, name } = item;
    if (entry === undefined) {
      return { blob: source.file, name };
    }
    const bytes = await this.#page.ask({ kind: "bytes", file: source.file, number: source.number, entry });
    return bytes && { blob: new Blob([bytes]), name };
  }

  async #run() {
    if (this.#running) {
      return;
    }
    this.#running = true;
    let shown = 0;
    try {
      while (this.#goesOn) {
        if (!this.#corrections) await this.correct();
        const started = performance.now();
        if (started - shown > REFRESH && !this.#pressed) {
          await this.#refresh();
          // On a slow machine less often: most of the time is for reading.
          shown = performance.now() + 2 * (performance.now() - started);
        }
        await this.#hand(this.#items[this.#next]);
      }
    } finally {
      this.#running = false;
    }
    await this.#refresh();
  }

  /** @param {Item} item */
  async #hand(item) {
    const { source, name } = item;
    const life = this.#life;
    try {
      if (item.failed) {
        await this.#page.ask({ kind: "not-shelved", name, why: item.failed });
      } else {
        const { key, members } = await this.#shelve(item);
        if (life !== this.#life) {
          return;
        }
        if (key) {
          this.#keys.set(key, item);
        }
        if (members && this.#items[this.#next + 1]?.source !== source) {
          /** @type {Item[]} */
          const items = members.map(([entry, inner]) => ({ source, name: `${name}/${inner}`, entry, failed: "" }));
          this.#items = [...this.#items.slice(0, this.#next + 1), ...items, ...this.#items.slice(this.#next + 1)];
        }
      }
      if (life === this.#life) {
        this.#next++;
      }
    } catch (error) {
      await this.#survive(error, item);
    }
  }

  /**
   * Has a new worker filled after the last one ended. If it was at this file, it is not tried again.
   * @param {unknown} error
   * @param {Item | undefined} item
   */
  async #survive(error, item) {
    if (!(error instanceof Ended)) {
      throw error;
    }
    if (item && error.own) {
      item.failed = error.stopped ? "stopped" : "crashed";
    }
    await this.#page.revive();
  }

  /**
   * Has the worker add an item.
   * @param {Item} item
   * @returns {Promise<import("./engine.js").Shelved>}
   */
  async #shelve({ source: { file, number }, name, entry }) {
    const life = this.#life;
    /** @type {import("./engine.js").Shelved} */
    const shelved = await this.#page.ask({ kind: "shelve", file, name, number, entry });
    return life === this.#life && shelved.reader ? this.#read(name, shelved) : shelved;
  }

  /**
   * Has a file of a further format read, and adds what came of it.
   * @param {string} name
   * @param {import("./engine.js").Shelved} shelved
   * @returns {Promise<import("./engine.js").Shelved>}
   */
  async #read(name, { key = "", reader = "reader", bytes = new Uint8Array() }) {
    let read;
    try {
      read = await this.#page.read(reader, bytes);
    } catch (error) {
      // The worker of this format ended, or could not be had: that of the library goes on.
      const why = !(error instanceof Ended) ? "unreadable" : error.stopped ? "stopped" : "crashed";
      await this.#page.ask({ kind: "not-shelved", name, why });
      return {};
    }
    return this.#page.ask({ kind: "shelve-read", name, key, read });
  }

  /** Tells the worker how far it is, and shows the page anew. */
  async #refresh() {
    await this.#tell();
    await this.#page.show();
  }

  async #tell() {
    const [total, left, running] = [this.#items.length, this.#left, this.#running && this.#goesOn];
    const [sources, stored] = [this.#sources.length, this.#sources.filter(({ kept }) => kept).length];
    const desk = { total, left, running, sources, stored, keep: this.#keep };
    await this.#page.ask({ kind: "desk", desk }).catch(() => {
      // Whoever waits for the same worker brings it back.
    });
  }

  /** @param {HTMLElement} button */
  #press(button) {
    switch (button.dataset.many) {
      case "folder":
        return this.#picker.click();
      case "stop":
        return this.#stop();
      case "go-on":
        return this.#goOn();
      case "keep":
        this.#keep = "yes";
        this.#store();
        return;
      case "forget":
        if (!button.dataset.sure || confirm(button.dataset.sure)) this.#forget();
        return;
    }
  }

  /** Gives the browser to keep what it does not have yet. */
  async #store() {
    // One after the other: what waits to be kept is not given twice.
    this.#storing = this.#storing.then(async () => {
      const life = this.#life;
      const kept = await this.#storage.add(this.#sources.filter(({ kept }) => !kept));
      if (this.#keep && life === this.#life) this.#keep = kept;
    });
    await this.#storing;
    if (!this.#running) {
      await this.#refresh();
    }
  }

  async #forget() {
    this.#life++;
    this.#sources = [];
    this.#items = [];
    this.#next = 0;
    this.#end = Infinity;
    this.#keys.clear();
    this.#keep = "";
    await this.#storing;
    await this.#storage.clear();
    await this.#page.ask({ kind: "forget" });
    await this.#refresh();
  }
}
