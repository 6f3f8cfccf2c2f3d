// Reads a WebAssembly binary as far as weighing it needs: each function's name and code, and each data segment's bytes and
// address. (WebAssembly core specification, "Binary Format", and its name section.) tools/packer reads its instructions too.

export const section = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  code: 10,
  data: 11,
  dataCount: 12,
};
const opcode = { i32Const: 0x41 };

/** @typedef {{ name: string, bytes: Buffer }} Function_ */
/** @typedef {{ address: number, bytes: Buffer }} Segment */

// Returns the functions in their order and the active data segments.
export function readWasm(/** @type {Buffer} */ file) {
  const sections = sectionsOf(file);
  const of = (id) => sections.filter((each) => each.id === id).map(({ content }) => content);
  const names = functionNames(of(section.custom));
  const imported = of(section.import).reduce((count, content) => count + countImportedFunctions(content), 0);
  return {
    functions: of(section.code)
      .flatMap(bodies)
      .map((bytes, index) => ({ name: names.get(imported + index) ?? '', bytes })),
    segments: of(section.data).flatMap(segments),
  };
}

export class Reader {
  at = 0;

  constructor(/** @type {Buffer} */ bytes) {
    this.bytes = bytes;
  }

  get done() {
    return this.at >= this.bytes.length;
  }

  byte() {
    if (this.done) throw new Error('The module ends in the middle of something.');
    return this.bytes[this.at++];
  }

  number() {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) return value;
    }
  }

  // Signed LEB128 of any width.
  signed() {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return byte & 0x40 ? value - (1n << (shift + 7n)) : value;
    }
  }

  // Addresses are signed LEB128, but 32 bits wide.
  address() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (byte & 0x40 && shift < 25 ? value | (-1 << (shift + 7)) : value) >>> 0;
    }
  }

  take(length) {
    if (length > this.bytes.length - this.at) throw new Error('The module ends in the middle of something.');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text() {
    return this.take(this.number()).toString('utf8');
  }

  list(read) {
    return Array.from({ length: this.number() }, () => read(this));
  }
}

/** @typedef {{ id: number, at: number, content: Buffer, end: number }} Section `at`: of its id; `end`: behind its content */

/** @param {Buffer} file @returns {Section[]} */
export function sectionsOf(file) {
  const reader = new Reader(file);
  reader.take(8); // "\0asm" and the version
  const sections = [];
  while (!reader.done) {
    const at = reader.at;
    const id = reader.byte();
    sections.push({ id, at, content: reader.take(reader.number()), end: reader.at });
  }
  return sections;
}

function functionNames(customSections) {
  const names = new Map();
  for (const content of customSections) {
    const reader = new Reader(content);
    if (reader.text() !== 'name') continue;
    while (!reader.done) {
      const kind = reader.byte();
      const part = new Reader(reader.take(reader.number()));
      if (kind === 1) part.list((each) => names.set(each.number(), each.text()));
    }
  }
  return names;
}

function countImportedFunctions(content) {
  const kinds = new Reader(content).list((reader) => {
    reader.text();
    reader.text();
    const kind = reader.byte();
    skipImportType(reader, kind);
    return kind;
  });
  return kinds.filter((kind) => kind === 0).length;
}

export function skipImportType(reader, kind) {
  if (kind === 1) reader.byte(); // a table's element type, before its limits
  if (kind === 0) return reader.number();
  if (kind === 3) return reader.take(2); // a global's type and mutability
  const hasMost = reader.byte() & 1;
  reader.number();
  return hasMost ? reader.number() : undefined;
}

const bodies = (content) => new Reader(content).list((reader) => reader.take(reader.number()));

function segments(content) {
  return new Reader(content).list((reader) => {
    const kind = reader.number();
    if (kind === 1) return { address: Number.NaN, bytes: reader.take(reader.number()) }; // placed at run time
    if (kind === 2) reader.number(); // which memory
    if (reader.byte() !== opcode.i32Const) throw new Error('A data segment whose address is not a constant.');
    const address = reader.address();
    reader.byte(); // end
    return { address, bytes: reader.take(reader.number()) };
  });
}
