// @ts-check
// The page's main thread: it turns links, forms and files into requests and puts the answers in place. What they
// mean is known to the worker alone.

import { Ended, Engine } from "./engine.js";
import { isSingle, load } from "./files.js";
import { keepOffline } from "./offline.js";
import { onOtherTab, recall } from "./store.js";

/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {{blob: Blob, name: string, anyway: boolean, encoding: string, open: boolean, content: string}} Kept */

const engine = new Engine(load, isSingle ? "whole" : "fenjie");

/**
 * What corrects rows, once it is loaded: with the whole engine.
 * @type {typeof import("./edit.js") | null}
 */
let work = null;

/**
 * What gives the reader files, once it is loaded: with the whole engine too.
 * @type {typeof import("./save.js") | null}
 */
let saving = null;

/**
 * What changes regions that mostly stay as they are, once it is loaded: with the whole engine too.
 * @type {typeof import("./alter.js").alter | null}
 */
let alterRegion = null;

async function equip() {
  saving = await import("./save.js");
  work = await import("./edit.js");
  ({ alter: alterRegion } = await import("./alter.js"));
}

/** The first start: files that are dropped while the page loads wait for it. */
const ready = Promise.all([engine.start(), isSingle && equip()]);

/**
 * The files that were opened, by key: the worker's memory is lost with it, and is filled again from these.
 * @type {Map<string, Kept>}
 */
const kept = new Map();

/** With how many files at a time they go to the library, in place of being opened each. */
const MANY = 8;

/**
 * The library's part of the page, once it is loaded.
 * @type {import("./many.js").Many | null}
 */
let many = null;

/** From this width on the filters stay unfolded; style.css knows the same. */
const roomy = matchMedia("(min-width: 1000px)");

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

// ---- Links ----

/** The link that the page stands at. */
function here() {
  return location.hash.slice(1) || "/";
}

/**
 * Goes to a link, in a new step of the history or in the place of the present one.
 * @param {string} path
 * @param {boolean} [replace]
 */
function go(path, replace = false) {
  if (path !== here()) {
    if (replace) location.replace(`#${path}`);
    else location.hash = path;
  }
  // At once: the browser says some frames later that the link has changed.
  ready.then(show, () => {});
}

/**
 * The present link with some parameters changed; an empty value takes one off.
 * @param {Record<string, string>} changes
 */
function changed(changes) {
  const [path, query] = here().split("?", 2);
  const parameters = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value) {
      parameters.set(name, value);
    } else {
      parameters.delete(name);
    }
  }
  return parameters.size > 0 ? `${path}?${parameters}` : path;
}

/** A link to a message, in the language of the present one. */
function message(/** @type {string} */ kind, /** @type {Record<string, string>} */ parameters) {
  const language = new URLSearchParams(here().split("?", 2)[1]).get("lang");
  const query = new URLSearchParams(language ? { ...parameters, lang: language } : parameters);
  return `/message/${kind}?${query}`;
}

// ---- Showing ----

let showing = false;
let again = false;

/** The link that was asked for last. */
let asked = "";

/** Shows the present link. Of links that come while the worker is busy only the last is asked for. */
async function show() {
  if (showing) {
    again = true;
    return;
  }
  showing = true;
  try {
    do {
      again = false;
      await showOnce(here());
    } while (again);
  } finally {
    showing = false;
  }
}

/** @param {string} path */
async function showOnce(path) {
  asked = path;
  try {
    /** @type {Answer} */
    const answer = await working(engine.ask({ kind: "show", path }));
    if (answer.more) {
      if (await grow()) again = true;
    } else if (answer.sample) {
      await openSample(answer.sample, path);
    } else if (answer.reopen) {
      await openShelved(answer.reopen, path);
    } else {
      if (answer.view === "library") await library();
      await typed();
      place(answer);
      if (answer.view === "library") many?.shown();
    }
  } catch (error) {
    await recover(error, /^\/doc\/([^/?]+)/.exec(path)?.[1] ?? "");
    if (!(/** @type {Ended} */ (error).own)) again = true;
  }
}

/**
 * What the reader waits for, and may stop.
 * @type {{stop: () => void}}
 */
let awaited = engine;

/**
 * Marks the page as busy while a request runs. The style sheet shows it only where it takes long.
 * @template T
 * @param {Promise<T>} request
 * @param {{stop: () => void}} worker whom it was put to
 */
async function working(request, worker = engine) {
  awaited = worker;
  document.body.classList.add("working");
  try {
    return await request;
  } finally {
    document.body.classList.remove("working");
  }
}

let composing = false;

