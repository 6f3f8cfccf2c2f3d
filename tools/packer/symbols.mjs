// Which symbols there are, and which byte each of them is.
import { Kind } from './format.mjs';

/** The three bytes of a symbol in the table. @typedef {{ opcode: number, second: number, rest: number }} Symbol_ */

const mostSymbols = 256;
const pairs = 32;
const searchSteps = 12_000;

// Brotli foresees a byte from the two before it. In its "signed" mode, which it chooses for what is not mostly text, from the
// classes of those two: 0, 1-15, 16-63, 64-127, 128-191, 192-239, 240-254, 255 (RFC 7932, §7.1).
const classSizes = [1, 15, 48, 64, 64, 48, 15, 1];
const classStarts = [0, 1, 16, 64, 128, 192, 240, 255];
/** Symbols are dealt out to the classes in turn, after the two commonest, which get one of their own. */
const [alone, dealt] = [
  [0, 7],
  [1, 6, 5, 2, 4, 3],
];

/** Collects symbols as numbers in the order in which they come up. */
export class Symbols {
  /** @type {Symbol_[]} */
  table = [];
  /** @type {number[]} */
  code = [];
  #known = /** @type {Map<number, number>} */ (new Map());

  /** @param {number} opcode @param {number} second @param {number} rest */
  add(opcode, second, rest) {
    const key = (opcode << 16) | (second << 8) | rest;
    let symbol = this.#known.get(key);
    if (symbol === undefined) {
      symbol = this.table.push({ opcode, second, rest }) - 1;
      this.#known.set(key, symbol);
    }
    this.code.push(symbol);
  }

  /** The code and the table's planes as bytes. */
  finish() {
    if (this.table.length > mostSymbols) throw new Error(`${this.table.length} different instructions are too many.`);
    for (let count = 0; count < pairs && this.table.length < mostSymbols; count++) if (!this.#joinBestPair()) break;
    const places = placesOf(this.code, this.table.length);
    const placed = Array.from({ length: Math.max(-1, ...places) + 1 }, () => ({ opcode: 0, second: 0, rest: 0 }));
    this.table.forEach(({ opcode, second, rest }, symbol) => {
      const isPair = rest >> 3 === Kind.pair;
      placed[places[symbol]] = isPair
        ? { opcode: places[opcode], second: places[second], rest }
        : { opcode, second, rest };
    });
    const plane = (/** @type {keyof Symbol_} */ name) => placed.map((symbol) => symbol[name]);
    return {
      table: [...plane('rest'), ...plane('second'), ...plane('opcode')],
      code: this.code.map((symbol) => places[symbol]),
    };
  }

  #joinBestPair() {
    const pair = bestPair(this.code, this.table.length);
    if (!pair) return false;
    const joined = this.table.push({ opcode: pair.first, second: pair.second, rest: Kind.pair << 3 }) - 1;
    const { code } = this;
    this.code = [];
    for (let i = 0; i < code.length; i++) {
      const isPair = code[i] === pair.first && code[i + 1] === pair.second;
      this.code.push(isPair ? joined : code[i]);
      if (isPair) i++;
    }
    return true;
  }
}

/** @param {number[]} code @param {number} count */
function frequencies(code, count) {
  const found = new Float64Array(count);
  for (const symbol of code) found[symbol] += 1;
  return found;
}

// The pair that comes oftenest beyond what chance would make of its halves.
/** @param {number[]} code @param {number} count */
function bestPair(code, count) {
  const frequency = frequencies(code, count);
  const together = new Uint32Array(count * count);
  for (let i = 0, before = -1; i + 1 < code.length; i++) {
    const pair = code[i] * count + code[i + 1];
    // Of three alike, two are a pair.
    const overlaps = pair === before && code[i] === code[i + 1];
    before = overlaps ? -1 : pair;
    if (!overlaps) together[pair] += 1;
  }
  let best;
  let mostGain = 0;
  for (let first = 0; first < count; first++)
    for (let second = 0; second < count; second++) {
      const often = together[first * count + second];
      if (often === 0) continue;
      const gain = often * Math.log2((often * code.length) / (frequency[first] * frequency[second]));
      if (gain > mostGain) [mostGain, best] = [gain, { first, second }];
    }
  return best;
}

