// What packer and unpacker have agreed on: src/unpack/unpack.h describes it, src/unpack/unpack.cpp has the same numbers.

/** How a symbol goes on after its opcode. */
export const Kind = {
  /** And that many numbers: 0, 1, 2. */
  plain: 0,
  /** A second byte, and that many numbers: 4, 5, 6. */
  withSecondByte: 4,
  fourBytes: 8,
  eightBytes: 9,
  list: 10,
  longerList: 11,
  constant: 12,
  memory: 13,
  call: 14,
  local: 15,
  pair: 31,
};

/** Beside how many values an instruction takes from the stack (at most 3). */
export const leavesAValue = 4;

export const Stream = {
  after: 0,
  before: 1,
  functionTypes: 2,
  between: 3,
  signatures: 4,
  imports: 5,
  symbols: 6,
  code: 7,
  /** Three: of get, set, tee. */
  localRanks: 8,
  offsetChanges: 11,
  firstOffsets: 12,
  localGroups: 13,
  localCounts: 14,
  localTypes: 15,
  operands: 16,
  constants: 16 + 64,
  count: 16 + 64 + 128,
};

/** The rank of a local that was not used before, in a set or tee; in a get it is the last rank. */
export const rankOfNew = 2;
/** So many of the lowest ranks of a get, set, tee are part of the symbol. */
export const ranksInSymbol = [2, 1, 1];

/** Of values on the stack and of locals in a function, of types and of functions. */
export const mostOfAKind = 60_000;

/** The unpacker needs this much more room than the result takes. */
export const roomToMove = 16;
