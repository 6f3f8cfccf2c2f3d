// Small WebAssembly modules by hand.

export const [i32, i64, f32, f64] = [0x7f, 0x7e, 0x7d, 0x7c];

/** Unsigned LEB128. @param {number} value @returns {number[]} */
export const code = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...code(value >> 7)]);

/** @param {number[]} bytes */
const sized = (bytes) => [...code(bytes.length), ...bytes];

/** @param {number} id @param {number[]} content */
const section = (id, content) => [id, ...sized(content)];

/** @param {{ parameters?: number[], results?: number[] }} type */
const functionType = ({ parameters = [], results = [] }) => [0x60, ...sized(parameters), ...sized(results)];

/**
 * A module with one function, whose type is type 0 and whose `end` is added.
 * @param {object} what
 * @param {number[]} what.body
 * @param {[count: number, type: number][]} [what.locals]
 * @param {number[]} [what.parameters] @param {number[]} [what.results]
 * @param {{ parameters?: number[], results?: number[] }[]} [what.types] further types, from 1
 * @param {number} [what.imports] that many functions of type 0 before it
 * @param {boolean} [what.memory] @param {boolean} [what.table]
 */
export function module({ body, locals = [], parameters, results, types = [], imports = 0, memory, table }) {
  const declared = [{ parameters, results }, ...types];
  const groups = locals.flatMap(([count, type]) => [...code(count), type]);
  const import_ = [1, 0x6d, 1, 0x66, 0, 0];
  return Buffer.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [declared.length, ...declared.flatMap(functionType)]),
    ...(imports ? section(2, [imports, ...Array(imports).fill(import_).flat()]) : []),
    ...section(3, [1, 0]),
    ...(table ? section(4, [1, 0x70, 0, 1]) : []),
    ...(memory ? section(5, [1, 0, 1]) : []),
    ...section(10, [1, ...sized([locals.length, ...groups, ...body, 0x0b])]),
  ]);
}
