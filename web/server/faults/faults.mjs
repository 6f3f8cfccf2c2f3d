// The switches' present state, and what a call meets because of it.
//
//   faults.set({ cut: { after_bytes: 400, times: 2 } })     faults.reset()
//
// Nothing here is stored, and no fault changes what is: switched off, everything goes on.
import { settingsFromJson } from './settings.mjs';

/** @typedef {import("./settings.mjs").Setting} Setting */
/** @typedef {import("./settings.mjs").Settings} Settings */

export class Faults {
  #log;
  /** @type {Settings} */
  #settings = {};
  /** @type {Set<import("./faulty-reply.mjs").FaultyReply>} */
  #open = new Set();
  /** Grows with every change, so that a call knows whether what it met is still meant. */
  changes = 0;
  /** Milliseconds; when the pause was switched on. */
  pausedAt = 0;
  /** Sessions whose readers resumed them. @type {Set<string>} */
  resumed = new Set();
  /** Sessions that were started after the others were forgotten. @type {Set<string>} */
  remembered = new Set();

  /** @param {import("../chat/conversation-log.mjs").ConversationLog} log */
  constructor(log) {
    this.#log = log;
  }

  /** @returns {Settings} what is on */
  state() {
    return structuredClone(this.#settings);
  }

  /** @param {unknown} json what is to be on; all else is off @returns {Settings} */
  set(json) {
    const settings = settingsFromJson(json);
    const isNew = (/** @type {string} */ name) => name in settings && !(name in this.#settings);
    const [pauses, forgets, refuses] = ['pause', 'forget', 'refuse'].map(isNew);
    this.#settings = settings;
    this.changes += 1;
    if (pauses) this.resumed.clear();
    if (forgets) this.remembered.clear();
    if (pauses) this.#pause(settings.pause);
    // Streams that are open meet what is new as well; whoever pressed the button waits for something to happen.
    for (const reply of [...this.#open]) reply.look((refuses && 'refuse') || (forgets && 'forget') || undefined);
    return this.state();
  }

  /** Switches everything off. */
  reset() {
    return this.set({});
  }

  /** @param {string} name @param {string} call @returns {Setting | undefined} */
  at(name, call) {
    const setting = this.#settings[name];
    return setting?.calls.includes(call) ? setting : undefined;
  }

  /** One time less. @param {string} name */
  spend(name) {
    const setting = this.#settings[name];
    if (setting?.times === undefined) return;
    setting.times -= 1;
    if (setting.times === 0) delete this.#settings[name];
  }

  /** @param {import("./faulty-reply.mjs").FaultyReply} reply @param {import("node:http").ServerResponse} response */
  watch(reply, response) {
    this.#open.add(reply);
    response.once('close', () => this.#open.delete(reply));
  }

  /** @param {Setting} pause */
  #pause({ reason, calls }) {
    this.pausedAt = Date.now();
    if (!calls.includes('events')) return;
    for (const listener of this.#log.listeners()) {
      listener.tell('paused', { reason });
      listener.end();
    }
  }
}

/**
 * What one call meets. Asked at the moment when it would happen: so a switch reaches streams that are open already, and
 * `times` counts what did happen, not what might have.
 */
export class CallFaults {
  #faults;
  /** @type {Map<string, Setting>} */
  #met = new Map();
  #changes = 0;

  /** @param {Faults} faults @param {string} call its name */
  constructor(faults, call) {
    this.#faults = faults;
    this.call = call;
  }

  /** @param {string} name @returns {Setting | undefined} it would happen */
  would(name) {
    if (this.#changes !== this.#faults.changes) this.#met.clear();
    this.#changes = this.#faults.changes;
    return this.#met.get(name) ?? this.#faults.at(name, this.call);
  }

  /** @param {string} name @returns {Setting | undefined} it happens; for this call it counts once */
  now(name) {
    const setting = this.would(name);
    if (!setting || this.#met.has(name)) return setting;
    this.#met.set(name, { ...setting });
    this.#faults.spend(name);
    return setting;
  }
}
