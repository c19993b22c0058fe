// @ts-check
// Work without a network: the service worker, and word of a new release.

/** Registers the service worker where the browser has them, and shows when another release waits. */
export async function keepOffline() {
  if (!("serviceWorker" in navigator) || !isSecureContext || location.protocol === "file:") {
    return;
  }
  try {
    const registration = await navigator.serviceWorker.register("sw.js");
    if (registration.waiting && navigator.serviceWorker.controller) {
      announce(registration.waiting);
    }
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker?.addEventListener("statechange", () => {
        // The first one of all takes over without a word.
        if (worker.state === "installed" && navigator.serviceWorker.controller) {
          announce(worker);
        }
      });
    });
  } catch {
    // Storage is full or switched off: the page works as long as the network does.
  }
}

/** @param {ServiceWorker} worker the new release's, which waits */
function announce(worker) {
  const note = /** @type {HTMLElement} */ (document.getElementById("update"));
  note.hidden = false;
  note.querySelector("[data-update]")?.addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage("take over");
  });
  note.querySelector("[data-later]")?.addEventListener("click", () => (note.hidden = true));
}
