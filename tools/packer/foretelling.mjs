// Foretells a number from the instructions before it: the one that came after the same ones the last time. src/unpack/unpack.cpp
// does the same. The longest context that is known counts, as in Cleary and Witten, "Data Compression Using Adaptive Coding and
// Partial String Matching" (1984).

const instructionsBack = 5;
const mostKnown = 1 << 15;

export class Foreteller {
  /** The numbers, and 1, by the remainder of their contexts; 0 for none. */
  #numbers = new Uint32Array(mostKnown);
  /** The contexts that these belong to. */
  #contexts = new Uint32Array(mostKnown);
  /** Opcodes and second bytes, the last first. @type {number[]} */
  #before = new Array(instructionsBack).fill(0);
  /** The last number of each kind. @type {Map<string, number>} */
  #last = new Map();

  /** @param {number} opcode @param {number} second */
  pass(opcode, second) {
    this.#before.pop();
    this.#before.unshift((opcode << 8) | second);
  }

  /** What is written for a number: 0 for the one that is foretold, others are one more. @param {number} opcode @param {string} kind @param {number} number */
  code(opcode, kind, number) {
    if (number > 0xfffffffe) throw new Error(`the ${kind} ${number} is not supported`);
    const contexts = this.#contextsOf(opcode, this.#last.get(kind) ?? 0);
    const foretold = contexts.find((context) => this.#contexts[context % mostKnown] === context);
    const isForetold = foretold !== undefined && this.#numbers[foretold % mostKnown] === number + 1;
    // The one that says least first: of two in the same place the other one stays.
    for (const context of contexts.reverse()) {
      this.#numbers[context % mostKnown] = number + 1;
      this.#contexts[context % mostKnown] = context;
    }
    this.#last.set(kind, number);
    return isForetold ? 0 : number + 1;
  }

  // The one that says most first.
  /** @param {number} opcode @param {number} last */
  #contextsOf(opcode, last) {
    const hashes = [opcode];
    for (const instruction of this.#before) hashes.push(mixed(hashes[hashes.length - 1], instruction));
    return [mixed(hashes[5], last), mixed(hashes[3], last), hashes[3], hashes[2]];
  }
}

/** @param {number} hash @param {number} other */
function mixed(hash, other) {
  const product = Math.imul(hash ^ other, 0x9e3779b1) >>> 0;
  return (product ^ (product >>> 15)) >>> 0;
}
