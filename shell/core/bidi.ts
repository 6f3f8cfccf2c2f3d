// The order of mixed directions (src/port/browser/bidi_part.cpp): a module that is fetched when the first text needs it. Until
// then, and where it cannot be had, the core orders such text as well as it can without.

import { compiled } from './unpacking.js';

interface Part {
  memory: WebAssembly.Memory;
  /** Where to put a text of this length; 0: there is no memory for it. */
  room(length: number): number;
  /** Of that text: where they are. */
  levels(length: number, rightToLeft: number): number;
}

/** Milliseconds that what was never shown waits: longer than a slow network takes, shorter than a reader does. */
const patience = 1_000;
/** Milliseconds until it is tried again. */
const pauseAfterFailure = 30_000;

export class Bidi {
  address = '';
  /** It is on its way, and frames may wait for it. */
  isAwaited = false;
  private part: Part | undefined;
  private nextTry = 0;

  /** `arrived` is called when nothing need wait any more: it is there, or has failed, or is late. */
  constructor(private readonly arrived: () => void) {}

  /** One for each byte. False: they are not known now. */
  writeLevels(text: Uint8Array, rightToLeft: number, levels: Uint8Array): boolean {
    const { part } = this;
    if (!part) void this.load();
    const place = part?.room(text.length);
    if (!part || !place) return false;
    new Uint8Array(part.memory.buffer, place).set(text);
    const found = part.levels(text.length, rightToLeft);
    levels.set(new Uint8Array(part.memory.buffer, found, text.length));
    return true;
  }

  async load(): Promise<void> {
    if (performance.now() < this.nextTry) return;
    this.nextTry = Number.POSITIVE_INFINITY;
    this.isAwaited = true;
    const late = setTimeout(() => this.settle(), patience);
    try {
      const { exports } = await WebAssembly.instantiate(await compiled(this.address));
      this.part = exports as unknown as Part;
    } catch (error) {
      this.nextTry = performance.now() + pauseAfterFailure;
      console.warn(`Heidi orders what reads from the right by simple rules: ${error}`);
    }
    clearTimeout(late);
    this.settle();
  }

  private settle(): void {
    this.isAwaited = false;
    this.arrived();
  }
}
