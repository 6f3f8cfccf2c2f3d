// How long the threads of a page are busy, as the browser's own tracing tells it. Times are milliseconds of the threads' own
// processor time: what other programs of the machine do meanwhile is not in them.

// Recording costs time itself, and some of it a walk over the whole document for each layout: no more is recorded than is read.
const tasks = ['toplevel', 'blink.user_timing'];
export const everyEvent = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];
export const profiling = ['disabled-by-default-v8.cpu_profiler'];

// What is waited for by promises comes behind the task itself, and belongs to it.
const task = 'ThreadControllerImpl::RunTask';
const microtasks = 'BlinkScheduler_PerformMicrotaskCheckpoint';
// The page before is put away a second after it was left, in the thread of the page that came: 24 to 51 ms of it, slowed down fourfold,
// for whoever takes longer than a second.
const puttingAway = (/** @type {TraceEvent} */ { args }) =>
  args?.src_func === 'Shutdown' && /widget_base/.test(args.src_file);
const mainThread = /^CrRendererMain/;
const workerThread = /^DedicatedWorker/;

/**
 * @typedef {{ph: string, name: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, id?: string, args: any}} TraceEvent
 * @typedef {{main: number, worker: number, longest: number}} Busy main thread, worker, and the main thread's longest task
 */

/**
 * What the browser does while `work` runs.
 * @param {import('playwright-core').Browser} browser @param {import('playwright-core').Page} page
 * @param {() => Promise<unknown>} work @param {string[]} [categories] beside the threads' tasks
 */
export async function traced(browser, page, work, categories = []) {
  await browser.startTracing(page, { categories: [...tasks, ...categories] });
  let trace = '';
  try {
    await work();
  } finally {
    trace = String(await browser.stopTracing());
  }
  return new Trace(JSON.parse(trace).traceEvents);
}

export class Trace {
  #threads = new Map();

  /** @param {TraceEvent[]} events */
  constructor(events) {
    const end = events.reduce((last, { ts, dur = 0 }) => Math.max(last, ts + dur), 0);
    // A task that was still running when tracing stopped has a beginning only.
    const isUnended = (/** @type {TraceEvent} */ { ph, name }) => ph === 'B' && (name === task || name === microtasks);
    this.events = events.map((event) => (isUnended(event) ? { ...event, ph: 'X', dur: end - event.ts } : event));
    for (const event of events)
      if (event.ph === 'M' && event.name === 'thread_name') this.#threads.set(threadOf(event), event.args.name);
  }

  /** Of a performance.mark() in the page, in the trace's own microseconds. @param {string} mark */
  timeOf(mark) {
    const found = this.events.find(({ name, ph }) => name === mark && ph !== 'M');
    if (!found) throw new Error(`The page never marked "${mark}".`);
    return found.ts;
  }

  /** Between two of the page's marks, where they are given. @param {{from?: string, until?: string}} [span] @returns {Busy} */
  busy({ from, until } = {}) {
    const start = from ? this.timeOf(from) : Number.NEGATIVE_INFINITY;
    const end = until ? this.timeOf(until) : Number.POSITIVE_INFINITY;
    const main = this.#busiest(mainThread);
    const within = (/** @type {TraceEvent} */ { ts, dur = 0, tdur = dur }) => {
      const share = Math.max(0, Math.min(ts + dur, end) - Math.max(ts, start)) / Math.max(dur, 1);
      return (share * tdur) / 1_000;
    };
    const sum = (/** @type {TraceEvent[]} */ events) => events.reduce((total, event) => total + within(event), 0);
    const tasks = this.#tasksOf(main);
    return {
      main: sum(tasks),
      worker: sum(this.#tasksOf(this.#busiest(workerThread))),
      longest: tasks.reduce((most, task) => Math.max(most, within(task)), 0),
    };
  }

  /** How often each of these things happened in the page's main thread and in its worker. @param {string[]} names */
  counts(names) {
    const count = (/** @type {string} */ thread) => this.#spansOf(thread, names, ['X', 'I', 'B']).length;
    return { main: count(this.#busiest(mainThread)), worker: count(this.#busiest(workerThread)) };
  }

  /** Samples of the profiler, by function. @param {'main' | 'worker'} thread @returns {Map<string, {name: string, url: string, ms: number}>} */
  profile(thread) {
    const pattern = thread === 'main' ? mainThread : workerThread;
    return selfTimes(
      this.events.filter((event) => pattern.test(this.#nameOf(event))),
      this.events,
    );
  }

  /** @param {TraceEvent} event */
  #nameOf(event) {
    return this.#threads.get(threadOf(event)) ?? '';
  }

  /** The browser has other pages too, which do nothing. @param {RegExp} pattern */
  #busiest(pattern) {
    const times = new Map();
    for (const [thread, name] of this.#threads)
      if (pattern.test(name))
        times.set(
          thread,
          this.#tasksOf(thread).reduce((total, { dur = 0 }) => total + dur, 0),
        );
    return [...times].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  }

  /** @param {string} thread */
  #tasksOf(thread) {
    const tasks = /** @type {Required<TraceEvent>[]} */ ([]);
    const endOf = (/** @type {TraceEvent} */ { ts, dur = 0 }) => ts + dur;
    const spans = this.#spansOf(thread, [task, microtasks]).filter((event) => !puttingAway(event));
    for (const event of spans.sort((a, b) => a.ts - b.ts)) {
      const { dur = 0, tdur = dur } = event;
      const last = tasks.at(-1);
      if (last && event.ts < endOf(last)) continue;
      if (last && event.name === microtasks) {
        last.tdur += tdur;
        last.dur = endOf(event) - last.ts;
      } else tasks.push({ id: '', ...event, dur, tdur });
    }
    return tasks;
  }

  /** @param {string} thread @param {string[]} names */
  #spansOf(thread, names, phases = ['X']) {
    return this.events.filter(
      (event) => phases.includes(event.ph) && names.includes(event.name) && threadOf(event) === thread,
    );
  }
}

/** @param {{pid: number, tid: number}} event */
const threadOf = ({ pid, tid }) => `${pid}/${tid}`;

/**
 * The chunks of a profile name its nodes and say which node was running how long.
 * @param {TraceEvent[]} ofThread @param {TraceEvent[]} all chunks are written by a thread of their own
 */
function selfTimes(ofThread, all) {
  const ids = new Set(ofThread.filter(({ name }) => name === 'Profile').map(({ pid, id }) => `${pid} ${id}`));
  const nodes = new Map();
  const times = new Map();
  for (const { name, pid, id, args } of all) {
    if (name !== 'ProfileChunk' || !ids.has(`${pid} ${id}`)) continue;
    const { cpuProfile = {}, timeDeltas = [] } = args.data;
    for (const node of cpuProfile.nodes ?? []) nodes.set(`${pid} ${id} ${node.id}`, node.callFrame);
    for (const [i, sample] of (cpuProfile.samples ?? []).entries()) {
      const { functionName, url = '' } = nodes.get(`${pid} ${id} ${sample}`) ?? { functionName: '(unknown)' };
      const known = times.get(`${functionName} ${url}`) ?? { name: functionName, url, ms: 0 };
      known.ms += Math.max(0, timeDeltas[i] ?? 0) / 1_000;
      times.set(`${functionName} ${url}`, known);
    }
  }
  return times;
}
