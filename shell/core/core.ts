// The core's host: loads the WebAssembly module and gives it text, pixels, network, timers. Runs as a module worker, or
// is imported by the page where workers are refused; `startCore` is the same for both.

import { type CoreCall, type FromCore, PageFact, type ToCore } from '../messages.js';
import { Bidi } from './bidi.js';
import { Graphics } from './graphics.js';
import { localizedDate, localizedNumber, partedWords, pluralCategory } from './language.js';
import { type HostCall, Memory, type Module } from './module.js';
import { loaded, Network } from './network.js';
import { openGl } from './open_gl.js';
import { Store } from './storage.js';
import { TextEngine } from './text.js';
import { instantiate } from './unpacking.js';

export type Send = (message: FromCore, transfer: Transferable[]) => void;

/** What may wait (streamed words) takes the page a twelfth of its time: painting costs it about as much again as showing. */
const pauseForCost = 12;
/** But a slow page does not leave the reader waiting: milliseconds. */
const longestPause = 400;

class Core {
  private module: Module | null = null;
  private readonly memory = new Memory(() => this.module as Module);
  private readonly gl = openGl(this.memory);
  private readonly text = new TextEngine();
  private readonly graphics = new Graphics(
    () => this.guard(() => this.graphicsChanged(false)),
    () => this.guard(() => this.graphicsChanged(true)),
  );
  private readonly bidi = new Bidi(() => this.guard(() => this.module?.bidi_arrived()));
  private readonly network = new Network();
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
  private readonly waiting: ToCore[] = [];
  private readonly stores = new Map<number, Store>();
  /** Widgets whose saved state is being read, with what was asked of them meanwhile. */
  private readonly starting = new Map<number, CoreCall[]>();
  private frameWanted = false;
  /** How long after the last one it may wait, at the least and on a fast page: milliseconds. 0: it is not to wait. */
  private framePause = 0;
  /** When the last one was made, milliseconds of performance.now(). */
  private lastFrame = 0;
  /** What the timer is set to. */
  private frameAt = Number.POSITIVE_INFINITY;
  private frameTimer: ReturnType<typeof setTimeout> | undefined;
  /** Frames that the page has not shown yet: none is made while there are any, so a slow page is never flooded. */
  private framesOut = 0;
  /** What the last one took the page, milliseconds. */
  private frameCost = 0;
  private failed = false;
  /** The address of heidi-entities.txt. */
  private names = '';

  constructor(private readonly send: Send) {}

  receive(message: ToCore): void {
    if (this.failed) return;
    if (message.to === 'boot') {
      this.names = message.names;
      this.bidi.address = message.bidi;
      if (message.fromTheRight) void this.bidi.load();
      this.boot(message.wasm, message.graphics).catch((error) => this.fail(error));
    } else if (!this.module) {
      this.waiting.push(message);
    } else if (message.to === 'all') {
      for (const one of message.messages) this.receive(one);
    } else if (message.to === 'call') {
      this.guard(() => this.obey(message.call));
    } else if (message.to === 'measure') {
      const widths = message.fonts.map((font) => this.text.advance(this.text.font(font), message.text));
      this.send({ from: 'measured', question: message.question, widths }, []);
    } else if (message.to === 'fonts') {
      const answer = () => this.send({ from: 'measured', question: message.question, widths: [] }, []);
      this.text.load(message.fonts).then(answer);
    } else {
      this.framesOut = Math.max(0, this.framesOut - 1);
      this.frameCost = message.cost;
      this.scheduleFrame();
    }
  }

  private obey(call: CoreCall): void {
    const [name, widget] = call;
    const store = this.stores.get(widget);
    if (name === 'destroy') {
      this.starting.delete(widget);
      this.call(call);
      // What it saves with its last breath is written all the same.
      store?.close();
      this.stores.delete(widget);
      return;
    }
    const early = this.starting.get(widget);
    if (early) return void early.push(call);
    if (name === 'start') return void this.start(widget, call[2], call[3]);
    if (name === 'draft') return store?.draft(call[2]);
    if (name === 'submit') store?.submitted(call[2]);
    if (name === 'page' && call[2] === PageFact.Returned) store?.check();
    if (name === 'page' && call[2] === PageFact.FontsChanged) this.text.fontsChanged();
    this.call(call);
  }

  private call([name, ...args]: CoreCall | [name: 'saved', widget: number, bytes: string]): void {
    this.memory.call(name, args);
  }

