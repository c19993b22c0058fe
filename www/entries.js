// @ts-check
// What was dropped on the page: files, and those in folders.

/**
 * The files of dropped entries with their names, those in folders with the folders above them.
 * @param {FileSystemEntry[]} entries
 * @returns {Promise<{file: File, name: string}[]>}
 */
export async function filesOf(entries) {
  const files = [];
  for (const entry of entries) {
    const name = entry.fullPath.replace(/^\//, "");
    try {
      if (entry.isDirectory) {
        files.push(...(await filesOf(await inside(/** @type {FileSystemDirectoryEntry} */ (entry)))));
      } else {
        const file = await fileOf(/** @type {FileSystemFileEntry} */ (entry));
        files.push({ file, name });
      }
    } catch {
      // Taken away meanwhile, or not ours to read: an empty file of its name, so that the library lists it.
      files.push({ file: new File([], name), name });
    }
  }
  return files;
}

/**
 * @param {FileSystemDirectoryEntry} folder
 * @returns {Promise<FileSystemEntry[]>}
 */
async function inside(folder) {
  const reader = folder.createReader();
  const entries = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) {
      return entries;
    }
    entries.push(...some);
  }
}

/**
 * @param {FileSystemFileEntry} entry
 * @returns {Promise<File>}
 */
function fileOf(entry) {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