/** Waits until no input method is composing: a text box must not change under it. */
function typed() {
  return composing
    ? new Promise((resolve) => addEventListener("compositionend", resolve, { once: true, capture: true }))
    : undefined;
}

let row = "";
let line = "";

/** @param {Answer} answer */
function place(answer) {
  const anew = answer.regions.some(([id]) => id === "view");
  const form = answer.regions.some(([id]) => id === "edit");
  if (anew || form) work?.leaveForm();
  const active = document.activeElement;
  const alters = (/** @type {string} */ id) => !anew && alterRegion !== null && element(id).closest(ALTERED) !== null;
  // First all questions about the old page, then all changes: the browser lays the page out once. What is the same is not
  // set again: it would style the whole page anew.
  const restores = anew ? [] : answer.regions.filter(([id]) => !alters(id)).map(([id]) => remember(element(id)));
  const { documentElement: root, body } = document;
  if (root.lang !== answer.language) root.lang = answer.language;
  if (body.dataset.view !== answer.view) body.dataset.view = answer.view;
  document.title = answer.title;
  if (anew) further.clear();
  for (const [id, html] of answer.regions) {
    const region = element(id);
    if (alters(id)) alterRegion?.(region, html);
    else fill(region, html);
    region.querySelectorAll("details[data-wide-open]").forEach((details) => {
      details.toggleAttribute("open", roomy.matches);
    });
  }
  for (const restore of restores) {
    restore();
  }
  if (active && !active.isConnected) focusAgain(active);
  if (anew) {
    row = line = "";
    scrollTo(0, 0);
    if (started && document.activeElement === document.body) {
      // Where the focus went with the old page, a screen reader goes on with the new one.
      element("view").focus({ preventScroll: true });
    }
  }
  syncSearch();
  wear("rows", new URLSearchParams(here().split("?", 2)[1]).get("rows") ?? ownRows);
  showHelp();
  showTab();
  choose(answer.row ?? "");
  showLine(answer.line ? `line-${answer.line}` : "");
  showPages();
  // Where the focus goes must be in sight by then.
  if (form) work?.enterForm();
  say(answer.announce);
  started = true;
  extendAll();
}

let started = false;

/** Where regions are that mostly stay as they are. */
const ALTERED = "[data-filters], #library-state";

/** What parts the HTML of a long region: `CUT` in src/page/text.rs. */
const CUT = "<!--cut-->";

/**
 * The parts of long regions that are not in place yet, by region.
 * @type {Map<string, string[]>}
 */
const further = new Map();

/** How long the page may be busy with further parts in one frame, in milliseconds. */
const SHARE = 12;

/**
 * @param {HTMLElement} region
 * @param {string} html
 */
function fill(region, html) {
  const [first, ...rest] = html.split(CUT);
  region.innerHTML = first;
  further.set(region.id, rest);
  extend(region.id, 0);
}

/**
 * Puts further parts of a region in place, behind the others. What is there meanwhile is said to be unfinished.
 * @param {string} id
 * @param {number} count
 */
function extend(id, count) {
  const region = element(id);
  const parts = further.get(id) ?? [];
  if (count > 0) {
    (region.querySelector("table") ?? region).insertAdjacentHTML("beforeend", parts.splice(0, count).join(""));
    // A heading is that of the rows in its own body.
    region.querySelectorAll(".goes-on").forEach((body) => {
      body.previousElementSibling?.append(...body.children);
      body.remove();
    });
  }
  if (parts.length > 0) {
    region.setAttribute("aria-busy", "true");
  } else {
    region.removeAttribute("aria-busy");
    further.delete(id);
  }
  return region;
}

/**
 * Puts the parts in place up to those that have these words.
 * @param {string} words
 */
function extendTo(words) {
  for (const [id, parts] of further) {
    const last = parts.findIndex((part) => part.includes(words));
    if (last >= 0) extend(id, last + 1);
  }
}

let extending = false;

/**
 * How high a region becomes before the reader comes near its end, in pixels: thousands of rows. Each further part has the whole
 * table laid out anew, which in the end takes longer than a frame.
 */
const HIGHEST = 200_000;

/** @param {string} id */
function wanted(id) {
  const { height, bottom } = element(id).getBoundingClientRect();
  return height < HIGHEST || bottom < 3 * innerHeight;
}

