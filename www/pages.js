// @ts-check
// The pages of a file as pictures. The view has a place for each, with the marks over it; when it comes into sight its
// picture is drawn by a worker that knows nothing else, which is given up where that takes too long.

import { Ended, Engine } from "./engine.js";
import { load } from "./files.js";

/** How long a page may take before only its words and lines are drawn, in milliseconds. */
const LONGEST_DRAWING = 20_000;

/** How long the worker waits for another page before it gives back its memory, in milliseconds. */
const DRAWER_IDLE = 30_000;

/** Pictures that are kept, besides those in sight: a reader pages back and forth. */
const MOST_PICTURES = 24;

/** @typedef {{url: string, plain: boolean}} Picture */

/**
 * Brings a part of the pages into sight, unless it is: `scrollIntoView` knows nothing of the details that may lie over them.
 * @param {HTMLElement} sheets
 * @param {Element} part
 */
function bringIntoSight(sheets, part) {
  const box = part.getBoundingClientRect();
  const frame = sheets.getBoundingClientRect();
  // Beside the table they scroll by themselves.
  const own = sheets.scrollHeight > sheets.clientHeight + 1;
  const detail = document.getElementById("detail");
  const covered = detail && getComputedStyle(detail).position === "fixed" ? detail.getBoundingClientRect().height : 0;
  const top = own ? frame.top : 0;
  const bottom = (own ? frame.bottom : innerHeight) - covered;
  if (box.top < top || box.bottom > bottom) {
    (own ? sheets : window).scrollBy(0, box.top - top - (part.matches("g") ? (bottom - top) / 4 : 0));
  }
  if (box.left < frame.left || box.left > frame.right) sheets.scrollBy(box.left - frame.left - frame.width / 4, 0);
}

export class Pages {
  #fileOf;
  /** @type {HTMLElement | null} The places of the pages that are shown. */
  #sheets = null;
  /** @type {IntersectionObserver | null} */
  #sight = null;
  /** @type {Set<HTMLElement>} */
  #inSight = new Set();
  /** @type {Map<string, Picture>} By file and page, the one that was used last at the end. */
  #pictures = new Map();
  /** @type {Engine | null} */
  #engine = null;
  /** The file that the worker has open. */
  #opened = "";
  #drawing = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rest;
  /** What the link said when the pages were last shown. */
  #shown = { sheet: "", row: "" };

  /** @param {(key: string) => Blob | undefined} fileOf the file of an open document */
  constructor(fileOf) {
    this.#fileOf = fileOf;
  }

  /**
   * Shows the places for pages that the view has, if it has any, as the link says.
   * @param {URLSearchParams} link
   */
  show(link) {
    const sheets = document.getElementById("sheets");
    document.body.classList.toggle("has-pages", sheets !== null);
    if (sheets !== this.#sheets) {
      this.#sheets = sheets;
      this.#sight?.disconnect();
      this.#inSight.clear();
      this.#shown = { sheet: "", row: "" };
      if (sheets) this.#watch(sheets);
    }
    if (!sheets) return;
    sheets.classList.toggle("actual", link.get("zoom") === "actual");
    const [sheet, row] = [link.get("sheet") ?? "", link.get("row") ?? ""];
    const page = document.getElementById(`page-${sheet}`);
    const [moved, chose] = [sheet !== this.#shown.sheet, row !== "" && row !== this.#shown.row];
    const mark = page?.querySelector(".chosen-task") ?? (chose ? sheets.querySelector(".chosen-task") : null);
    const wanted = moved || chose ? (mark ?? (moved ? page : null)) : null;
    if (wanted) bringIntoSight(sheets, wanted);
    this.#shown = { sheet, row };
  }

  /** @param {HTMLElement} sheets */
  #watch(sheets) {
    this.#sight = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const place = /** @type {HTMLElement} */ (target);
        if (isIntersecting) this.#inSight.add(place);
        else this.#inSight.delete(place);
      }
      this.#draw();
    });
    sheets.querySelectorAll(".page").forEach((place) => this.#sight?.observe(place));
    sheets.addEventListener("keydown", (event) => {
      const mark = event.target instanceof Element && event.target.closest("g[role=button]");
      if (mark && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      }
    });
  }

  /** Draws what is in sight, page after page. */
  async #draw() {
    if (this.#drawing) return;
    this.#drawing = true;
    clearTimeout(this.#rest);
    for (;;) {
      const place = [...this.#inSight].find((place) => !place.matches(".drawn, .failed"));
      if (!place) break;
      const picture = await this.#picture(place).catch(() => null);
      place.classList.add(picture ? "drawn" : "failed");
      place.classList.toggle("plain", picture?.plain ?? false);
      const image = place.querySelector("img");
      if (picture && image) {
        image.src = picture.url;
        image.hidden = false;
      }
    }
    this.#drawing = false;
    this.#rest = setTimeout(() => this.#end(), DRAWER_IDLE);
    this.#forget();
  }

  /**
   * The picture of a page; nothing where it cannot be drawn.
   * @param {HTMLElement} place
   * @returns {Promise<Picture | null>}
   */
  async #picture(place) {
    const { of = "", drawer } = /** @type {HTMLElement} */ (place.closest("[data-drawer]")).dataset;
    const id = `${of} ${place.dataset.sheet}`;
    let picture = this.#pictures.get(id) ?? null;
    for (const plain of [false, true]) {
      if (picture) break;
      try {
        const svg = await this.#ask(of, /** @type {import("./engine.js").Drawer} */ (drawer), Number(place.dataset.sheet) - 1, plain);
        if (!svg) return null;
        picture = { url: URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" })), plain };
      } catch (error) {
        // Too long, or a page that ends its worker: its words and lines can still be drawn.
        this.#end();
        if (!(error instanceof Ended)) throw error;
      }
    }
    if (picture) {
      this.#pictures.delete(id);
      this.#pictures.set(id, picture);
    }
    return picture;
  }

  /**
   * Has the worker draw a page.
   * @param {string} key of the file
   * @param {import("./engine.js").Drawer} drawer
   * @param {number} page
   * @param {boolean} plain
   * @returns {Promise<string | undefined>}
   */
  async #ask(key, drawer, page, plain) {
    const engine = (this.#engine ??= new Engine(load, drawer));
    if (this.#opened !== key || !engine.running) {
      const file = this.#fileOf(key);
      if (!file) return undefined;
      const bytes = new Uint8Array(await file.arrayBuffer());
      await engine.start(drawer);
      this.#opened = key;
      engine.ask({ kind: "pages", bytes }, [bytes.buffer]).catch(() => {});
    }
    const limit = setTimeout(() => engine.stop(), LONGEST_DRAWING);
    try {
      return await engine.ask({ kind: "draw", page, plain });
    } finally {
      clearTimeout(limit);
    }
  }

  #end() {
    this.#engine?.stop();
    this.#opened = "";
  }

  /** Gives up the pictures that were used longest ago. */
  #forget() {
    const shown = new Set([...this.#inSight].map((place) => `${this.#sheets?.dataset.of} ${place.dataset.sheet}`));
    for (const [id, { url }] of this.#pictures) {
      if (this.#pictures.size <= MOST_PICTURES) break;
      if (shown.has(id)) continue;
      this.#pictures.delete(id);
      URL.revokeObjectURL(url);
      const [key, page] = id.split(" ");
      if (key === this.#sheets?.dataset.of) {
        const place = document.getElementById(`page-${page}`);
        place?.classList.remove("drawn", "plain");
        place?.querySelector("img")?.removeAttribute("src");
        place?.querySelector("img")?.toggleAttribute("hidden", true);
      }
    }
  }
}
