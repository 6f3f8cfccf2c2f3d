// The package's ES module: defines the elements as the script tag does, and exports the page's one `Heidi`.

import { startHeidi } from '../page_api.js';
import { files } from './files.js';
import type { HeidiApi } from './index.js';

function addressOf(name: string): string {
  const address = files[name];
  if (address === undefined) throw new Error(`The package has no file "${name}".`);
  return address;
}

export const Heidi: HeidiApi = startHeidi(addressOf);
