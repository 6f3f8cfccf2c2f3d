// LEB128, as WebAssembly writes numbers: seven bits a byte, the lowest first, in the shortest form.

/** @param {number[]} bytes @param {number} value */
export function putNumber(bytes, value) {
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  bytes.push(rest);
}

/** @param {number[]} bytes @param {bigint} value */
export function putSigned(bytes, value) {
  let rest = value;
  for (;;) {
    const byte = Number(rest & 127n);
    rest >>= 7n;
    const isWhole = byte & 64 ? rest === -1n : rest === 0n;
    bytes.push(isWhole ? byte : byte | 128);
    if (isWhole) return;
  }
}

/** 0, -1, 1, -2, … become 0, 1, 2, 3, … @param {number} value 32 bits */
export const zigzag = (value) => ((value << 1) ^ (value >> 31)) >>> 0;
