// English texts by their names, for modules that are computed when they are bundled: elsewhere all texts would come along.

import all from './locales/en.json';

/** Those without plural forms. */
type Name = { [Each in keyof typeof all]: (typeof all)[Each] extends string ? Each : never }[keyof typeof all];

export function englishTexts<Named extends Name>(...names: Named[]): Readonly<Record<Named, string>> {
  return Object.fromEntries(names.map((name) => [name, all[name]])) as Record<Named, string>;
}
