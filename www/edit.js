// @ts-check
// The reader's own work on rows: between the engine and what the browser keeps, and the forms, in which nothing that was
// typed is lost and the focus goes where the work is.

import { forgetAll, keep, recall, setAside } from "./store.js";

/** @typedef {import("./engine.js").Engine} Engine */

/**
 * Keeps a notice's corrections in the browser; where it cannot, the page says so.
 * @param {Engine} engine
 * @param {string} path the link that the page stands at
 * @param {string} content
 * @param {string | undefined} corrections
 */
export async function keepWork(engine, path, content, corrections) {
  if (!keep(content, corrections)) {
    await engine.ask({ kind: "edit", path, body: "do=not-kept" });
  }
}

/**
 * Gives the whole engine what the browser keeps for a document.
 * @param {Engine} engine
 * @param {string} path the link that the page stands at
 * @param {string} key
 * @param {string} content
 */
export async function takeUpWork(engine, path, key, content) {
  /** @type {import("./engine.js").Restored} */
  const restored = await engine.ask({ kind: "restore", key, kept: recall(content) });
  if (restored.unread) setAside(content);
  if (restored.stored !== undefined) await keepWork(engine, path, content, restored.stored);
}

/** Forgets what the browser keeps for any notice. */
export function forgetWork() {
  forgetAll();
  drafts.clear();
}

/**
 * What was typed into forms that were left before they were sent, by the form's id.
 * @type {Map<string, (string | boolean)[]>}
 */
const drafts = new Map();

/** Longest selection that a new row begins with, in UTF-16 code units: a task, not a page. */
const LONGEST = 2000;

/** @returns {HTMLFormElement | null} */
function openForm() {
  return document.querySelector("#edit form");
}

/**
 * The fields that a reader fills in.
 * @param {HTMLFormElement} form
 */
function fieldsOf(form) {
  return /** @type {NodeListOf<HTMLInputElement>} */ (
    form.querySelectorAll("textarea, select, input:not([type=hidden])")
  );
}

/** To be called before the form gives way to something else. */
export function leaveForm() {
  const form = openForm();
  if (form && "typed" in form.dataset) {
    drafts.set(form.id, [...fieldsOf(form)].map((field) => (field.type === "checkbox" ? field.checked : field.value)));
  }
}

/** To be called when the form's region has new contents. */
export function enterForm() {
  const form = openForm();
  if (!form) {
    if (document.activeElement === document.body) {
      document.getElementById("detail")?.focus({ preventScroll: true });
    }
    return;
  }
  const wrong = /** @type {HTMLElement | null} */ (form.querySelector("[aria-invalid=true]"));
  const draft = drafts.get(form.id);
  const all = [...fieldsOf(form)];
  if (draft?.length === all.length && !wrong) {
    all.forEach((field, at) => {
      const typed = draft[at];
      if (typeof typed === "boolean") field.checked = typed;
      else field.value = typed;
    });
    form.dataset.typed = "";
  }
  (wrong ?? all[0])?.focus({ preventScroll: true });
}

/**
 * The contents of a form that is being sent, URL-encoded.
 * @param {HTMLFormElement} form
 */
export function contentsOf(form) {
  delete form.dataset.typed;
  drafts.delete(form.id);
  const parameters = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") parameters.append(name, value);
  }
  return parameters.toString();
}

document.addEventListener("input", ({ target }) => {
  const form = target instanceof Element && target.closest("form");
  if (form && form === openForm()) form.dataset.typed = "";
});

addEventListener("beforeunload", (event) => {
  if (openForm() && "typed" in (openForm()?.dataset ?? {})) event.preventDefault();
});

// A new row begins with the words that are selected in the source. The press of the button may undo the selection.
for (const kind of ["pointerdown", "click"]) {
  document.addEventListener(
    kind,
    ({ target }) => {
      const link = target instanceof Element && target.closest("a[data-add]");
      const selection = getSelection();
      const inside = document.getElementById("source-text")?.contains(selection?.anchorNode ?? null);
      const words = inside ? String(selection).trim().slice(0, LONGEST) : "";
      if (link instanceof HTMLAnchorElement && words) {
        const [path, query] = link.hash.slice(1).split("?", 2);
        const parameters = new URLSearchParams(query);
        parameters.set("words", words);
        link.hash = `${path}?${parameters}`;
      }
    },
    true,
  );
}

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.matches("textarea, select, input:not([type=checkbox])");
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing || typing) {
    return;
  }
  const key = event.key.toLowerCase();
  const step = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : "";
  const button = step && document.getElementById(step);
  if (button) {
    event.preventDefault();
    button.click();
  }
});
