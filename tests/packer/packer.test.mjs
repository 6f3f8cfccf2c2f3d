// Modules of all that compilers make, packed and unpacked again; and what the packer refuses.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pack } from '../../tools/packer/pack.mjs';
import { packed, unpacked } from '../../tools/packer/packer.mjs';
import { unpackerOf } from '../../tools/packer/self_extracting.mjs';
import { inRoot } from '../../tools/setup/paths.mjs';
import { code, f32, f64, i32, i64, module } from './support/modules.mjs';

const unpacker = unpackerOf(readFileSync(inRoot('build', 'wasm', 'heidi-unpacker.wasm')));
const { WebAssembly } = /** @type {any} */ (globalThis);

/** Packs, which compares with the canonical form; that is valid and does not change any more. @param {Buffer} bytes */
function comesBack(bytes) {
  assert.ok(WebAssembly.validate(bytes), 'the test has a valid module');
  const result = packed(bytes, unpacker);
  const restored = unpacked(result);
  assert.ok(WebAssembly.validate(restored));
  assert.deepEqual(pack(restored).canonical, restored);
  return { result, restored };
}

/** @param {Buffer} bytes */
const isUnchanged = (bytes) => assert.deepEqual(comesBack(bytes).restored, bytes);

test('a function without locals', () => isUnchanged(module({ results: [i32], body: [0x41, 7] })));

test('constants of every sign and width', () => {
  isUnchanged(
    module({
      body: [
        [0x41, 0x7f, 0x1a], // -1
        [0x41, 0x80, 0x80, 0x80, 0x80, 0x78, 0x1a], // the least
        [0x41, 0xff, 0xff, 0xff, 0xff, 0x07, 0x1a], // the most
        [0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f, 0x1a],
        [0x42, 0xc0, 0x00, 0x1a], // 64, whose sign needs a second byte
        [0x43, 0, 0, 0xc0, 0x7f, 0x1a],
        [0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0xbf, 0x1a],
      ].flat(),
    }),
  );
});

test('blocks with parameters and several results', () => {
  const types = [{ parameters: [i32, i32], results: [i32, i32] }];
  isUnchanged(
    module({
      types,
      results: [i32],
      body: [
        [0x41, 1, 0x41, 2, 0x02, 1, 0x0b], // block of type 1
        [0x03, 1, 0x0b], // loop
        [0x41, 1, 0x04, 1, 0x05, 0x0b, 0x6a], // if, else
        [0x02, i64, 0x42, 3, 0x0b, 0xa7, 0x6a],
      ].flat(),
    }),
  );
});

test('branches, also by a table, and code that is not reached', () => {
  isUnchanged(
    module({
      parameters: [i32],
      body: [0x02, 0x40, 0x03, 0x40, 0x20, 0, 0x0d, 1, 0x20, 0, 0x0e, 2, 0, 1, 2, 0x0b, 0x0b, 0x0f, 0x6a, 0x1a, 0x00],
    }),
  );
});

test('calls, also by way of a table', () => {
  isUnchanged(
    module({
      types: [{ parameters: [i32, i32], results: [i64, i32] }],
      imports: 1,
      table: true,
      results: [i32],
      body: [0x41, 1, 0x41, 2, 0x41, 0, 0x11, 1, 0, 0x1a, 0x1a, 0x10, 0, 0x10, 1, 0x6a],
    }),
  );
});

test('memory: offsets, alignments, size, copying and filling', () => {
  isUnchanged(
    module({
      memory: true,
      parameters: [i32],
      body: [
        [0x20, 0, 0x28, 2, 0, 0x1a, 0x20, 0, 0x29, 0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x1a],
        [0x20, 0, 0x28, 2, 16, 0x1a, 0x20, 0, 0x41, 0, 0x36, 1, 8, 0x20, 0, 0x22, 0, 0x2d, 0, 9, 0x1a],
        [0x41, 0, 0x28, 2, 0, 0x1a, 0x3f, 0, 0x40, 0, 0x1a],
        [0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 10, 0, 0, 0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 11, 0],
      ].flat(),
    }),
  );
});

test('calls and accesses that follow each other in the same way, and in another', () => {
  const same = [0x20, 0, 0x10, 0, 0x20, 0, 0x28, 2, 4, 0x1a, 0x20, 0, 0x28, 2, 8, 0x1a];
  const other = [0x20, 0, 0x10, 1, 0x20, 0, 0x28, 2, 8, 0x1a, 0x20, 0, 0x28, 2, 0, 0x1a];
  isUnchanged(module({ memory: true, imports: 1, parameters: [i32], body: [same, same, other, same, other].flat() }));
});

