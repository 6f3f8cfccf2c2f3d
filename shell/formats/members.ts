// Reading JSON that others wrote. What we need and has the wrong type is an error that names it, as in the core
// (src/model/article_json.h), because a publisher has to find it; null is the same as absent.

export class FormatError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function found(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

export class Members {
  constructor(
    private readonly members: JsonObject,
    private readonly path = '',
  ) {}

  /** An object, or an error that names it; `path` is "" for all of what came. */
  static of(value: unknown, path: string): Members {
    if (!isObject(value)) throw wrongType(path || 'all of it', 'an object', value);
    return new Members(value, path && `${path}.`);
  }

  /** Undefined where it is absent or null. */
  find(name: string): unknown {
    return this.members[name] ?? undefined;
  }

  /** "" where it is absent. */
  text(name: string): string {
    const value = this.find(name) ?? '';
    if (typeof value !== 'string') throw wrongType(this.path + name, 'a string', value);
    return value;
  }

  /** An identity: numbers become strings. */
  id(name: string): string {
    const value = this.find(name);
    return typeof value === 'number' ? String(value) : this.text(name);
  }

  /** For what an article can do without: what is no string is left out. */
  textIfAny(name: string): string {
    const value = this.find(name);
    return typeof value === 'string' ? value : '';
  }

  /** A whole number, 0 or more; what is none is left out. */
  count(name: string): number | undefined {
    const value = Number(this.find(name) ?? Number.NaN);
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  }

  object(name: string): Members | undefined {
    const value = this.find(name);
    return value === undefined ? undefined : Members.of(value, this.path + name);
  }

  /** What is no object is left out. */
  objectIfAny(name: string): Members | undefined {
    const value = this.find(name);
    return isObject(value) ? new Members(value, `${this.path}${name}.`) : undefined;
  }

  list(name: string): unknown[] {
    const value = this.find(name) ?? [];
    if (!Array.isArray(value)) throw wrongType(this.path + name, 'an array', value);
    return value;
  }

  objects(name: string): Members[] {
    return this.list(name).map((entry, i) => Members.of(entry, `${this.path}${name}[${i}]`));
  }

  /** Those entries of an array, or of one in its place, that are objects. */
  objectsIfAny(name: string): Members[] {
    const value = this.find(name);
    return (Array.isArray(value) ? value : [value]).filter(isObject).map((entry) => new Members(entry));
  }

  missing(name: string): FormatError {
    return new FormatError('member-missing', `"${this.path}${name}" is missing`);
  }
}

function wrongType(path: string, wanted: string, value: unknown): FormatError {
  return new FormatError('member-of-wrong-type', `"${path}" must be ${wanted}, but is ${found(value)}`);
}
