// One core serves all widgets of the page.

import { CoreLink } from './core_link.js';
import type { FileAddress } from './files.js';

let link: CoreLink | null = null;

/** A core that has failed is left to those who still show its error bar; who comes next gets a new one. */
export function sharedCore(addressOf: FileAddress): CoreLink {
  if (!link || link.hasFailed) link = new CoreLink(addressOf, true);
  return link;
}

/** The last widget takes the core with it: worker, graphics context and all. */
export function stopIfUnused(core: CoreLink): void {
  if (!core.isEmpty) return;
  core.stop();
  if (link === core) link = null;
}
