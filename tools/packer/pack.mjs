// A WebAssembly module in the form that src/unpack/unpack.h describes. What is predicted here is predicted alike there.
import { Foreteller } from './foretelling.mjs';
import { Kind, leavesAValue, mostOfAKind, rankOfNew, ranksInSymbol, Stream } from './format.mjs';
import { readModule, renumberLocals, writeModule } from './module.mjs';
import { putNumber, putSigned, zigzag } from './numbers.mjs';
import { Symbols } from './symbols.mjs';

/** @typedef {import('./instructions.mjs').Instruction} Instruction */
/** @typedef {import('./module.mjs').Module} Module */

const opcode = { localGet: 0x20 };

/** `canonical`: what unpacking gives back; the same code as `bytes`. @param {Buffer} bytes */
export function pack(bytes) {
  const module = readModule(bytes);
  renumberLocals(module);
  const canonical = writeModule(module);
  const streams = streamsOf(module);
  /** @type {number[]} */
  const head = [];
  putNumber(head, canonical.length);
  for (const stream of streams) putNumber(head, stream.length);
  return { packed: Buffer.concat([head, ...streams].map((each) => Buffer.from(each))), canonical };
}

/** @param {Module} module */
function streamsOf(module) {
  const { bytes, signatures, imports, functionTypes, functionTypesAt, codeAt } = module;
  const streams = Array.from({ length: Stream.count }, () => /** @type {number[]} */ ([]));
  const symbols = new Symbols();
  const foreteller = new Foreteller();
  const functions = [...imports, ...functionTypes].map((type) => signatures[type]);
  if (Math.max(functions.length, signatures.length) > mostOfAKind)
    throw new Error('The module has too many functions.');
  module.bodies.forEach((body, index) => {
    const writer = new BodyWriter(
      streams,
      symbols,
      foreteller,
      functions,
      functions[imports.length + index].parameters,
    );
    try {
      writer.write(body);
    } catch (error) {
      throw new Error(`function ${index}: ${/** @type {Error} */ (error).message}`);
    }
  });
  const { table, code } = symbols.finish();
  streams[Stream.symbols] = table;
  streams[Stream.code] = code;
  streams[Stream.before] = [...bytes.subarray(0, functionTypesAt[0])];
  streams[Stream.functionTypes] = [...bytes.subarray(...functionTypesAt)];
  streams[Stream.between] = [...bytes.subarray(functionTypesAt[1], codeAt[0])];
  streams[Stream.after] = [...bytes.subarray(codeAt[1])];
  for (const { parameters, results } of signatures) {
    putNumber(streams[Stream.signatures], parameters);
    putNumber(streams[Stream.signatures], results);
  }
  for (const type of imports) putNumber(streams[Stream.imports], type);
  return streams;
}

/** Writes one function. */
class BodyWriter {
  /** The locals that the values on the stack are; -1 for others. @type {number[]} */
  #stack = [];
  /** The last used first. @type {number[]} */
  #recent;
  /** The last offset from each local, as long as it was not set. @type {Map<number, number>} */
  #offsets = new Map();

  /**
   * @param {number[][]} streams @param {Symbols} symbols @param {Foreteller} foreteller
   * @param {import('./module.mjs').Signature[]} functions @param {number} parameters
   */
  constructor(streams, symbols, foreteller, functions, parameters) {
    this.streams = streams;
    this.symbols = symbols;
    this.foreteller = foreteller;
    this.functions = functions;
    this.#recent = Array.from({ length: parameters }, (_, local) => local);
    this.used = parameters;
  }

  /** @param {import('./module.mjs').Body} body */
  write({ groups, instructions }) {
    putNumber(this.streams[Stream.localGroups], groups.length);
    for (const { count, type } of groups) {
      putNumber(this.streams[Stream.localCounts], count);
      this.streams[Stream.localTypes].push(type);
    }
    instructions.forEach((instruction, index) => {
      this.#write(instruction, instructions[index + 1]?.opcode ?? 0);
      if (Math.max(this.#stack.length, this.#recent.length) > mostOfAKind) throw new Error('too many locals or values');
    });
  }

  /** @param {Instruction} instruction @param {number} next the opcode after it */
  #write(instruction, next) {
    const { kind, effect } = instruction;
    const taken = effect & 3;
    const address = this.#stack.at(-(taken || 1)) ?? -1;
    this.#drop(taken);
    let { second } = instruction;
    let result = -1;
    if (kind === Kind.local) {
      result = instruction.numbers[0];
      second = this.#writeRank(instruction);
    } else if (kind === Kind.memory) this.#writeOffset(instruction, address);
    else if (kind === Kind.call) this.#writeCall(instruction);
    else if (kind === Kind.constant) putSigned(this.streams[Stream.constants + (next & 127)], instruction.constant);
    else this.#writeOperands(instruction);
    if (effect & leavesAValue) this.#stack.push(result);
    this.symbols.add(instruction.opcode, second, (kind << 3) | effect);
    this.foreteller.pass(instruction.opcode, second);
  }

  /** Returns the symbol's second byte. @param {Instruction} access @returns {number} */
  #writeRank({ opcode: which, numbers: [local] }) {
    const access = which - opcode.localGet;
    const rank = this.#rank(local, access === 0 ? this.#recent.length : Math.min(rankOfNew, this.#recent.length));
    this.#recent.unshift(local);
    if (access !== 0) this.#offsets.delete(local);
    if (rank < ranksInSymbol[access]) return rank + 1;
    putNumber(this.streams[Stream.localRanks + access], rank - ranksInSymbol[access]);
    return 0;
  }

  /** Takes the local out of its place. @param {number} local @param {number} rankOfUnused @returns {number} */
  #rank(local, rankOfUnused) {
    const place = this.#recent.indexOf(local);
    if (place >= 0) {
      this.#recent.splice(place, 1);
      return place < rankOfUnused ? place : place + 1;
    }
    if (local !== this.used) throw new Error('its locals are not numbered by their first use');
    this.used += 1;
    return rankOfUnused;
  }

  /** @param {Instruction} access @param {number} address the local that it is from */
  #writeOffset({ opcode: which, numbers: [offset] }, address) {
    const last = this.#offsets.get(address);
    if (last === undefined) putNumber(this.streams[Stream.firstOffsets], offset);
    else {
      const change = zigzag((offset - last) | 0);
      putNumber(this.streams[Stream.offsetChanges], this.foreteller.code(which, 'change of an offset', change));
    }
    if (address >= 0) this.#offsets.set(address, offset);
  }

  /** @param {Instruction} instruction */
  #writeOperands({ opcode: operation, kind, numbers, raw = [] }) {
    const stream = this.streams[Stream.operands + (operation & 63)];
    stream.push(...raw);
    if (kind === Kind.list || kind === Kind.longerList) putNumber(stream, numbers.length - (kind - Kind.list));
    for (const number of numbers) putNumber(stream, number);
  }

  /** @param {Instruction} call */
  #writeCall({ opcode: which, numbers: [index] }) {
    const called = this.functions[index];
    if (!called) throw new Error(`calls function ${index}, which there is not`);
    putNumber(this.streams[Stream.operands + (which & 63)], this.foreteller.code(which, 'call of function', index));
    this.#drop(called.parameters);
    for (let i = 0; i < called.results; i++) this.#stack.push(-1);
  }

  // Code that is not reached may take more than there is.
  /** @param {number} count */
  #drop(count) {
    this.#stack.length -= Math.min(count, this.#stack.length);
  }
}