test('saturating conversions, extensions of signs, selections and references', () => {
  isUnchanged(
    module({
      parameters: [f32, f64],
      body: [
        [0x20, 0, 0xfc, 0, 0x1a, 0x20, 1, 0xfc, 7, 0xc4, 0x1a, 0x41, 1, 0xc0, 0x1a],
        [0x41, 1, 0x41, 2, 0x41, 0, 0x1b, 0x1a, 0x41, 1, 0x41, 2, 0x41, 0, 0x1c, 1, i32, 0x1a],
        [0xd0, 0x70, 0xd1, 0x1a],
      ].flat(),
    }),
  );
});

test('locals are numbered as they come up', () => {
  const used = module({
    locals: [
      [2, i32],
      [1, i64],
    ],
    body: [0x42, 1, 0x22, 2, 0x1a, 0x20, 1, 0x1a],
  });
  const named = module({
    locals: [
      [1, i64],
      [2, i32],
    ],
    body: [0x42, 1, 0x22, 0, 0x1a, 0x20, 1, 0x1a],
  });
  assert.deepEqual(comesBack(used).restored, named);
});

test('a function that begins with a tee of a local that was not used', () => {
  isUnchanged(module({ parameters: [i32], locals: [[2, i32]], body: [0x20, 0, 0x22, 1, 0x22, 2, 0x21, 0] }));
});

test('a thousand locals, in the order of a search through them', () => {
  const body = Array.from({ length: 3000 }, (_, i) => [0x41, i & 63, 0x21, ...code((i * i) % 1000)]).flat();
  comesBack(module({ locals: [[1000, i32]], body }));
});

test('packing the same module twice gives the same bytes', () => {
  const bytes = module({ parameters: [i32], body: [0x20, 0, 0x21, 0] });
  assert.deepEqual(packed(bytes, unpacker), packed(bytes, unpacker));
});

test('numbers that are longer than they need be become short', () => {
  const long = module({ results: [i32], body: [0x41, 0x87, 0x80, 0x00] });
  assert.deepEqual(comesBack(long).restored, module({ results: [i32], body: [0x41, 7] }));
});

test('the result imports nothing and exports its memory and `unpack`', () => {
  const { result } = comesBack(module({ results: [i32], body: [0x41, 7] }));
  const made = new WebAssembly.Module(result);
  assert.deepEqual(WebAssembly.Module.imports(made), []);
  const names = WebAssembly.Module.exports(made).map((/** @type {{ name: string }} */ { name }) => name);
  assert.deepEqual(names.sort(), ['memory', 'unpack']);
});

test('a damaged result says what is wrong or is another module', () => {
  const { result } = comesBack(module({ results: [i32], body: [0x41, 7] }));
  for (let cut = 1; cut < 200; cut++) {
    const damaged = Buffer.from(result);
    damaged[damaged.length - cut] ^= 0x15;
    try {
      unpacked(damaged);
    } catch (error) {
      assert.match(String(error), /^Error: problem [1-4] /);
    }
  }
});

/** @type {[name: string, bytes: Buffer | (() => Buffer), says: RegExp][]} */
const refused = [
  ['what is no module', Buffer.from('this is not WebAssembly'), /Not a WebAssembly 1 module/],
  ['a module without code', Buffer.from('\0asm\x01\0\0\0', 'latin1'), /no code section/],
  [
    'SIMD',
    module({ body: [0xfd, 12, ...Array(16).fill(0), 0x1a] }),
    /function 0: opcode 0xfd \(SIMD\) is not supported/,
  ],
  ['a tail call', module({ body: [0x12, 0] }), /opcode 0x12 \(return_call, a tail call\) is not supported/],
  ['a second memory', module({ memory: true, body: [0x3f, 1, 0x1a] }), /function 0: a second memory/],
  [
    'a change of an offset by 2^31',
    module({
      memory: true,
      parameters: [i32],
      body: [0x20, 0, 0x28, 2, 0, 0x1a, 0x20, 0, 0x28, 2, 0x80, 0x80, 0x80, 0x80, 0x08, 0x1a],
    }),
    /function 0: the change of an offset 4294967295 is not supported/,
  ],
  ['an unknown operation', module({ body: [0xfc, 99] }), /opcode 0xfc 99 is not supported/],
  ['a module that was cut off', module({ body: [0x41, 7, 0x1a] }).subarray(0, -2), /ends in the middle/],
];

for (const [name, bytes, says] of refused)
  test(`${name} is refused in words`, () => {
    assert.throws(() => packed(/** @type {Buffer} */ (bytes), unpacker), says);
  });
