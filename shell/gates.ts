// What the core may ask of the document. The core has judged links already (src/markdown/safe_link.h); this is the last
// gate before they are live, and the browser's own URL parser has the word here.

const elements = new Set(
  'div article section header footer figure figcaption h1 h2 h3 h4 h5 h6 p ul ol li blockquote pre hr table thead tbody tr th td time img button a select option textarea input label em strong del code sup sub ins mark small kbd abbr span'.split(
    ' ',
  ),
);

const attributes = new Set(
  'id href src alt title lang dir start datetime role aria-label aria-labelledby aria-live aria-busy hidden aria-level part value placeholder checked disabled aria-disabled aria-pressed aria-expanded scope maxlength colspan data-command aria-atomic aria-current data-focus aria-controls target rows enterkeyhint loading tabindex'.split(
    ' ',
  ),
);

export function allowedElement(name: string): boolean {
  return elements.has(name);
}

export function allowedAttribute(name: string): boolean {
  return attributes.has(name);
}

const linkSchemes = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const pictureSchemes = new Set(['http:', 'https:']);
/** Pictures in the text of an address: bitmaps only, a vector image can hold scripts. */
const pictureData = /^data:image\/(png|jpeg|gif|webp|avif)[;,]/i;

/** The absolute address, or null where it is none that may be live. */
export function safeUrl(written: string, base: string, picture: boolean): string | null {
  let url: URL;
  try {
    url = new URL(written, base);
  } catch {
    return null;
  }
  if (picture && pictureData.test(url.href)) return url.href;
  return (picture ? pictureSchemes : linkSchemes).has(url.protocol) ? url.href : null;
}
