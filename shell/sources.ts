// Links to a block of an article's body: "https://news.example/a#heidi-paragraph-19", as answers name their sources.

/** The index of the block, from 0; -1 where the address names none. */
export function blockIn(href: string): number {
  const digits = /#heidi-paragraph-(\d{1,6})$/.exec(href)?.[1];
  return digits === undefined ? -1 : Number(digits);
}

export function withoutFragment(href: string): string {
  return href.split('#')[0] ?? '';
}

interface Reader extends Element {
  reveal?(href: string): boolean;
}

/** Whether one of the page's articles is the one that is meant: it shows the block then. */
export function openSource(href: string): boolean {
  if (blockIn(href) < 0) return false;
  return [...document.querySelectorAll<Reader>('heidi-article')].some((reader) => reader.reveal?.(href));
}
