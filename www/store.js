// @ts-check
// What the browser keeps of the reader's work, on this machine only: corrections by the content of their notice. What
// they say is known to the worker alone.

const KEPT = "fenjie-corrections-";
/** Before what could not be read: it may be a later version's, and must not be overwritten. */
const UNREAD = "fenjie-unread-";

/**
 * What was kept for a notice; empty for nothing.
 * @param {string} content
 */
export function recall(content) {
  try {
    return localStorage.getItem(KEPT + content) ?? "";
  } catch {
    return "";
  }
}

/**
 * What was kept for all notices, by their contents.
 * @returns {[string, string][]}
 */
export function recallAll() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(KEPT));
    return keys.sort().map((key) => [key.slice(KEPT.length), localStorage.getItem(key) ?? ""]);
  } catch {
    return [];
  }
}

/**
 * Keeps what is given, or forgets what was kept, and says whether that could be done.
 * @param {string} content
 * @param {string | undefined} corrections
 */
export function keep(content, corrections) {
  try {
    if (corrections === undefined) {
      localStorage.removeItem(KEPT + content);
    } else {
      localStorage.setItem(KEPT + content, corrections);
    }
    return true;
  } catch {
    // Storage is full or switched off.
    return false;
  }
}

/**
 * Puts what could not be read out of the way.
 * @param {string} content
 */
export function setAside(content) {
  const unread = recall(content);
  try {
    localStorage.setItem(UNREAD + content, unread);
    localStorage.removeItem(KEPT + content);
  } catch {
    // Then it stays where it is.
  }
}

/** Forgets what was kept for any notice. */
export function forgetAll() {
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(KEPT) || key.startsWith(UNREAD))
      .forEach((key) => localStorage.removeItem(key));
  } catch {
    // Storage is switched off: nothing was kept.
  }
}

/**
 * Calls back with the content of a notice whose corrections another tab has changed.
 * @param {(content: string) => void} changed
 */
export function onOtherTab(changed) {
  addEventListener("storage", ({ key, storageArea }) => {
    if (storageArea === localStorage && key?.startsWith(KEPT)) {
      changed(key.slice(KEPT.length));
    }
  });
}