/** Puts the parts in place that are wanted, as many in a frame as leave the page able to answer. */
async function extendAll() {
  if (extending) {
    return;
  }
  extending = true;
  while ([...further.keys()].some(wanted)) {
    // What is posted from a frame's callback runs when that frame has been painted.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const started = performance.now();
    for (const id of further.keys()) {
      // Asked each time, and so laid out, which counts how long that takes.
      while (further.has(id) && wanted(id) && performance.now() - started < SHARE) extend(id, 1);
    }
    if (row) mark(row);
  }
  // What is there can be read.
  for (const id of further.keys()) element(id).removeAttribute("aria-busy");
  extending = false;
}

addEventListener("scroll", () => further.size > 0 && extendAll(), { capture: true, passive: true });
addEventListener("beforeprint", () => further.forEach((parts, id) => extend(id, parts.length)));

/**
 * What is unfolded in a region, and how far its lists are scrolled.
 * @param {HTMLElement} region
 * @returns {() => void} puts it back when the region has new contents
 */
function remember(region) {
  /** @type {[string, number][]} */
  const scrolled = [...region.querySelectorAll("[id]")]
    .filter((inner) => inner.scrollTop > 0)
    .map((inner) => [inner.id, inner.scrollTop]);
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const folds = region.querySelectorAll("details[id]");
  return () => {
    for (const { id, open } of folds) {
      document.getElementById(id)?.toggleAttribute("open", open);
    }
    for (const [id, top] of scrolled) {
      document.getElementById(id)?.scrollTo(0, top);
    }
  };
}

/**
 * Puts the focus where it was, if what had it is there again.
 * @param {Element} active
 */
function focusAgain(active) {
  const next = active.id && document.getElementById(active.id);
  // The very box that is being typed into goes back: it knows more than the answer to what was typed a moment ago.
  if (next && active instanceof HTMLInputElement && active.type === "search") {
    const { selectionStart, selectionEnd } = active;
    next.replaceWith(active);
    active.focus({ preventScroll: true });
    active.setSelectionRange(selectionStart, selectionEnd);
  } else if (next) {
    next.focus({ preventScroll: true });
  }
}

/** The tab of the view is in sight where not all of them fit. */
function showTab() {
  const tab = document.querySelector(".tab[aria-current]");
  if (tab instanceof HTMLElement && tab.parentElement) {
    const { parentElement: tabs } = tab;
    // With some of its neighbour, which shows that there are more.
    const start = tab.offsetLeft - tabs.offsetLeft - 32;
    const end = start + tab.offsetWidth + 64;
    if (start < tabs.scrollLeft) tabs.scrollLeft = start;
    else if (end > tabs.scrollLeft + tabs.clientWidth) tabs.scrollLeft = end - tabs.clientWidth;
  }
}

/** The sheet of keys is open while it has contents. */
function showHelp() {
  const help = /** @type {HTMLDialogElement} */ (element("help"));
  const wanted = help.childElementCount > 0;
  if (wanted && !help.open) {
    help.showModal();
  } else if (!wanted) {
    help.close();
  }
}

/** The search box stays as it is while a document is shown: after "back" or "clear all" it follows the link. */
function syncSearch() {
  const box = document.getElementById("q");
  if (box instanceof HTMLInputElement && box !== document.activeElement) {
    box.value = new URLSearchParams(here().split("?", 2)[1]).get("q") ?? "";
  }
}

/**
 * Marks a task's row in the table and its words in the source, and brings both into sight.
 * @param {string} id
 */
function choose(id) {
  document.querySelectorAll(".chosen-task").forEach((old) => {
    old.classList.remove("chosen-task");
    old.removeAttribute("aria-current");
  });
  document.body.classList.toggle("has-row", id !== "" && document.querySelector("#detail dl, #detail .full") !== null);
  document.body.classList.toggle("has-form", document.querySelector("#edit form") !== null);
  if (!id) {
    row = "";
    return;
  }
  extendTo(id);
  const marked = mark(id);
  if (id !== row) {
    const find = (/** @type {string} */ kind) => [...marked].find((part) => part.matches(kind));
    // The task's own words come before those it shares with other rows, such as a heading that names its leader.
    reveal(find("#source-text .r-task") ?? find("#source-text *"), "center");
    reveal(find("tr"), "nearest");
    row = id;
  }
}

/** @param {string} id */
function mark(id) {
  const marked = document.querySelectorAll(`[data-task~="${CSS.escape(id)}"]`);
  marked.forEach((part) => {
    part.classList.add("chosen-task");
    part.setAttribute("aria-current", "true");
  });
  return marked;
}

/** @param {string} id */
function showLine(id) {
  document.querySelectorAll(".shown-line").forEach((old) => old.classList.remove("shown-line"));
  if (id) extendTo(`id="${id}"`);
  const target = id && document.getElementById(id);
  if (target) {
    target.classList.add("shown-line");
    if (id !== line) {
      reveal(target, "center");
    }
  }
  line = id;
}

