// @ts-check
// The site's files: beside the page, or inside it where the site is a single file.

/** The single file holds the others in elements of these ids, as base64. */
const embedded = (/** @type {string} */ name) => document.getElementById(`file:${name}`);

/** Whether the site is a single file. It has no small engine: there is nothing to wait for. */
export const isSingle = embedded("whole.js") !== null;

/**
 * A file of the site.
 * @param {string} name its path below the page's folder
 */
export async function load(name) {
  const text = embedded(name)?.textContent;
  if (text) {
    return new Response(Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)));
  }
  const response = await fetch(name);
  if (!response.ok) {
    throw new Error(`${name}: ${response.status} ${response.statusText}`);
  }
  return response;
}
