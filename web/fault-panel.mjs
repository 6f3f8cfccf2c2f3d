// "Break the connection": switches for people who try the widget out. The server leaves this script out of the page
// unless it was started with --faults; what is on is always read back from it.

/** @typedef {Record<string, any>} Setting */
/** @typedef {{kind: "number", label: string, unit: string, standard: number, least: number, most: number}} NumberField */
/** @typedef {{kind: "text", label: string, standard: string}} TextField */
/** @typedef {{kind: "choice", label: string, standard: string | number, options: [value: string | number, text: string][]}} ChoiceField */
/** @typedef {NumberField | TextField | ChoiceField} Field */
/** @typedef {{name: string, title: string, hint: string, fields: Record<string, Field>, lasts?: boolean}} Row lasts: it is no single event that could be counted */

const address = `${document.querySelector('[data-chat]')?.getAttribute('data-chat') ?? '/api/heidi'}/faults`;

/** @type {Row[]} */
const rows = [
  {
    name: 'cut',
    title: 'Cut answers off',
    hint: 'The connection is lost in the middle of an answer.',
    fields: {
      after_bytes: { kind: 'number', label: 'After', unit: 'bytes', standard: 900, least: 0, most: 10_000_000 },
    },
  },
  { name: 'black_hole', title: 'Fall silent', hint: 'Requests are taken, and never answered.', fields: {} },
  {
    name: 'slow',
    title: 'Be slow',
    hint: 'Everything the server says comes later.',
    fields: { ms: { kind: 'number', label: 'By', unit: 'milliseconds', standard: 1_500, least: 1, most: 60_000 } },
  },
  {
    name: 'duplicate',
    title: 'Say everything twice',
    hint: 'Each piece of an answer comes twice, and so does each question.',
    fields: {},
  },
  {
    name: 'refuse',
    title: 'Refuse requests',
    hint: 'The server is there, but does not do what it is asked.',
    fields: {
      status: {
        kind: 'choice',
        label: 'Because',
        standard: 503,
        options: [
          [503, 'it has too much to do (503)'],
          [429, 'you ask too often (429)'],
          [500, 'it made a mistake (500)'],
        ],
      },
      retry_after_s: { kind: 'number', label: 'Try again after', unit: 'seconds', standard: 5, least: 1, most: 86_400 },
    },
  },
  {
    name: 'forget',
    title: 'Forget the conversation',
    hint: 'The server has never heard of it; a new one works.',
    lasts: true,
    fields: {},
  },
  {
    name: 'pause',
    title: 'Pause the conversation',
    hint: 'Until you press Resume in the chat.',
    lasts: true,
    fields: { reason: { kind: 'text', label: 'Saying', standard: 'We are back in a minute.' } },
  },
  {
    name: 'wrong_json',
    title: 'Talk nonsense',
    hint: 'Replies and answers are not what they should be.',
    fields: {
      how: {
        kind: 'choice',
        label: 'Sending',
        standard: 'broken',
        options: [
          ['broken', 'half of each message'],
          ['strange', 'wrong values'],
        ],
      },
    },
  },
  {
    name: 'buffer',
    title: 'Hold answers back',
    hint: 'Like some company networks: a stream arrives only when it has ended.',
    fields: {},
  },
];

// ---- building blocks

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [properties] of the element; `aria` and `role` become attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function element(tag, { role, describedBy, ...properties } = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  if (role) made.setAttribute('role', role);
  if (describedBy) made.setAttribute('aria-describedby', describedBy);
  made.append(...children);
  return made;
}

/** @param {[value: string | number, text: string][]} options */
const select = (options) =>
  element(
    'select',
    {},
    ...options.map(([value, text]) => element('option', { value: String(value), textContent: text })),
  );

const often = /** @type {[string, string][]} */ ([
  ['', 'every time'],
  ['1', 'once'],
  ['3', '3 times'],
  ['10', '10 times'],
]);

/** The control of one member. @param {Field} field */
function control(field) {
  const input =
    field.kind === 'choice'
      ? select(field.options)
      : field.kind === 'number'
        ? element('input', { type: 'number', min: field.least, max: field.most, required: true })
        : element('input', { type: 'text', maxLength: 500 });
  input.value = String(field.standard);
  const unit = field.kind === 'number' ? [` ${field.unit}`] : [];
  const isNumeric = typeof field.standard === 'number';
  return { input, isNumeric, label: element('label', { className: field.kind }, `${field.label} `, input, ...unit) };
}

// ---- one switch

class SwitchRow {
  /** There is nothing to choose. */
  #isPlain;

