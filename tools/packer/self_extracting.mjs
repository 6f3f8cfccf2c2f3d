// Puts a packed module into the unpacker (src/port/browser/unpacker.cpp): behind what the linker has placed in memory, with so
// much memory that the result has room.
import { Reader, section, sectionsOf } from '../size/wasm_file.mjs';
import { roomToMove } from './format.mjs';
import { putNumber, putSigned } from './numbers.mjs';

/** @typedef {{ name: string, kind: number, index: number }} Export */

const pageBytes = 65_536;
const opcode = { i32Const: 0x41, end: 0x0b };
const exported = ['memory', 'unpack'];
const kindOfExport = { global: 3 };

/** `start`: the first address that is free. @typedef {{ bytes: Buffer, start: number }} Unpacker */

/** Without what only the linker wanted; an optimiser may then drop what nobody exports. @param {Buffer} linked @returns {Unpacker} */
export function unpackerOf(linked) {
  const sections = sectionsOf(linked);
  const unexpected = sections.find(({ id }) => [section.import, section.start, section.dataCount].includes(id));
  if (unexpected)
    throw new Error(`The unpacker has a section ${unexpected.id}: it is to import nothing and to start nothing.`);
  const exports = exportsOf(sections);
  const lacking = [...exported, '__heap_base'].filter((name) => !exports.some((each) => each.name === name));
  if (lacking.length > 0) throw new Error(`The unpacker does not export ${lacking.join(', ')}.`);
  const own = exportSection(exports.filter(({ name }) => exported.includes(name)));
  const kept = sections.filter(({ id }) => id !== section.custom);
  const bytes = kept.map(({ id, content }) => written(id, id === section.export ? Buffer.from(own) : content));
  return { bytes: Buffer.concat([linked.subarray(0, 8), ...bytes]), start: heapBase(sections, exports) };
}

/** @param {Unpacker} unpacker @param {Buffer} packed @param {number} size of the module that is packed @returns {Buffer} */
export function selfExtracting({ bytes, start }, packed, size) {
  const sections = sectionsOf(bytes).filter(({ id }) => id !== section.custom);
  const carried = Buffer.alloc(4 + packed.length);
  carried.writeUInt32LE(packed.length);
  packed.copy(carried, 4);
  const pages = Math.ceil((start + carried.length + size + roomToMove) / pageBytes);
  const memory = Buffer.from([1, 1, ...number(pages), ...number(pages)]);
  const kept = sections.filter(({ id }) => id !== section.data);
  return Buffer.concat([
    bytes.subarray(0, 8),
    ...kept.map(({ id, content }) => written(id, id === section.memory ? memory : content)),
    written(section.data, dataSection(sections, start, carried)),
  ]);
}

/** @param {number} value */
function number(value) {
  const bytes = /** @type {number[]} */ ([]);
  putNumber(bytes, value);
  return bytes;
}

/** @param {number} id @param {Buffer} content */
const written = (id, content) => Buffer.concat([Buffer.from([id, ...number(content.length)]), content]);

/** @param {import('../size/wasm_file.mjs').Section[]} sections @param {number} id */
const readerOf = (sections, id) => new Reader(sections.find((each) => each.id === id)?.content ?? Buffer.from([0]));

/** @returns {Export[]} */
const exportsOf = (sections) =>
  readerOf(sections, section.export).list((reader) => ({
    name: reader.text(),
    kind: reader.byte(),
    index: reader.number(),
  }));

/** @param {Export[]} exports */
function exportSection(exports) {
  const bytes = number(exports.length);
  for (const { name, kind, index } of exports) bytes.push(name.length, ...Buffer.from(name), kind, ...number(index));
  return bytes;
}

// Where the linker has left off: the address that the global says.
/** @param {Export[]} exports */
function heapBase(sections, exports) {
  const { index } = exports.find(({ name, kind }) => name === '__heap_base' && kind === kindOfExport.global);
  const globals = readerOf(sections, section.global).list((reader) => {
    reader.take(2); // type and mutability
    if (reader.byte() !== opcode.i32Const) throw new Error('A global of the unpacker is not an i32.');
    const value = reader.address();
    reader.byte(); // end
    return value;
  });
  return globals[index];
}

/** @param {number} start @param {Buffer} carried */
function dataSection(sections, start, carried) {
  const own = readerOf(sections, section.data);
  const count = own.number();
  const segment = [0, opcode.i32Const];
  putSigned(segment, BigInt(start));
  segment.push(opcode.end, ...number(carried.length));
  return Buffer.concat([Buffer.from(number(count + 1)), own.bytes.subarray(own.at), Buffer.from(segment), carried]);
}