/**
 * Scrolls to an element, unless it stands in a part that is not shown.
 * @param {Element | undefined} part
 * @param {ScrollLogicalPosition} block
 */
function reveal(part, block) {
  if (part && part.getClientRects().length > 0) {
    part.scrollIntoView({ block, inline: "nearest" });
  }
}

/** @param {string} words */
function say(words) {
  const live = element("live");
  if (live.textContent !== words) {
    live.textContent = words;
  }
}

// ---- Files ----

/**
 * Opens a file and goes to what is to be shown of it.
 * @param {Blob} blob
 * @param {string} name
 * @param {{anyway?: boolean, encoding?: string, path?: string}} [how]
 */
async function open(blob, name, { anyway = false, encoding = "", path = here() } = {}) {
  await ready;
  if (blob.size > engine.largestFile) {
    return (await isArchive(blob)) ? shelve([{ file: blob, name }]) : go(message("too-big", { name }));
  }
  const file = { blob, name, anyway, encoding };
  try {
    const opened = await hand(file, path);
    if (!opened) return;
    if (opened.archive && !anyway) {
      return shelve([{ file: blob, name }]);
    }
    if (opened.more) {
      if (await grow()) await open(blob, name, { anyway, encoding, path });
      return;
    }
    if (opened.key) {
      kept.set(opened.key, { ...file, open: opened.open, content: opened.content });
    }
    if (opened.stored !== undefined) await work?.keepWork(engine, here(), opened.content, opened.stored);
    if (await takeUp(opened)) go(opened.path);
  } catch (error) {
    await recover(error, failed(file));
  }
}

/**
 * Keeps a file that could not be opened, for another try, and gives its key.
 * @param {{blob: Blob, name: string, anyway: boolean, encoding: string}} file
 */
function failed(file) {
  const key = `failed-${kept.size}`;
  kept.set(key, { ...file, open: false, content: "" });
  return key;
}

/**
 * Hands a file to the engine, with what a reader made of it where its format needs one. Nothing where it cannot be had: the
 * page then says so.
 * @param {{blob: Blob, name: string, anyway: boolean, encoding: string}} file
 * @param {string} path
 * @returns {Promise<import("./engine.js").Opened | undefined>}
 */
async function hand({ blob, name, anyway, encoding }, path) {
  /** @type {Uint8Array | undefined} */
  let read;
  for (;;) {
    let bytes;
    try {
      bytes = await blob.arrayBuffer();
    } catch {
      go(message("unreadable", { name }));
      return;
    }
    /** @type {import("./engine.js").Opened} */
    const opened = await working(engine.ask({ kind: "open", bytes, name, path, anyway, encoding, read }, [bytes]));
    if (!opened.reader) return opened;
    try {
      if (read) throw new Error("the reader is of another release than the engine");
      const workers = await loadReaders();
      const copy = new Uint8Array(await blob.arrayBuffer());
      read = await working(workers.read(opened.reader, copy, encoding), workers);
    } catch (error) {
      if (error instanceof Ended) ended(error, { name, key: failed({ blob, name, anyway, encoding }) });
      else go(message("no-more", { detail: here() }));
      return;
    }
  }
}

/**
 * The workers that read formats, once a file needed one.
 * @type {import("./readers.js").Readers | null}
 */
let readers = null;

async function loadReaders() {
  const module = await import("./readers.js");
  readers ??= new module.Readers();
  return readers;
}

/**
 * What shows the pages of files, once some were to be shown.
 * @type {import("./pages.js").Pages | null}
 */
let pages = null;

/** Shows the pages of a file where the view has places for them. */
async function showPages() {
  if (pages || document.getElementById("sheets")) {
    const module = await import("./pages.js");
    pages ??= new module.Pages((key) => kept.get(key)?.blob);
    pages.show(new URLSearchParams(here().split("?", 2)[1]));
  }
}

/**
 * @param {string} file
 * @param {string} path
 */
async function openSample(file, path) {
  const response = await load(file).catch(() => null);
  if (response) {
    await open(await response.blob(), file, { path });
  } else {
    go(message("unreadable", { name: file }));
  }
}

/**
 * Opens files, or adds them to the library where that is shown, or they are many.
 * @param {File[]} files
 */
async function openAll(files) {
  if (files.length > MANY || document.body.dataset.view === "library") {
    return shelve(files.map((file) => ({ file, name: file.name })));
  }
  for (const file of files) {
    await open(file, file.name);
  }
}

