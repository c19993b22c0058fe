// @ts-check
// What was dropped on the page: files, and those in folders.

/**
 * The files of a drop with their names, those in folders with the folders above them. To be called while the event runs.
 * @param {DataTransfer} data
 * @returns {Promise<{files: {file: File, name: string}[], folder: boolean}>} `folder`: whether there was one among them
 */
export async function dropped(data) {
  const items = [...data.items].filter((item) => item.kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) {
    return { files: [...data.files].map((file) => ({ file, name: file.name })), folder: false };
  }
  const files = await Promise.all(entries.map((entry) => (entry ? within(entry) : [])));
  return { files: files.flat(), folder: true };
}

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<{file: File, name: string}[]>}
 */
async function within(entry) {
  const name = entry.fullPath.replace(/^\//, "");
  try {
    if (entry.isDirectory) {
      const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
      const files = [];
      for (;;) {
        /** @type {FileSystemEntry[]} */
        const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) {
          return files;
        }
        for (const inner of some) {
          files.push(...(await within(inner)));
        }
      }
    }
    const file = await new Promise((resolve, reject) =>
      /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject),
    );
    return [{ file, name }];
  } catch {
    // Taken away meanwhile, or not for us to read: an empty file of its name is listed as such.
    return [{ file: new File([], name), name }];
  }
}
