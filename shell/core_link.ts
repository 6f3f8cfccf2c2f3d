// The page's end of the core: one for all widgets. Starts it in a worker, or on the page where a worker is refused, and
// hands what it says to the widget it is for.

import type { FileAddress } from './files.js';
import type { Conversion } from './formats/formats.js';
import type { CoreCall, FromCore, PageFont, ToCore } from './messages.js';
import { trustedScriptUrl as scriptUrl } from './trusted.js';

export interface CoreListener {
  frame(json: string, pictures: ImageBitmap[]): void;
  news(name: string, detail: string): void;
  save(bytes: string | null): void;
  /** Answers with the call 'converted'. */
  convert(request: number, conversion: Conversion): void;
  /** Whether tiles come; false: the semantic layer is to be painted by CSS. */
  paintingChanged(paints: boolean): void;
  failed(message: string): void;
}

export type CoreHost = 'worker' | 'page';

interface Engine {
  send(message: ToCore): void;
  stop(): void;
}

/** A module that cannot even say that it failed: a policy that blocks its import fires no error in some browsers. */
const bootDeadline = 15_000;

export class CoreLink {
  host: CoreHost = 'worker';
  paints = false;
  private engine: Engine | null = null;
  private booted = false;
  private failure: string | null = null;
  private readonly waiting: ToCore[] = [];
  private readonly listeners = new Map<number, CoreListener>();
  private readonly questions = new Map<number, (widths: number[]) => void>();
  private nextWidget = 1;
  private nextQuestion = 1;
  private deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly addressOf: FileAddress,
    private readonly graphics: boolean,
  ) {
    this.startInWorker();
  }

  add(listener: CoreListener): number {
    const widget = this.nextWidget++;
    this.listeners.set(widget, listener);
    if (this.booted) queueMicrotask(() => listener.paintingChanged(this.paints));
    const { failure } = this;
    if (failure !== null) queueMicrotask(() => listener.failed(failure));
    return widget;
  }

  remove(widget: number): void {
    this.call('destroy', widget);
    this.listeners.delete(widget);
  }

  get isEmpty(): boolean {
    return this.listeners.size === 0;
  }

  get hasFailed(): boolean {
    return this.failure !== null;
  }

  call(...call: CoreCall): void {
    this.post({ to: 'call', call });
  }

  /** In CSS pixels, one for each font. Never answered by a core that has failed. */
  measure(fonts: string[], text: string): Promise<number[]> {
    return this.ask((question) => ({ to: 'measure', question, fonts, text }));
  }

  /** Resolves when they are there, or cannot be had. */
  addFonts(fonts: PageFont[]): Promise<number[]> {
    return this.ask((question) => ({ to: 'fonts', question, fonts }));
  }

  private ask(message: (question: number) => ToCore): Promise<number[]> {
    const question = this.nextQuestion++;
    return new Promise((resolve) => {
      this.questions.set(question, resolve);
      this.post(message(question));
    });
  }

  stop(): void {
    clearTimeout(this.deadline);
    this.engine?.stop();
    this.engine = null;
    this.listeners.clear();
  }

  private post(message: ToCore): void {
    if (this.booted) this.engine?.send(message);
    else this.waiting.push(message);
  }

  private startInWorker(): void {
    this.deadline = setTimeout(() => this.startOnPage(), bootDeadline);
    try {
      const worker = makeWorker(this.addressOf('heidi-core.js'));
      worker.onmessage = (event: MessageEvent<FromCore>) => this.receive(event.data);
      // Before it has booted: refused, blocked or not found. Afterwards the core itself says what is wrong.
      worker.onerror = (event) => {
        event.preventDefault();
        if (!this.booted) this.startOnPage();
        else this.fail(event.message || 'The worker failed.');
      };
      this.engine = { send: (message) => worker.postMessage(message), stop: () => worker.terminate() };
      this.boot();
    } catch {
      this.startOnPage();
    }
  }

  private startOnPage(): void {
    clearTimeout(this.deadline);
    if (this.booted || this.host === 'page' || this.failure !== null) return;
    this.host = 'page';
    this.engine?.stop();
    this.engine = null;
    import(/* @vite-ignore */ this.addressOf('heidi-core.js')).then(
      (module: { startCore(send: (message: FromCore) => void): (message: ToCore) => void }) => {
        const receive = module.startCore((message) => queueMicrotask(() => this.receive(message)));
        this.engine = { send: receive, stop: () => {} };
        this.boot();
      },
      (error) => this.fail(`The core could not be loaded: ${error}`),
    );
  }

  private boot(): void {
    this.engine?.send({
      to: 'boot',
      wasm: this.addressOf('heidi-core.wasm'),
      names: this.addressOf('heidi-entities.txt'),
      bidi: this.addressOf('heidi-bidi.wasm'),
      fromTheRight: document.dir === 'rtl',
      graphics: this.graphics,
    });
  }

  private receive(message: FromCore): void {
    switch (message.from) {
      case 'booted':
        clearTimeout(this.deadline);
        this.booted = true;
        this.engine?.send({ to: 'all', messages: this.waiting.splice(0) });
        return this.setPainting(message.paints);
      case 'graphics':
        return this.setPainting(message.paints);
      case 'frame': {
        const start = performance.now();
        this.listeners.get(message.widget)?.frame(message.frame, message.pictures);
        return this.acknowledge(performance.now() - start);
      }
      case 'measured':
        this.questions.get(message.question)?.(message.widths);
        this.questions.delete(message.question);
        return;
      case 'news':
        return this.listeners.get(message.widget)?.news(message.name, message.detail);
      case 'convert': {
        const { widget, request, format, src, text } = message;
        return this.listeners.get(widget)?.convert(request, { format, src, text });
      }
      case 'save':
        return this.listeners.get(message.widget)?.save(message.bytes);
      case 'fatal':
        // Where the worker could load but not run, the page may still.
        if (!this.booted && this.host === 'worker') return this.startOnPage();
        return this.fail(message.message);
    }
  }

  private setPainting(paints: boolean): void {
    this.paints = paints;
    for (const listener of [...this.listeners.values()]) listener.paintingChanged(paints);
  }

  /** One frame in a screen's refresh; a hidden page has none, and must not hold the core up. */
  private acknowledge(cost: number): void {
    const shown = () => this.post({ to: 'shown', cost });
    if (document.visibilityState === 'visible') requestAnimationFrame(shown);
    else shown();
  }

  private fail(message: string): void {
    clearTimeout(this.deadline);
    this.failure = message;
    for (const listener of [...this.listeners.values()]) listener.failed(message);
  }
}

/** A worker must be of the page's own origin: from elsewhere it is a small script that imports our module. */
function makeWorker(url: string): Worker {
  const sameOrigin = new URL(url, location.href).origin === location.origin;
  if (sameOrigin) return new Worker(scriptUrl(url), { type: 'module' });
  // By import(), because a static import in a worker would need its address in worker-src. Messages that come before the
  // module has set its own handler wait here.
  const source = new Blob(
    [
      `const early = []; onmessage = (event) => early.push(event);
      import(${JSON.stringify(url)}).then(() => early.forEach((event) => onmessage(event)), (error) => setTimeout(() => { throw error; }));`,
    ],
    { type: 'text/javascript' },
  );
  const address = URL.createObjectURL(source);
  const worker = new Worker(scriptUrl(address), { type: 'module' });
  // The worker has read it by the time it says anything; until then it must stay.
  worker.addEventListener('message', () => URL.revokeObjectURL(address), { once: true });
  return worker;
}