/**
 * Whether a file that is too big to be opened begins as a ZIP archive, which the library reads in pieces.
 * @param {Blob} blob
 */
async function isArchive(blob) {
  const head = await blob.slice(0, 4).text().catch(() => "");
  return head === "PK\x03\x04";
}

// ---- The library ----

/** Loads the library's part of the page, if it is not there yet. Says so where it cannot be had. */
async function library() {
  if (many || !(await grow())) {
    return many;
  }
  try {
    const module = await import("./many.js");
    if (!many) {
      const read = async (/** @type {import("./engine.js").Reader} */ name, /** @type {Uint8Array<ArrayBuffer>} */ bytes) =>
        (await loadReaders()).read(name, bytes);
      const stop = () => (readers?.busy ? readers : engine).stop();
      many = new module.Many({ ask: (request) => engine.ask(request), read, show: showLibrary, revive, stop });
      await many.restore();
    }
  } catch {
    go(message("no-more", { detail: here() }));
  }
  return many;
}

/** Shows the library as it is now, if it is what the page shows. */
async function showLibrary() {
  if (document.body.dataset.view === "library") {
    await show();
  }
}

/**
 * Adds files to the library and goes there.
 * @param {{file: Blob, name: string}[]} files
 */
async function shelve(files) {
  const shelves = await library();
  if (shelves) {
    shelves.add(files);
    if (document.body.dataset.view !== "library") go(bare("/library"));
  }
}

/**
 * Adds what was dropped, with all that is in its folders, to the library.
 * @param {FileSystemEntry[]} entries
 */
async function shelveFolders(entries) {
  const shelves = await library();
  if (shelves) {
    await shelve(await shelves.filesOf(entries));
  }
}

/** A path in the language of the present link, with nothing else of it. */
function bare(/** @type {string} */ path) {
  const language = new URLSearchParams(here().split("?", 2)[1]).get("lang");
  return language ? `${path}?lang=${language}` : path;
}

/**
 * Opens the file of a notice in the library.
 * @param {string} key
 * @param {string} path
 */
async function openShelved(key, path) {
  const file = await many?.file(key);
  if (file) {
    await open(file.blob, file.name, { path });
  } else {
    go(message("unreadable", { name: "" }));
  }
}

/** Brings the page back after the worker ended at a file of the library, which lists it. */
function revive() {
  recovering ??= restart().finally(() => (recovering = null));
  return recovering;
}

/** @param {string} text */
function openText(text) {
  if (text.trim()) {
    open(new Blob([text]), "");
  }
}

/**
 * Opens what was copied or dragged from another program: with its markup where that holds a table, as the plain text
 * of a table has lost its merged cells.
 * @param {DataTransfer} data
 */
function openCopied(data) {
  const markup = data.getData("text/html");
  if (/<table[\s>]/i.test(markup)) {
    openText(`<!doctype html><meta charset="utf-8">${markup}`);
  } else {
    openText(data.getData("text/plain"));
  }
}

/**
 * Opens once more a file that was not opened, or asks for it where the page no longer has it.
 * @param {string} key
 * @param {boolean} anyway
 */
function openAgain(key, anyway) {
  const file = kept.get(key);
  if (file) {
    kept.delete(key);
    open(file.blob, file.name, { anyway: anyway || file.anyway, encoding: file.encoding });
  } else {
    element("file").click();
  }
}

/**
 * Reads an open file again, in the encoding of this name or, without one, in what its bytes look like.
 * @param {string} key
 * @param {string} encoding
 */
function openIn(key, encoding) {
  const file = kept.get(key);
  if (file) open(file.blob, file.name, { anyway: file.anyway, encoding });
}

/** @param {string} key */
async function close(key) {
  const path = here();
  kept.delete(key);
  try {
    const next = await engine.ask({ kind: "close", key, path });
    go(next.path);
  } catch (error) {
    await recover(error, key);
  }
}

/**
 * Lets the reader take away what a link shows, in a format.
 * @param {string} path
 * @param {string} format
 */
async function save(path, format) {
  fold();
  tell("");
  if (!(await grow())) {
    return;
  }
  try {
    /** @type {import("./engine.js").SavedFile | null} */
    const file = await working(engine.ask({ kind: "export", path, format }));
    if (!file) {
      return;
    }
    const bytes = file.step === "write" ? await asSpreadsheet(file.bytes) : file.bytes;
    if (bytes && !(file.step === "copy" && (await saving?.copied(bytes)))) {
      saving?.download(new Blob([bytes], { type: file.type }), file.name);
    }
    tell(bytes ? file.said : "");
  } catch (error) {
    await recover(error, "");
  }
}

