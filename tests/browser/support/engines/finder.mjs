// Runs in the page: finds elements as playwright's locators do, by steps, and looks into shadow roots. Roles and names are
// those that the widget's elements say; that WebKit itself hears the same is tested in engines/webkit.test.mjs.

/** What an element is when it does not say so itself. */
const implicitRoles = {
  'a[href]': 'link',
  article: 'article',
  button: 'button',
  'h1, h2, h3, h4, h5, h6': 'heading',
  img: 'img',
  li: 'listitem',
  p: 'paragraph',
  textarea: 'textbox',
};

/**
 * One thing that narrows down what was found before it.
 * @typedef {{css: string} | {role: string, name?: Text, exact?: boolean, level?: number} | {text: Text, exact?: boolean}
 *   | {hasText: Text} | {nth: number}} Step
 * @typedef {string | {source: string, flags: string}} Text
 */

/** @param {Step[]} steps @returns {Element[]} */
export function find(steps) {
  let found = /** @type {(Document | Element)[]} */ ([document]);
  for (const step of steps) {
    if ('nth' in step) found = found.slice(step.nth).slice(0, 1);
    else if ('hasText' in step) found = found.filter((element) => saysText(element, step.hasText));
    else found = [...new Set(found.flatMap((root) => descendants(root).filter((element) => fits(element, step))))];
  }
  return /** @type {Element[]} */ (found);
}

/** @param {Element} element */
export function isVisible(element) {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true });
}

/** In the order of the document. @param {Document | Element} root @returns {Element[]} */
function descendants(root) {
  const inside = 'shadowRoot' in root && root.shadowRoot ? [...root.shadowRoot.children] : [];
  return [...inside, ...root.children].flatMap((child) => [child, ...descendants(child)]);
}

/** @param {Element} element @param {any} step */
function fits(element, step) {
  if (step.css !== undefined) return element.matches(step.css);
  if (step.role !== undefined) return hasRole(element, step);
  return (
    saysText(element, step.text, step.exact) &&
    !descendants(element).some((one) => saysText(one, step.text, step.exact))
  );
}

/** @param {Element} element @param {{role: string, name?: Text, exact?: boolean, level?: number}} wanted */
function hasRole(element, { role, name, exact, level }) {
  if (roleOf(element) !== role || !element.checkVisibility({ visibilityProperty: true })) return false;
  if (element.closest('[aria-hidden="true"]')) return false;
  if (level !== undefined && element.localName !== `h${level}` && element.ariaLevel !== String(level)) return false;
  return name === undefined || matches(nameOf(element), name, exact);
}

/** @param {Element} element */
const roleOf = (element) =>
  element.role ?? Object.entries(implicitRoles).find(([selector]) => element.matches(selector))?.[1];

/** @param {Element} element */
const nameOf = (element) => element.ariaLabel ?? element.getAttribute('alt') ?? element.textContent ?? '';

/** @param {Node} element @param {Text} text @param {boolean} [exact] */
const saysText = (element, text, exact) => matches(element.textContent ?? '', text, exact);

/** @param {string} said @param {Text} wanted @param {boolean} [exact] */
function matches(said, wanted, exact = false) {
  const text = said.replace(/\s+/g, ' ').trim();
  if (typeof wanted !== 'string') return new RegExp(wanted.source, wanted.flags).test(text);
  const words = wanted.replace(/\s+/g, ' ').trim();
  return exact ? text === words : text.toLowerCase().includes(words.toLowerCase());
}
