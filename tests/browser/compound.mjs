// @ts-check
// Compound files, as Word and Excel wrote them before 2007 ([MS-CFB]): one stream.

const SECTOR = 512;
const [END, FREE, FAT] = [0xfffffffe, 0xffffffff, 0xfffffffd];

/**
 * A compound file of one stream.
 * @param {string} name
 * @param {Uint8Array} stream
 */
export function compound(name, stream) {
  // Shorter streams would stand in another one, in small pieces.
  const sectors = Math.ceil(Math.max(stream.length, 4096) / SECTOR);
  if (sectors > SECTOR / 4 - 2) throw new Error("one sector cannot list so many");
  const file = Buffer.alloc((3 + sectors) * SECTOR);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(file);
  // Versions, order of bytes, sizes of sectors as powers of two.
  [0x3e, 3, 0xfffe, 9, 6].forEach((value, at) => file.writeUInt16LE(value, 24 + 2 * at));
  file.writeUInt32LE(1, 44);
  // Where the directory is; from which size on a stream has sectors of its own; what there is none of.
  [1, 0, 4096, END, 0, END, 0].forEach((value, at) => file.writeUInt32LE(value, 48 + 4 * at));
  for (let at = 76; at < SECTOR; at += 4) file.writeUInt32LE(at === 76 ? 0 : FREE, at);
  // The first sector says which follows which; the second is the directory.
  for (let at = 0; at < SECTOR / 4; at++) {
    const next = at === 0 ? FAT : at === 1 || at === 1 + sectors ? END : at < 1 + sectors ? at + 1 : FREE;
    file.writeUInt32LE(next, SECTOR + 4 * at);
  }
  const entries = /** @type {[string, number, number, number, number][]} */ ([
    ["Root Entry", 5, 1, END, 0],
    [name, 2, FREE, 2, sectors * SECTOR],
  ]);
  for (let at = 0; at < 4; at++) {
    const place = 2 * SECTOR + 128 * at;
    const [title, kind, child, start, size] = entries[at] ?? ["", 0, FREE, 0, 0];
    file.write(title, place, "utf16le");
    file.writeUInt16LE(title ? 2 * title.length + 2 : 0, place + 64);
    file.writeUInt8(kind, place + 66);
    file.writeUInt8(1, place + 67);
    [FREE, FREE, child].forEach((value, which) => file.writeUInt32LE(value, place + 68 + 4 * which));
    file.writeUInt32LE(start, place + 116);
    file.writeUInt32LE(size, place + 120);
  }
  file.set(stream, 3 * SECTOR);
  return file;
}

/**
 * A record of a workbook ([MS-XLS], 2.1.4).
 * @param {number} kind
 * @param {...(number | Uint8Array)} fields numbers take two bytes each
 */
export function record(kind, ...fields) {
  const number = (/** @type {number} */ value) => Buffer.from(Uint16Array.of(value).buffer);
  const bytes = Buffer.concat(fields.map((field) => (typeof field === "number" ? number(field) : field)));
  return Buffer.concat([number(kind), number(bytes.length), bytes]);
}
