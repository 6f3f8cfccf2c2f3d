// The WebAssembly module's surface, typed: src/port/browser/exports.cpp has the same list.

type Pointer = number;

export interface Module {
  HEAPU8: Uint8Array;
  _malloc(bytes: number): Pointer;
  _free(pointer: Pointer): void;
  _heidi_boot(wantGraphics: number): number;
  _heidi_graphics_lost(): void;
  _heidi_graphics_restored(): number;
  _heidi_make_frames(): void;
  _heidi_timer(widget: number): void;
  _heidi_response_head(
    widget: number,
    request: number,
    status: number,
    type: Pointer,
    length: number,
    retryAfterMs: number,
  ): void;
  _heidi_response_bytes(widget: number, request: number, bytes: Pointer, length: number): void;
  _heidi_response_end(widget: number, request: number): void;
  _heidi_response_failed(widget: number, request: number): void;
}

/** Text and bytes across the border. Views of the memory are made anew each time: growing it detaches the old ones. */
export class Memory {
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();

  constructor(private readonly module: () => Module) {}

  text(pointer: Pointer, length: number): string {
    return this.decoder.decode(this.module().HEAPU8.subarray(pointer, pointer + length));
  }

  bytes(pointer: Pointer, length: number): Uint8Array<ArrayBuffer> {
    return this.module().HEAPU8.slice(pointer, pointer + length) as Uint8Array<ArrayBuffer>;
  }

  /** A copy that ends with 0, for the core to free. */
  kept(text: string): Pointer {
    const bytes = this.encoder.encode(text);
    const pointer = this.module()._malloc(bytes.length + 1);
    this.module().HEAPU8.set(bytes, pointer);
    this.module().HEAPU8[pointer + bytes.length] = 0;
    return pointer;
  }

  /** Lends bytes to a call. */
  lend<T>(bytes: Uint8Array, use: (pointer: Pointer, length: number) => T): T {
    const pointer = this.module()._malloc(Math.max(bytes.length, 1));
    this.module().HEAPU8.set(bytes, pointer);
    try {
      return use(pointer, bytes.length);
    } finally {
      this.module()._free(pointer);
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
      const pointer = this.module()._malloc(Math.max(bytes.length, 1));
      this.module().HEAPU8.set(bytes, pointer);
      lent.push(pointer);
      plain.push(pointer, bytes.length);
    }
    try {
      (this.module() as unknown as Record<string, (...numbers: number[]) => void>)[`_heidi_${name}`]?.(...plain);
    } finally {
      for (const pointer of lent) this.module()._free(pointer);
    }
  }
}