/** Every three symbols in a row: which, and how often. @param {number[]} code */
function triples(code) {
  const found = new Map();
  for (let i = 2; i < code.length; i++) {
    const triple = (code[i - 2] << 16) | (code[i - 1] << 8) | code[i];
    found.set(triple, (found.get(triple) ?? 0) + 1);
  }
  return { which: Int32Array.from(found.keys()), often: Int32Array.from(found.values()) };
}

// How many bits the symbols take when each is foreseen from the classes of the two before it.
/** @param {number[]} code @param {number} count of symbols */
function costOfClasses(code, count) {
  const { which, often } = triples(code);
  const bits = Float64Array.from({ length: code.length + 1 }, (_, times) => (times > 0 ? times * Math.log2(times) : 0));
  const seen = new Int32Array(64 * count);
  const all = new Int32Array(64);
  return (/** @type {Uint8Array} */ classes) => {
    seen.fill(0);
    all.fill(0);
    for (let i = 0; i < which.length; i++) {
      const context = (classes[(which[i] >> 8) & 255] << 3) | classes[which[i] >> 16];
      seen[context * count + (which[i] & 255)] += often[i];
      all[context] += often[i];
    }
    let cost = 0;
    for (const times of all) cost += bits[times];
    for (const times of seen) cost -= bits[times];
    return cost;
  };
}

/** The same numbers in every run, from 0 to less than 1. */
function dice() {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

/** Deals the symbols out to classes, the commonest first. @param {number[]} ranked */
function firstClasses(ranked) {
  const classes = new Uint8Array(ranked.length);
  const room = [...classSizes];
  ranked.forEach((symbol, rank) => {
    let chosen = rank < alone.length ? alone[rank] : dealt[(rank - alone.length) % dealt.length];
    while (room[chosen] === 0) chosen = (chosen + 1) % room.length;
    room[chosen] -= 1;
    classes[symbol] = chosen;
  });
  return { classes, room };
}

// A local search: a symbol tries another class, or changes places with one of it where that is full.
/** @param {number[]} code @param {number[]} ranked */
function searchClasses(code, ranked) {
  const { classes, room } = firstClasses(ranked);
  const costOf = costOfClasses(code, ranked.length);
  const roll = dice();
  let best = costOf(classes);
  for (let step = 0; step < searchSteps; step++) {
    // Mostly one of the commonest.
    const symbol = ranked[Math.floor(roll() * roll() * ranked.length)];
    const [from, to] = [classes[symbol], Math.floor(roll() * classSizes.length)];
    if (from === to) continue;
    const there = room[to] > 0 ? [] : ranked.filter((each) => classes[each] === to);
    const partner = there[Math.floor(roll() * there.length)];
    classes[symbol] = to;
    if (partner !== undefined) classes[partner] = from;
    const cost = costOf(classes);
    if (cost < best) {
      best = cost;
      if (partner === undefined) [room[to], room[from]] = [room[to] - 1, room[from] + 1];
    } else {
      classes[symbol] = from;
      if (partner !== undefined) classes[partner] = to;
    }
  }
  return classes;
}

/** The byte of each symbol. @param {number[]} code @param {number} count @returns {number[]} */
function placesOf(code, count) {
  if (count === 0) return [];
  const frequency = frequencies(code, count);
  const ranked = Array.from({ length: count }, (_, symbol) => symbol).sort((a, b) => frequency[b] - frequency[a]);
  const classes = searchClasses(code, ranked);
  const next = [...classStarts];
  const places = Array(count).fill(0);
  for (const symbol of ranked) places[symbol] = next[classes[symbol]]++;
  return places;
}