/**
 * A workbook as a spreadsheet file. Nothing where it could not be had or was stopped: the page then says so.
 * @param {Uint8Array<ArrayBuffer>} workbook
 */
async function asSpreadsheet(workbook) {
  try {
    return await saving?.written(workbook, working);
  } catch (error) {
    if (!(error instanceof Ended)) {
      go(message("no-more", { detail: here() }));
    } else if (!error.stopped) {
      go(message("crashed", { detail: error.message }));
    }
    return undefined;
  }
}

/**
 * Says beside the menu what became of an export.
 * @param {string} words
 */
function tell(words) {
  const exported = document.getElementById("exported");
  if (exported) exported.textContent = words;
}

/** Folds the menus that stand open, all but one where something inside it was clicked, and says whether there were any. */
function fold(/** @type {Element | null} */ inside = null) {
  const open = [...document.querySelectorAll("details.menu[open]")].filter((menu) => !menu.contains(inside));
  open.forEach((menu) => {
    menu.removeAttribute("open");
    if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
  });
  return open.length > 0;
}

// ---- The reader's work ----

/**
 * Does what a form or a button says to the rows of a notice.
 * @param {string} body
 */
async function edit(body) {
  if (!(await grow())) {
    return;
  }
  try {
    /** @type {import("./engine.js").Edited} */
    const done = await working(engine.ask({ kind: "edit", path: here(), body }));
    if (done.forget) work?.forgetWork();
    if (done.content) await work?.keepWork(engine, here(), done.content, done.stored);
    if (done.file) saving?.download(new Blob([done.file.bytes], { type: done.file.type }), done.file.name);
    go(done.path, true);
  } catch (error) {
    await recover(error, "");
  }
}

/**
 * Gives the engine what the browser keeps for a document, and says whether it could. The engine that the page starts
 * with gives way to the whole one, which then gets it with all that is open.
 * @param {{key: string, content: string, open: boolean, path?: string}} document
 */
async function takeUp({ key, content, open, path }) {
  if (engine.stage !== "whole") {
    return !open || !recall(content) || grow(path);
  }
  if (open) {
    await work?.takeUpWork(engine, here(), key, content);
  }
  return true;
}

onOtherTab(async (content) => {
  for (const [key, file] of kept) {
    if (file.open && file.content === content && (await takeUp({ key, content, open: true }))) show();
  }
  many?.correct();
});

// ---- After a failure ----

/** @type {Promise<void> | null} */
let recovering = null;

/**
 * Starts a new session with the documents that were open, without the one at which the last ended, and says so.
 * @param {unknown} error
 * @param {string} culprit its key
 */
async function recover(error, culprit) {
  if (!(error instanceof Ended)) {
    throw error;
  }
  // All that waited for the worker fail at once; the first of them brings the page back.
  recovering ??= restartWithout(culprit, error).finally(() => (recovering = null));
  await recovering;
}

/**
 * @param {string} culprit
 * @param {Ended} error
 */
async function restartWithout(culprit, error) {
  const failed = kept.get(culprit);
  if (failed) {
    failed.open = false;
  }
  await restart();
  ended(error, { name: failed?.name ?? "", key: failed ? culprit : "" });
}

/**
 * Says how a worker ended, and at which file.
 * @param {Ended} error
 * @param {{name: string, key: string}} about
 */
function ended(error, about) {
  go(error.stopped ? message("stopped", about) : message("crashed", { ...about, detail: error.message }));
}

/**
 * Lets the whole engine take over from the one that the page starts with, if it has not yet, and says whether it could.
 * @param {string} [path] where to try again
 */
async function grow(path = here()) {
  if (engine.stage === "whole") {
    return true;
  }
  try {
    await working(Promise.all([dress(), equip()]).then(() => restart("whole")));
    return true;
  } catch (error) {
    if (error instanceof Ended) {
      await recover(error, "");
    } else {
      go(message("no-more", { detail: path }));
    }
    return false;
  }
}

/** Loads the styles of what only the whole engine shows. */
function dress() {
  const styles = "more.css";
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = styles;
  return new Promise((resolve, reject) => {
    if (document.querySelector(`link[href="${styles}"]`)) return resolve(null);
    sheet.onload = resolve;
    sheet.onerror = () => {
      sheet.remove();
      reject(new Error(sheet.href));
    };
    document.head.append(sheet);
  });
}

/**
 * Starts the worker and opens again all that was open.
 * @param {import("./engine.js").Stage} [stage]
 */
