// The store as a call sees it that meets a fault: paused or forgetful, while what is stored stays as it is. So the
// calls themselves say what they would say in earnest.

/** @typedef {import("../store/store.mjs").Store} Store */
/** @typedef {import("./faults.mjs").Faults} Faults */
/** @typedef {import("./faults.mjs").CallFaults} CallFaults */

// Only sessions there were when it began are forgotten: a client that starts a new one must get on.
/** @param {Store} store @param {Faults} faults @param {CallFaults} met @returns {Store} */
export function forgetfulStore(store, { remembered }, met) {
  return view(store, {
    session: (id) => (!remembered.has(id) && met.now('forget') ? undefined : store.session(id)),
    createSession: (session) => {
      remembered.add(session.id);
      store.createSession(session);
    },
  });
}

// A pause of the operator's own comes first, and stays when the reader resumes this one.
/** @param {Store} store @param {Faults} faults @param {CallFaults} met @returns {Store} */
export function pausedStore(store, { resumed, pausedAt }, met) {
  return view(store, {
    session: (id) => {
      const session = store.session(id);
      const isFree = !session || session.paused || resumed.has(id);
      const pause = isFree ? undefined : met.now('pause');
      if (!session || !pause) return session;
      return { ...session, paused: { reason: pause.reason, until: pausedAt + pause.hold_s * 1000 } };
    },
    setPaused: (id, paused) => {
      if (id !== null && paused === null) resumed.add(id);
      return store.setPaused(id, paused);
    },
  });
}

// A proxy, because the stores' methods use private members, which no object made from them has.
/** @param {Store} store @param {Partial<Store>} changed @returns {Store} */
function view(store, changed) {
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(changed, name) ?? Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