  /** `held` is what the page kept where there is no storage. */
  private async start(widget: number, key: string, held: string): Promise<void> {
    if (key === '') return this.begin(widget, held);
    const early: CoreCall[] = [];
    this.starting.set(widget, early);
    const store = await Store.open(key, {
      lost: () => this.guard(() => this.call(['page', widget, PageFact.TakenOver])),
      refused: (bytes) => {
        this.stores.delete(widget);
        store?.clear();
        this.save(widget, bytes);
      },
    });
    const saved = await store?.claim().catch(() => undefined);
    if (!this.starting.delete(widget)) return store?.close();
    if (store) this.stores.set(widget, store);
    this.guard(() => this.begin(widget, saved?.bytes ?? held));
    if (saved?.draft)
      this.send({ from: 'news', widget, name: 'draft', detail: JSON.stringify({ text: saved.draft }) }, []);
    for (const call of early) this.guard(() => this.obey(call));
  }

  private begin(widget: number, saved: string): void {
    if (saved) this.call(['saved', widget, saved]);
    this.memory.call('start', [widget]);
  }

  private save(widget: number, bytes: string | null): void {
    const store = this.stores.get(widget);
    if (!store) this.send({ from: 'save', widget, bytes }, []);
    else if (bytes === null) store.clear();
    else store.write(bytes);
  }

  private async reclaim(widget: number): Promise<void> {
    const saved = await this.stores
      .get(widget)
      ?.claim()
      .catch(() => undefined);
    this.guard(() => this.call(['saved', widget, saved?.bytes ?? '']));
  }

  private async boot(wasm: string, wantGraphics: boolean): Promise<void> {
    const { exports } = await instantiate(wasm, { env: this.gl.calls, heidi: this.host() });
    this.module = exports as unknown as Module;
    this.module._initialize();
    const paints = this.module.boot(wantGraphics ? 1 : 0) !== 0;
    this.send({ from: 'booted', paints }, []);
    for (const message of this.waiting.splice(0)) this.receive(message);
  }

