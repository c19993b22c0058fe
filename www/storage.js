// @ts-check
// Files that the browser keeps from one visit to the next, in IndexedDB.

const NAME = "fenjie";
const STORE = "files";

export class KeptFiles {
  /** @returns {Promise<IDBDatabase>} */
  #open() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { autoIncrement: true });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  /** @returns {Promise<{file: Blob, name: string}[]>} in the order in which they were added */
  async all() {
    // Asking must not make the database: there is one only where the reader wants it.
    const known = await indexedDB.databases?.();
    if (known?.every(({ name }) => name !== NAME)) {
      return [];
    }
    const database = await this.#open();
    try {
      return await new Promise((resolve, reject) => {
        const request = database.transaction(STORE).objectStore(STORE).getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    } finally {
      database.close();
    }
  }

  /**
   * Adds files, each as it is, and marks those that were.
   * @param {{file: Blob, name: string, kept: boolean}[]} files
   * @returns {Promise<"yes" | "quota" | "unavailable">} whether all of them were, or why not
   */
  async add(files) {
    let database;
    try {
      // Without this the browser may clear them when the disk runs low; it may also say no.
      await navigator.storage?.persist?.();
      database = await this.#open();
      for (const source of files) {
        await putFile(database, source);
        source.kept = true;
      }
      return "yes";
    } catch (error) {
      return error instanceof DOMException && error.name === "QuotaExceededError" ? "quota" : "unavailable";
    } finally {
      database?.close();
    }
  }

  /** Deletes all of them. */
  async clear() {
    await new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(NAME);
      request.onsuccess = request.onerror = request.onblocked = resolve;
    });
  }
}

/**
 * A transaction for each file: one that does not fit takes no other with it.
 * @param {IDBDatabase} database
 * @param {{file: Blob, name: string}} source
 * @returns {Promise<void>}
 */
function putFile(database, { file, name }) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, "readwrite");
    transaction.objectStore(STORE).add({ file, name });
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}
