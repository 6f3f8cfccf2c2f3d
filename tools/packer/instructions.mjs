// Reads instructions, and says of each how the packed form goes on after its opcode and what it does to the stack. That need not
// be exact (a branch may take any number of values): packer and unpacker only must go by the same.
import { Kind, leavesAValue } from './format.mjs';

/** @typedef {import('../size/wasm_file.mjs').Reader} Reader */
/**
 * @typedef {object} Instruction
 * @property {number} opcode
 * @property {number} second what the symbol holds besides: a block's type, an alignment, the opcode after 0xfc
 * @property {number} kind
 * @property {number} effect
 * @property {number[]} numbers
 * @property {bigint} [constant]
 * @property {number[]} [raw] a float's bytes
 */
/** @typedef {Partial<Instruction>} Rest */
/** @typedef {(reader: Reader, opcode: number) => Rest} Read */

/** @type {(effect: number) => Read} */
const plain = (effect) => () => ({ kind: Kind.plain, effect });

/** @type {(count: number, effect: number) => Read} */
const numbers = (count, effect) => (reader) => ({
  kind: Kind.plain + count,
  effect,
  numbers: Array.from({ length: count }, () => reader.number()),
});

/** @type {(effect: number) => Read} */
const block = (effect) => (reader) => {
  const type = Number(reader.signed());
  if (type < 0) return { kind: Kind.withSecondByte, effect, second: type & 127 };
  // Above, the signed form of a type's number is longer than the unsigned one.
  if (type > 63) throw new Error(`the number of a block's type, ${type}, is not supported`);
  return { kind: Kind.plain + 1, effect, numbers: [type] };
};

/** @type {Read} */
const branchTable = (reader) => {
  const length = reader.number();
  return { kind: Kind.longerList, effect: 1, numbers: Array.from({ length: length + 1 }, () => reader.number()) };
};

/** @type {Read} */
const typedSelect = (reader) => ({
  kind: Kind.list,
  effect: 3 | leavesAValue,
  numbers: reader.list(() => reader.byte()),
});

/** @type {(effect: number) => Read} */
const memoryAccess = (effect) => (reader) => {
  const alignment = reader.number();
  if (alignment > 7) throw new Error(`an access with the flags ${alignment} is not supported`);
  const offset = reader.number();
  if (offset > 0xffffffff) throw new Error('an offset of more than 32 bits is not supported');
  return { kind: Kind.memory, effect, second: alignment, numbers: [offset] };
};

/** @type {(effect: number) => Read} */
const memorySize = (effect) => (reader) => {
  if (reader.byte() !== 0) throw new Error('a second memory is not supported');
  return { kind: Kind.withSecondByte, effect, second: 0 };
};

/** @type {(bits: number) => Read} */
const constant = (bits) => (reader) => ({
  kind: Kind.constant,
  effect: leavesAValue,
  constant: BigInt.asIntN(bits, reader.signed()),
});

/** @type {(kind: number, size: number) => Read} */
const float = (kind, size) => (reader) => ({ kind, effect: leavesAValue, raw: [...reader.take(size)] });

/** Of opcodes 0xfc 8 to 17: how many numbers follow, and the effect. */
const longOperations = new Map([
  [8, { count: 2, effect: 3 }], // memory.init
  [9, { count: 1, effect: 0 }], // data.drop
  [10, { count: 2, effect: 3 }], // memory.copy
  [11, { count: 1, effect: 3 }], // memory.fill
  [12, { count: 2, effect: 3 }], // table.init
  [13, { count: 1, effect: 0 }], // elem.drop
  [14, { count: 2, effect: 3 }], // table.copy
  [15, { count: 1, effect: 2 | leavesAValue }], // table.grow
  [16, { count: 1, effect: leavesAValue }], // table.size
  [17, { count: 1, effect: 3 }], // table.fill
]);

/** @type {Read} */
const afterFc = (reader) => {
  const second = reader.number();
  if (second < 8) return { kind: Kind.withSecondByte, effect: 1 | leavesAValue, second }; // saturating conversions
  const operation = longOperations.get(second);
  if (!operation) throw new Error(`opcode 0xfc ${second} is not supported`);
  const { kind, numbers: operands } = /** @type {Instruction} */ (numbers(operation.count, 0)(reader, 0));
  return { kind: Kind.withSecondByte + kind, effect: operation.effect, second, numbers: operands };
};

