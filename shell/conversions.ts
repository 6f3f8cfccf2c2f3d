// Other formats of articles are read by a file of their own, loaded when the first one comes.

import type { FileAddress } from './files.js';
import type { Conversion } from './formats/formats.js';
import { parsedHtml } from './trusted.js';

type Formats = typeof import('./formats/formats.js');

let formats: Promise<Formats> | undefined;

export const formatNames = ['auto', 'heidi', 'json-feed', 'wordpress', 'ghost', 'json-ld'] as const;

/** What the core reads (src/model/article_json.h, publication_from_json): never an exception. */
export async function converted(addressOf: FileAddress, conversion: Conversion): Promise<string> {
  try {
    formats ??= import(/* @vite-ignore */ addressOf('heidi-formats.js')) as Promise<Formats>;
    return await (await formats).convert(conversion, parsedHtml);
  } catch (error) {
    formats = undefined;
    const message = `what reads other formats could not be loaded (${error instanceof Error ? error.message : error})`;
    return JSON.stringify({ error: { code: 'formats-not-loaded', message } });
  }
}