  /** A trap leaves the module in no known state: it is not called again. */
  private guard(work: () => void): void {
    if (this.failed) return;
    try {
      work();
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    if (this.failed) return;
    this.failed = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.send({ from: 'fatal', message: error instanceof Error ? error.message : String(error) }, []);
  }

  private graphicsChanged(restored: boolean): void {
    if (!this.module) return;
    if (!restored) this.module.graphics_lost();
    const paints = restored && this.module.graphics_restored() !== 0;
    this.send({ from: 'graphics', paints }, []);
  }

  private scheduleFrame(): void {
    if (!this.frameWanted || this.framesOut > 0) return;
    // Only now is it known what the last one took the page.
    const pause = this.framePause && Math.min(Math.max(this.framePause, this.frameCost * pauseForCost), longestPause);
    const due = this.lastFrame + pause;
    if (this.frameAt <= due) return;
    clearTimeout(this.frameTimer);
    this.frameAt = due;
    // After the messages that have arrived together with this one: they make one frame.
    this.frameTimer = setTimeout(() => this.guard(() => this.makeFrames()), due - performance.now());
  }

  private makeFrames(): void {
    this.frameWanted = false;
    this.frameAt = Number.POSITIVE_INFINITY;
    this.lastFrame = performance.now();
    this.module?.make_frames();
  }

  /** Without them they are seen as they were written. */
  private async loadNames(): Promise<void> {
    const warn = (why: unknown) => console.warn(`Heidi shows some characters by their names. ${why}`);
    const file = await loaded(this.names).catch(warn);
    this.guard(() => {
      const take = (pointer: number, length: number) => this.module?.names(pointer, length);
      const line = this.memory.lend(file ?? new Uint8Array(), take);
      if (file && line) warn(`Line ${line} of ${this.names} is wrong.`);
    });
  }

  private timer(widget: number, at: number): void {
    this.clearTimer(widget);
    const wait = Math.min(Math.max(0, at - performance.now()), 0x7fffffff);
    const fire = () => {
      this.timers.delete(widget);
      this.guard(() => this.module?.timer(widget));
    };
    this.timers.set(widget, setTimeout(fire, wait));
  }

  private clearTimer(widget: number): void {
    clearTimeout(this.timers.get(widget));
    this.timers.delete(widget);
  }

  private fetch(
    widget: number,
    request: number,
    url: string,
    post: boolean,
    headers: string,
    body: Uint8Array<ArrayBuffer>,
  ): void {
    const lines = headers.split('\n');
    const pairs: [string, string][] = [];
    for (let i = 0; i + 1 < lines.length; i += 2) pairs.push([lines[i] ?? '', lines[i + 1] ?? '']);
    const encoder = new TextEncoder();
    const module = () => this.module as Module;
    this.network.start(
      // What is sent is saved first.
      { key: `${widget}/${request}`, url, post, headers: pairs, body, after: this.stores.get(widget)?.settled() },
      {
        head: (status, type, retryAfterMs) =>
          this.guard(() =>
            this.memory.lend(encoder.encode(type), (pointer, length) =>
              module().response_head(widget, request, status, pointer, length, retryAfterMs),
            ),
          ),
        bytes: (chunk) =>
          this.guard(() =>
            this.memory.lend(chunk, (pointer, length) => module().response_bytes(widget, request, pointer, length)),
          ),
        end: () => this.guard(() => module().response_end(widget, request)),
        failed: () => this.guard(() => module().response_failed(widget, request)),
      },
    );
  }

  /** What src/port/browser/host_calls.h declares. */
  private host(): Record<string, HostCall> {
    const { memory, text, bidi, graphics, gl } = this;
    return {
      font: (css, length) => text.font(memory.text(css, length)),
      advance: (font, pointer, length) => text.advance(font, memory.text(pointer, length)),
      ascent: (font) => text.ascent(font),
      descent: (font) => text.descent(font),
      words: (pointer, length) => memory.kept(partedWords(memory.text(pointer, length))),
      bidiLevels: (pointer, length, rightToLeft, levels) =>
        bidi.writeLevels(memory.view(pointer, length), rightToLeft, memory.view(levels, length)),
      awaitsBidi: () => bidi.isAwaited,
      openGraphics: () => {
        const context = graphics.open();
        if (context) gl.use(context);
        return context ? 1 : 0;
      },
      beginTile: (width, height) => graphics.beginTile(width, height),
      endTile: () => graphics.endTile(),
      beginStrip: (width, height) => text.beginStrip(width, height),
      drawRun: (font, pointer, length, rgba, rightToLeft, x, y, width, height, penX, penY, ratio) =>
        text.drawRun(
          font,
          memory.text(pointer, length),
          rgba,
          rightToLeft !== 0,
          { x, y, width, height },
          { x: penX, y: penY },
          ratio,
        ),
      endStrip: (texture, top) => {
        const strip = text.finishedStrip();
        if (strip) gl.upload(texture, top, strip);
      },
      requestFrame: (pause) => {
        this.framePause = this.frameWanted ? Math.min(this.framePause, pause) : pause;
        this.frameWanted = true;
        this.scheduleFrame();
      },
      sendFrame: (widget, json, length) => {
        const pictures = graphics.takePictures();
        ++this.framesOut;
        this.send({ from: 'frame', widget, frame: memory.text(json, length), pictures }, pictures);
      },
      emit: (widget, name, nameLength, json, length) =>
        this.send({ from: 'news', widget, name: memory.text(name, nameLength), detail: memory.text(json, length) }, []),
      fetch: (widget, request, url, urlLength, post, headers, headersLength, body, bodyLength) =>
        this.fetch(
          widget,
          request,
          memory.text(url, urlLength),
          post !== 0,
          memory.text(headers, headersLength),
          memory.bytes(body, bodyLength),
        ),
      convert: (widget, request, format, formatLength, src, srcLength, text, length) =>
        this.send(
          {
            from: 'convert',
            widget,
            request,
            format: memory.text(format, formatLength),
            src: memory.text(src, srcLength),
            text: memory.text(text, length),
          },
          [],
        ),
      wantNames: () => void this.loadNames(),
      abort: (widget, request) => this.network.abort(`${widget}/${request}`),
      save: (widget, bytes, length) => this.save(widget, memory.text(bytes, length)),
      clearSaved: (widget) => this.save(widget, null),
      reclaimSaved: (widget) => void this.reclaim(widget),
      armTimer: (widget, at) => this.timer(widget, at),
      disarmTimer: (widget) => this.clearTimer(widget),
      now: () => performance.now(),
      wallClock: () => Date.now(),
      roll: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 0x1_0000_0000,
      sine: Math.sin,
      arcCosine: Math.acos,
      number: (text, length) => Number.parseFloat(memory.text(text, length)),
      localizedDate: (iso, isoLength, locale, localeLength) =>
        memory.kept(localizedDate(memory.text(iso, isoLength), memory.text(locale, localeLength))),
      localizedNumber: (number, locale, localeLength) =>
        memory.kept(localizedNumber(number, memory.text(locale, localeLength))),
      pluralCategory: (number, locale, localeLength) => pluralCategory(number, memory.text(locale, localeLength)),
    };
  }
}

/** Returns where to send messages to. */
export function startCore(send: Send): (message: ToCore) => void {
  const core = new Core(send);
  return (message) => core.receive(message);
}

declare const WorkerGlobalScope: unknown;

// In a worker there is nobody to call startCore.
const scope = globalThis as unknown as {
  document?: unknown;
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: unknown;
};
if (typeof scope.document === 'undefined' && typeof WorkerGlobalScope !== 'undefined') {
  const receive = startCore((message, transfer) => scope.postMessage(message, transfer));
  scope.onmessage = (event: MessageEvent<ToCore>) => receive(event.data);
}
