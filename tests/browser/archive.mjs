// @ts-check
// ZIP archives for the tests, stored or deflated (APPNOTE.TXT 6.3: local headers, central directory, its end).
import { crc32, deflateRawSync } from "node:zlib";

/**
 * An archive of files.
 * @param {{name: string | Buffer, body: string | Uint8Array}[]} files a name as text is in UTF-8 and says so, one as bytes
 *   says nothing
 * @param {{deflate?: boolean}} [how]
 * @returns {Buffer}
 */
export function archive(files, { deflate = false } = {}) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { name, body } of files) {
    const bytes = Buffer.from(/** @type {string} */ (body));
    const data = deflate ? deflateRawSync(bytes) : bytes;
    const label = Buffer.from(/** @type {string} */ (name));
    // What the two headers have in common: version, flags, method, time, date, checksum, sizes, length of the name.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(typeof name === "string" ? 0x800 : 0, 2);
    common.writeUInt16LE(deflate ? 8 : 0, 4);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(label.length, 22);
    parts.push(Buffer.from("PK\x03\x04"), common, label, data);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, rest, label);
    offset += 30 + label.length + data.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, entries, end]);
}