async function restart(stage) {
  await engine.start(stage);
  for (const [key, file] of kept) {
    if (!file.open) {
      continue;
    }
    // Samples are known by their link.
    const path = changed({}).replace(/^[^?]*/, `/doc/${key}/table`);
    try {
      file.open = (await hand(file, path)) !== undefined;
      await takeUp({ key, content: file.content, open: file.open });
    } catch {
      // Moved away meanwhile, or it fails too: the others matter more.
      file.open = false;
      return restart();
    }
  }
  many?.refill();
}

// ---- Appearance ----

/** How close rows stand where the link does not say it. */
let ownRows = document.documentElement.dataset.rows ?? "auto";

/**
 * @param {string} look which choice: `theme`, `text`, `contrast`, `rows`
 * @param {string} value
 */
function setLook(look, value) {
  try {
    localStorage.setItem(`fenjie-${look}`, value);
  } catch {
    // Storage is switched off: the choice lasts until the page is closed.
  }
  wear(look, value);
  if (look === "rows") {
    // Part of what a link shows; the rest is the reader's own.
    ownRows = value;
    go(changed({ rows: value === "auto" ? "" : value }), true);
  }
}

/**
 * @param {string} look
 * @param {string} value
 */
function wear(look, value) {
  const root = document.documentElement;
  if (value === "auto") {
    delete root.dataset[look];
  } else {
    root.dataset[look] = value;
  }
  markLooks();
}

function markLooks() {
  document.querySelectorAll("button[data-look]").forEach((button) => {
    const { dataset, value } = /** @type {HTMLButtonElement} */ (button);
    const current = document.documentElement.dataset[dataset.look ?? ""] ?? "auto";
    button.setAttribute("aria-pressed", String(value === current));
  });
}

// ---- What the reader does ----

// A link that comes while the page starts waits for it; that it could not start is said elsewhere.
addEventListener("hashchange", () => ready.then(() => (here() === asked ? undefined : show()), () => {}));

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  fold(target);
  const place = target?.closest("a[data-line], a[data-sheet]");
  if (place instanceof HTMLElement && document.querySelector(".source")?.getClientRects().length) {
    // The source stands beside the view, which stays.
    event.preventDefault();
    const { line: number = "", sheet = "", of } = place.dataset;
    line = "";
    go(changed({ line: number, sheet, ...(of && { row: of }) }));
    return;
  }
  const button = target?.closest("button");
  if (button) {
    const { dataset } = button;
    if ("pick" in dataset) element("file").click();
    else if ("reload" in dataset) location.reload();
    else if ("cancel" in dataset) awaited.stop();
    else if (dataset.close) close(dataset.close);
    else if (dataset.export) save(dataset.export, dataset.format ?? "");
    else if (dataset.edit) edit(dataset.edit);
    else if (dataset.anyway) openAgain(dataset.anyway, true);
    else if (dataset.again) openAgain(dataset.again, false);
    else if (dataset.look) setLook(dataset.look, button.value);
    else if ("print" in dataset) print();
    else if (dataset.jump) jump(dataset.jump);
    else if (dataset.row) chooseRow([dataset.row]);
    return;
  }
  const part = target?.closest("[data-task]");
  // A click that ends a selection of text is no choice, and a link in a row is its own.
  if (part && !target?.closest("a") && getSelection()?.isCollapsed !== false) {
    chooseRow((part.getAttribute("data-task") ?? "").split(" "));
  }
});

/**
 * Chooses one of the tasks that share a place: at each further click the next.
 * @param {string[]} ids
 */
function chooseRow(ids) {
  const next = ids[(ids.indexOf(row) + 1) % ids.length];
  // Going from row to row is one step of the history.
  go(changed({ row: next, line: "", edit: "", words: "" }), row !== "");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) {
    return;
  }
  event.preventDefault();
  if ("paste" in form.dataset) {
    openText(String(new FormData(form).get("text")));
  } else if ("filters" in form.dataset) {
    filter(form, false);
  } else if ("edit" in form.dataset && work) {
    edit(work.contentsOf(form));
  }
});

/** @param {string} id of a heading in the view */
function jump(id) {
  const heading = element(id);
  heading.scrollIntoView({ block: "start" });
  heading.focus({ preventScroll: true });
}

/**
 * Goes to the link that a form of filters describes: what is in the form, and the rest from where it leads.
 * @param {HTMLFormElement} form
 * @param {boolean} replace
 */