  /** @param {Row} row @param {() => void} changed */
  constructor({ name, title, hint, fields, lasts }, changed) {
    this.name = name;
    const hintId = `fault-${name}`;
    this.box = element('input', { type: 'checkbox', role: 'switch', describedBy: hintId });
    this.controls = Object.entries(fields).map(([member, field]) => ({ member, ...control(field) }));
    this.times = select(often);
    this.#isPlain = lasts === true && this.controls.length === 0;
    this.details = element(
      'div',
      { className: 'fields', hidden: true },
      ...this.controls.map(({ label }) => label),
      element('label', { className: 'choice', hidden: lasts === true }, 'Happens ', this.times),
    );
    this.element = element(
      'li',
      {},
      element('label', { className: 'switch' }, this.box, element('span', { textContent: title })),
      element('p', { className: 'hint', id: hintId, textContent: hint }),
      this.details,
    );
    this.element.addEventListener('change', () => {
      if (this.box.checked && !this.#isValid()) return;
      // At once, for whoever goes on with the keyboard; what the server says comes after it.
      this.show(this.setting());
      changed();
    });
  }

  #isValid() {
    return this.controls.every(({ input }) => input.reportValidity());
  }

  /** What the server is to do; undefined: this is off. @returns {Setting | undefined} */
  setting() {
    if (!this.box.checked) return undefined;
    /** @type {Setting} */
    const setting = this.times.value === '' ? {} : { times: Number(this.times.value) };
    for (const { member, input, isNumeric } of this.controls) {
      setting[member] = isNumeric ? Number(input.value) : input.value;
    }
    // A mistake does not say when it will be over.
    if (setting.status === 500) delete setting.retry_after_s;
    return setting;
  }

  /** @param {Setting | undefined} setting */
  show(setting) {
    this.box.checked = setting !== undefined;
    this.details.hidden = setting === undefined || this.#isPlain;
    if (!setting) return;
    for (const { member, input, label } of this.controls) {
      label.hidden = !(member in setting);
      // Not under somebody's fingers.
      if (member in setting && input !== document.activeElement) input.value = String(setting[member]);
    }
    this.#showTimes(setting.times);
  }

  /** @param {number | undefined} left */
  #showTimes(left) {
    const value = left === undefined ? '' : String(left);
    this.times.querySelector('[data-left]')?.remove();
    if (![...this.times.options].some((option) => option.value === value)) {
      const option = element('option', { value, textContent: `${value} more times` });
      option.dataset.left = '';
      this.times.append(option);
    }
    this.times.value = value;
  }
}

// ---- the panel

class FaultPanel {
  #switches = rows.map((row) => new SwitchRow(row, () => this.#send()));
  #count = element('span', { className: 'count' });
  #status = element('p', { className: 'status', role: 'status' });
  #mend = element('button', { type: 'button', textContent: 'Mend everything' });
  /** What was shown last may not overwrite what was asked for since. */
  #requests = 0;
  #hasProblem = false;

  element = element(
    'details',
    { className: 'faults' },
    element('summary', {}, 'Break the connection', this.#count),
    element(
      'div',
      { className: 'inside' },
      element('p', {
        textContent:
          'Ask Heidi something, then see what happens when the server or the network misbehaves. Nothing gets lost.',
      }),
      element('ul', {}, ...this.#switches.map((row) => row.element)),
      element('div', { className: 'end' }, this.#mend, this.#status),
    ),
  );

  constructor() {
    this.#mend.addEventListener('click', () => this.#ask({ method: 'DELETE' }, 'Everything is mended.'));
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.element.open) return;
      this.element.open = false;
      this.element.querySelector('summary')?.focus();
    });
    // Faults that happen a number of times switch themselves off.
    setInterval(() => {
      if (this.element.open && !document.hidden) this.#ask({});
    }, 2_000);
    this.element.addEventListener('toggle', () => this.element.open && this.#ask({}));
  }

  /** @param {Record<string, Setting>} faults */
  show(faults) {
    for (const row of this.#switches) row.show(faults[row.name]);
    const on = Object.keys(faults).length;
    this.#count.textContent = on === 0 ? '' : `${on} on`;
    this.element.classList.toggle('broken', on > 0);
    this.#mend.disabled = false;
  }

  #send() {
    const on = this.#switches.map((row) => [row.name, row.setting()]).filter(([, setting]) => setting);
    const body = JSON.stringify(Object.fromEntries(on));
    this.#ask({ method: 'PUT', headers: { 'Content-Type': 'application/json' }, body }, '');
  }

  /** @param {RequestInit} request @param {string} [saying] when it is done; undefined: what was said stays */
  async #ask(request, saying) {
    this.#requests += 1;
    const mine = this.#requests;
    const { faults, problem } = await ask(request);
    if (mine !== this.#requests) return;
    if (faults) this.show(faults);
    const isOver = this.#hasProblem && !problem;
    if (problem || isOver || saying !== undefined) this.#status.textContent = problem ?? saying ?? '';
    this.#hasProblem = problem !== undefined;
  }
}

/** @param {RequestInit} request @returns {Promise<{faults?: Record<string, Setting>, problem?: string}>} */
async function ask(request) {
  try {
    const response = await fetch(address, { cache: 'no-store', ...request });
    const reply = await response.json();
    return response.ok ? { faults: reply } : { problem: reply.error.message };
  } catch {
    return { problem: 'The server does not answer.' };
  }
}

const { faults } = await ask({});
if (faults) {
  const panel = new FaultPanel();
  panel.show(faults);
  document.querySelector('footer')?.before(panel.element);
}
