// Attributes that allow certain values only. A wrong one is told once, in words that help, and the default holds.

const told = new Set<string>();

/**
 * @param values what is allowed; the first is the default
 * @returns the written value if it is one of them
 */
export function oneOf<Value extends string>(
  element: Element,
  name: string,
  values: readonly [Value, ...Value[]],
): Value {
  const written = element.getAttribute(name);
  if (written === null || written === '') return values[0];
  const found = values.find((value) => value === written.trim().toLowerCase());
  if (found !== undefined) return found;
  const complaint = `<${element.localName} ${name}="${written}">: allowed are ${values.join(', ')}. It is taken as "${values[0]}".`;
  tell(complaint);
  return values[0];
}

function tell(complaint: string): void {
  if (!told.has(complaint)) console.warn(complaint);
  told.add(complaint);
}

/**
 * Names with spaces between them; "full" is all, and the default; "none" is none.
 * @returns those that are allowed
 */
export function someOf<Value extends string>(element: Element, name: string, values: readonly Value[]): Set<Value> {
  const written = (element.getAttribute(name) ?? 'full').trim().toLowerCase();
  if (written === '' || written === 'full') return new Set(values);
  if (written === 'none') return new Set();
  const names = written.split(/\s+/);
  const unknown = names.filter((one) => !values.some((value) => value === one));
  if (unknown.length > 0)
    tell(
      `<${element.localName} ${name}="${written}">: ${unknown.join(', ')} is unknown; allowed are full, none, or some of ${values.join(', ')}.`,
    );
  return new Set(values.filter((value) => names.includes(value)));
}

/** A number in a range; outside of it, or none at all: `fallback`. */
export function numberIn(element: Element, name: string, least: number, most: number, fallback: number): number {
  const written = element.getAttribute(name);
  if (written === null || written === '') return fallback;
  const value = Number(written);
  if (value >= least && value <= most) return value;
  const complaint = `<${element.localName} ${name}="${written}">: allowed are numbers from ${least} to ${most}. It is taken as ${fallback}.`;
  tell(complaint);
  return fallback;
}