function filter(form, replace) {
  const parameters = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value) {
      parameters.append(name, value);
    }
  }
  const action = (element("filters-action").getAttribute("href") ?? "").slice(1);
  const [path, query] = action.split("?", 2);
  for (const [name, value] of new URLSearchParams(query)) {
    parameters.append(name, value);
  }
  go(parameters.size > 0 ? `${path}?${parameters}` : path, replace);
}

document.addEventListener("input", (event) => {
  const box = event.target;
  if (box instanceof HTMLInputElement && box.form && "filters" in box.form.dataset && !composing) {
    // Letters of one word are one step of the history, choices are one each.
    filter(box.form, box.type === "search");
  }
});

document.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLSelectElement && target.dataset.encoding) openIn(target.dataset.encoding, target.value);
});

addEventListener("compositionstart", () => (composing = true), true);
addEventListener(
  "compositionend",
  (event) => {
    composing = false;
    const box = event.target;
    if (box instanceof HTMLInputElement && box.form && "filters" in box.form.dataset) {
      filter(box.form, true);
    }
  },
  true,
);

element("file").addEventListener("change", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  openAll([...(input.files ?? [])]);
  // So that the same file can be chosen again.
  input.value = "";
});

document.addEventListener("paste", (event) => {
  const target = event.target;
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || !event.clipboardData) {
    return;
  }
  event.preventDefault();
  if (event.clipboardData.files.length > 0) {
    openAll([...event.clipboardData.files]);
  } else {
    openCopied(event.clipboardData);
  }
});

let dragged = 0;
addEventListener("dragenter", () => document.body.classList.toggle("dropping", ++dragged > 0));
addEventListener("dragleave", () => document.body.classList.toggle("dropping", --dragged > 0));
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  dragged = 0;
  document.body.classList.remove("dropping");
  const data = event.dataTransfer;
  // To be asked while the event runs.
  const entries = [...(data?.items ?? [])].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (entries.some((entry) => entry.isDirectory)) {
    shelveFolders(entries);
  } else if (data && data.files.length > 0) {
    openAll([...data.files]);
  } else if (data) {
    openCopied(data);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return;
  }
  const target = event.target instanceof Element ? event.target : document.body;
  const typing = target.matches("input:not([type=checkbox]):not([type=radio]), textarea");
  if (event.key === "Escape") {
    if (document.querySelector("dialog[open]")) {
      return;
    }
    if (fold()) return;
    const dismiss = document.querySelector("[data-dismiss]");
    if (dismiss instanceof HTMLElement && !typing) {
      const chosen = document.querySelector(".chosen-task button[data-row]");
      dismiss.click();
      if (chosen instanceof HTMLElement) chosen.focus();
    }
  } else if (event.key === "?" && !typing) {
    go(changed({ help: "1" }));
  } else if (event.key === "/" && !typing) {
    const box = document.getElementById("q");
    if (box) {
      event.preventDefault();
      box.focus();
    }
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && target.matches("button[data-row]")) {
    event.preventDefault();
    const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("button[data-row]")]);
    const next = rows[rows.indexOf(/** @type {HTMLElement} */ (target)) + (event.key === "ArrowDown" ? 1 : -1)];
    next?.focus();
    // With the details open they follow.
    if (next && row) chooseRow([next.dataset.row ?? ""]);
  }
});

// Escape closes the sheet of keys by itself: the link follows.
element("help").addEventListener("close", () => {
  if (element("help").childElementCount > 0) {
    go(changed({ help: "" }));
  }
});

roomy.addEventListener("change", () => {
  document.querySelectorAll("details[data-wide-open]").forEach((details) => {
    details.toggleAttribute("open", roomy.matches);
  });
});

markLooks();
/**
 * Has a worker of its own write a word in the font of tasks: where its file is large and was not read since the machine
 * started, the first notice would wait for it, and the whole page with it.
 */
function fetchFont() {
  const font = `16px ${getComputedStyle(document.documentElement).getPropertyValue("--serif")}`;
  const write = `const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.font = ${JSON.stringify(font)};
    canvas.measureText("任务");
    close();`;
  const worker = new Worker(URL.createObjectURL(new Blob([write], { type: "text/javascript" })));
  // A browser without such canvases does without.
  worker.onerror = (event) => event.preventDefault();
}

/**
 * Shows what the link says once the engine is there. Not awaited at the top: the modules that are fetched for it import from
 * this one, and wait until it has run.
 */
async function begin() {
  try {
    await ready;
    await show();
    keepOffline();
    fetchFont();
  } catch (error) {
    element("view").hidden = true;
    element("failed").hidden = false;
    element("failed-detail").textContent = String(error);
  }
}

begin();