const unary = plain(1 | leavesAValue);
const binary = plain(2 | leavesAValue);

/** First and last opcode, and how to read them; where ranges overlap, the later row counts. @type {[number, number, Read][]} */
const rows = [
  [0x00, 0x01, plain(0)], // unreachable, nop
  [0x02, 0x03, block(0)], // block, loop
  [0x04, 0x04, block(1)], // if
  [0x05, 0x05, plain(0)], // else
  [0x0b, 0x0b, plain(0)], // end
  [0x0c, 0x0c, numbers(1, 0)], // br
  [0x0d, 0x0d, numbers(1, 1)], // br_if
  [0x0e, 0x0e, branchTable],
  [0x0f, 0x0f, plain(0)], // return
  [0x10, 0x10, (reader) => ({ kind: Kind.call, effect: 0, numbers: [reader.number()] })],
  [0x11, 0x11, numbers(2, 3 | leavesAValue)], // call_indirect
  [0x1a, 0x1a, plain(1)], // drop
  [0x1b, 0x1b, plain(3 | leavesAValue)], // select
  [0x1c, 0x1c, typedSelect],
  [0x20, 0x20, (reader) => ({ kind: Kind.local, effect: leavesAValue, numbers: [reader.number()] })],
  [0x21, 0x21, (reader) => ({ kind: Kind.local, effect: 1, numbers: [reader.number()] })],
  [0x22, 0x22, (reader) => ({ kind: Kind.local, effect: 1 | leavesAValue, numbers: [reader.number()] })],
  [0x23, 0x23, numbers(1, leavesAValue)], // global.get
  [0x24, 0x24, numbers(1, 1)], // global.set
  [0x25, 0x25, numbers(1, 1 | leavesAValue)], // table.get
  [0x26, 0x26, numbers(1, 2)], // table.set
  [0x28, 0x35, memoryAccess(1 | leavesAValue)],
  [0x36, 0x3e, memoryAccess(2)],
  [0x3f, 0x3f, memorySize(leavesAValue)],
  [0x40, 0x40, memorySize(1 | leavesAValue)],
  [0x41, 0x41, constant(32)],
  [0x42, 0x42, constant(64)],
  [0x43, 0x43, float(Kind.fourBytes, 4)],
  [0x44, 0x44, float(Kind.eightBytes, 8)],
  [0x45, 0xc4, binary],
  [0x45, 0x45, unary], // i32.eqz
  [0x50, 0x50, unary], // i64.eqz
  [0x67, 0x69, unary], // i32.clz, ctz, popcnt
  [0x79, 0x7b, unary], // i64
  [0x8b, 0x91, unary], // f32.abs to sqrt
  [0x99, 0x9f, unary], // f64
  [0xa7, 0xc4, unary], // conversions
  [0xd0, 0xd0, numbers(1, leavesAValue)], // ref.null
  [0xd1, 0xd1, unary], // ref.is_null
  [0xd2, 0xd2, numbers(1, leavesAValue)], // ref.func
  [0xfc, 0xfc, afterFc],
];

/** @type {Read[]} */
const readers = [];
for (const [first, last, read] of rows) for (let opcode = first; opcode <= last; opcode++) readers[opcode] = read;

/** What the packer refuses, by name where somebody may have switched it on. */
const refused = new Map([
  [0x12, 'return_call, a tail call'],
  [0x13, 'return_call_indirect, a tail call'],
  [0xfb, 'garbage collection'],
  [0xfd, 'SIMD'],
  [0xfe, 'atomics'],
]);

/** @param {Reader} reader @returns {Instruction} */
export function readInstruction(reader) {
  const opcode = reader.byte();
  const read = readers[opcode];
  if (!read) {
    const name = refused.has(opcode) ? ` (${refused.get(opcode)})` : '';
    throw new Error(`opcode 0x${opcode.toString(16).padStart(2, '0')}${name} is not supported`);
  }
  return { opcode, second: 0, kind: Kind.plain, effect: 0, numbers: [], ...read(reader, opcode) };
}
