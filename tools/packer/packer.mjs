// Makes of a module one that unpacks itself, and makes sure that it does.
import { Failure } from '../setup/run.mjs';
import { pack } from './pack.mjs';
import { selfExtracting } from './self_extracting.mjs';

/** @param {Buffer} module @param {import('./self_extracting.mjs').Unpacker} unpacker @returns {Buffer} */
export function packed(module, unpacker) {
  const { packed, canonical } = asFailure('cannot be packed', () => pack(module));
  const result = asFailure('cannot be put into the unpacker', () => selfExtracting(unpacker, packed, canonical.length));
  const restored = asFailure('does not unpack itself', () => unpacked(result));
  if (!restored.equals(canonical)) throw new Failure('The packed module unpacks to another one.');
  return result;
}

// Node's types do not have it.
const { WebAssembly } = /** @type {any} */ (globalThis);

/** What shell/core/unpacking.ts does. @param {Buffer} selfExtracting @returns {Buffer} */
export function unpacked(selfExtracting) {
  const { memory, unpack } = new WebAssembly.Instance(new WebAssembly.Module(selfExtracting)).exports;
  const place = unpack();
  const [problem, start, length] = new Uint32Array(memory.buffer, place, 3);
  if (problem !== 0) throw new Error(`problem ${problem} of UnpackProblem (src/unpack/unpack.h)`);
  return Buffer.from(memory.buffer, start, length);
}

/** @template T @param {string} what @param {() => T} work @returns {T} */
function asFailure(what, work) {
  try {
    return work();
  } catch (error) {
    throw new Failure(`The module ${what}: ${/** @type {Error} */ (error).message}`);
  }
}
