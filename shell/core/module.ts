// The WebAssembly module's surface, typed: src/port/browser/exports.cpp has the same list.

type Pointer = number;

/** A function that the module imports. */
export type HostCall = (...args: number[]) => unknown;

export interface Module {
  memory: WebAssembly.Memory;
  /** Before all others, once. */
  _initialize(): void;
  malloc(bytes: number): Pointer;
  free(pointer: Pointer): void;
  boot(wantGraphics: number): number;
  bidi_arrived(): void;
  graphics_lost(): void;
  graphics_restored(): number;
  make_frames(): void;
  timer(widget: number): void;
  /** The file of the names of characters. Returns the number of the line that is wrong. */
  names(file: Pointer, length: number): number;
  response_head(
    widget: number,
    request: number,
    status: number,
    type: Pointer,
    length: number,
    retryAfterMs: number,
  ): void;
  response_bytes(widget: number, request: number, bytes: Pointer, length: number): void;
  response_end(widget: number, request: number): void;
  response_failed(widget: number, request: number): void;
}

/** Text and bytes across the border. Views of the memory are made anew each time: growing it detaches the old ones. */
export class Memory {
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();

  constructor(private readonly module: () => Module) {}

  view(pointer: Pointer, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.module().memory.buffer, pointer, length);
  }

  bytes(pointer: Pointer, length: number): Uint8Array<ArrayBuffer> {
    return this.view(pointer, length).slice();
  }

  numbers(pointer: Pointer, count: number): Uint32Array {
    return new Uint32Array(this.module().memory.buffer, pointer, count);
  }

  floats(pointer: Pointer, count: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.module().memory.buffer, pointer, count);
  }

  text(pointer: Pointer, length: number): string {
    return this.decoder.decode(this.view(pointer, length));
  }

  /** Text that ends with 0. */
  cText(pointer: Pointer): string {
    const bytes = new Uint8Array(this.module().memory.buffer, pointer);
    return this.text(pointer, bytes.indexOf(0));
  }

  /** A copy that ends with 0, for the core to free. */
  kept(text: string): Pointer {
    return this.copied(this.encoder.encode(`${text}\0`));
  }

  /** Lends bytes to a call. */
  lend<T>(bytes: Uint8Array, use: (pointer: Pointer, length: number) => T): T {
    const pointer = this.copied(bytes);
    try {
      return use(pointer, bytes.length);
    } finally {
      this.module().free(pointer);
    }
  }

  /** Calls an export whose arguments are numbers and strings; each string becomes a pointer and a length. */
  call(name: string, args: readonly (string | number)[]): void {
    const lent: Pointer[] = [];
    const plain: number[] = [];
    for (const arg of args) {
      if (typeof arg === 'number') {
        plain.push(arg);
        continue;
      }
      const bytes = this.encoder.encode(arg);
      const pointer = this.copied(bytes);
      lent.push(pointer);
      plain.push(pointer, bytes.length);
    }
    try {
      (this.module() as unknown as Record<string, (...numbers: number[]) => void>)[name]?.(...plain);
    } finally {
      for (const pointer of lent) this.module().free(pointer);
    }
  }

  private copied(bytes: Uint8Array): Pointer {
    const pointer = this.module().malloc(Math.max(bytes.length, 1));
    this.view(pointer, bytes.length).set(bytes);
    return pointer;
  }
}
