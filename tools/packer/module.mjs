// A WebAssembly module as the packer sees it, and its canonical form: numbers are as short as can be, and a function's locals
// (not its parameters) are numbered in the order in which they are first used. That is what unpacking gives back.
import { Reader, section, sectionsOf, skipImportType } from '../size/wasm_file.mjs';
import { Kind } from './format.mjs';
import { readInstruction } from './instructions.mjs';
import { putNumber, putSigned } from './numbers.mjs';

/** @typedef {import('./instructions.mjs').Instruction} Instruction */
/** @typedef {{ parameters: number, results: number }} Signature */
/** @typedef {{ count: number, type: number }} Group locals of one type */
/** @typedef {{ groups: Group[], instructions: Instruction[] }} Body */
/**
 * @typedef {object} Module
 * @property {Buffer} bytes
 * @property {Signature[]} signatures
 * @property {number[]} imports the type of each imported function
 * @property {number[]} functionTypes
 * @property {[from: number, to: number]} functionTypesAt
 * @property {Body[]} bodies
 * @property {[from: number, to: number]} codeAt with the section's head
 */

const kindOfImport = { function: 0, global: 3 };
const end = 0x0b;

/** @param {Buffer} bytes @returns {Module} */
export function readModule(bytes) {
  if (!bytes.subarray(0, 8).equals(Buffer.from('\0asm\x01\0\0\0', 'latin1')))
    throw new Error('Not a WebAssembly 1 module.');
  const sections = sectionsOf(bytes);
  const unknown = sections.find(({ id }) => id > section.dataCount);
  if (unknown) throw new Error(`Section ${unknown.id} is not supported.`);
  const of = (id) => sections.find((each) => each.id === id);
  const code = of(section.code);
  if (!code) throw new Error('The module has no code section.');
  const functionTypes = inSection('function', of(section.function), (reader) => reader.list(() => reader.number()));
  const bodies = inSection('code', code, readBodies);
  if (bodies.length !== functionTypes.length) throw new Error('Function and code section differ in their counts.');
  return {
    bytes,
    signatures: inSection('type', of(section.type), (reader) => reader.list(readSignature)),
    imports: inSection('import', of(section.import), readImports),
    functionTypes,
    functionTypesAt: placeOfFunctionTypes(of(section.function)),
    bodies,
    codeAt: [code.at, code.end],
  };
}

/**
 * @template T
 * @param {string} name @param {import('../size/wasm_file.mjs').Section | undefined} found @param {(reader: Reader) => T[]} read
 */
function inSection(name, found, read) {
  if (!found) return [];
  const reader = new Reader(found.content);
  try {
    const list = read(reader);
    if (!reader.done) throw new Error('more bytes than it says');
    return list;
  } catch (error) {
    throw new Error(`The ${name} section: ${/** @type {Error} */ (error).message}`);
  }
}

/** @returns {[number, number]} */
function placeOfFunctionTypes(found) {
  if (!found) return [0, 0];
  const reader = new Reader(found.content);
  reader.number();
  return [found.end - found.content.length + reader.at, found.end];
}

/** @param {Reader} reader @returns {Signature} */
function readSignature(reader) {
  const form = reader.byte();
  if (form !== 0x60) throw new Error(`a type of form 0x${form.toString(16)} is not supported`);
  return { parameters: reader.take(reader.number()).length, results: reader.take(reader.number()).length };
}

/** @param {Reader} reader @returns {number[]} */
function readImports(reader) {
  const types = reader.list(() => {
    reader.text();
    reader.text();
    const kind = reader.byte();
    if (kind > kindOfImport.global) throw new Error(`an import of kind ${kind} is not supported`);
    const type = skipImportType(reader, kind);
    return kind === kindOfImport.function ? type : undefined;
  });
  return types.filter((type) => type !== undefined);
}

/** @param {Reader} reader */
const readBodies = (reader) =>
  reader.list(() => new Reader(reader.take(reader.number()))).map((body, index) => readBody(body, index));

/** @param {Reader} reader @param {number} index @returns {Body} */
function readBody(reader, index) {
  try {
    const groups = reader.list(() => ({ count: reader.number(), type: reader.byte() }));
    /** @type {Instruction[]} */
    const instructions = [];
    while (!reader.done) instructions.push(readInstruction(reader));
    if (instructions.at(-1)?.opcode !== end) throw new Error('does not end in `end`');
    return { groups, instructions };
  } catch (error) {
    throw new Error(`function ${index}: ${/** @type {Error} */ (error).message}`);
  }
}

/** Numbers the locals by their first use, those never used last. @param {Module} module */
export function renumberLocals(module) {
  module.bodies.forEach((body, index) => {
    renumber(body, module.signatures[module.functionTypes[index]].parameters);
  });
}

/** @param {Body} body @param {number} parameters */
function renumber(body, parameters) {
  const types = body.groups.flatMap(({ count, type }) => Array(count).fill(type));
  const accesses = body.instructions.filter(({ kind, numbers }) => kind === Kind.local && numbers[0] >= parameters);
  const order = new Set(accesses.map(({ numbers }) => numbers[0] - parameters));
  for (let local = 0; local < types.length; local++) order.add(local);
  const renamed = new Map([...order].map((old, position) => [old, position]));
  for (const { numbers } of accesses) numbers[0] = parameters + renamed.get(numbers[0] - parameters);
  body.groups = [];
  for (const old of order) {
    const last = body.groups.at(-1);
    if (last?.type === types[old]) last.count += 1;
    else body.groups.push({ count: 1, type: types[old] });
  }
}

/** @param {Module} module @returns {Buffer} */
export function writeModule({ bytes, bodies, codeAt }) {
  /** @type {number[]} */
  const code = [];
  putNumber(code, bodies.length);
  for (const body of bodies) {
    const written = writeBody(body);
    putNumber(code, written.length);
    for (const byte of written) code.push(byte);
  }
  /** @type {number[]} */
  const head = [section.code];
  putNumber(head, code.length);
  return Buffer.concat([bytes.subarray(0, codeAt[0]), Buffer.from(head), Buffer.from(code), bytes.subarray(codeAt[1])]);
}

/** @param {Body} body @returns {number[]} */
function writeBody({ groups, instructions }) {
  /** @type {number[]} */
  const bytes = [];
  putNumber(bytes, groups.length);
  for (const { count, type } of groups) {
    putNumber(bytes, count);
    bytes.push(type);
  }
  for (const instruction of instructions) writeInstruction(bytes, instruction);
  return bytes;
}

/** @param {number[]} bytes @param {Instruction} instruction */
function writeInstruction(bytes, { opcode, second, kind, numbers, constant, raw = [] }) {
  bytes.push(opcode);
  if (kind === Kind.memory || (kind >= Kind.withSecondByte && kind < Kind.fourBytes)) bytes.push(second);
  if (kind === Kind.list || kind === Kind.longerList) putNumber(bytes, numbers.length - (kind - Kind.list));
  if (constant !== undefined) putSigned(bytes, constant);
  bytes.push(...raw);
  for (const number of numbers) putNumber(bytes, number);
}
