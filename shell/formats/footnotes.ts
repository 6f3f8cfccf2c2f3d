// Footnotes as HTML has them: a list of notes at the end, links to its items in the text, and links back.

const noteItems =
  ':is(.footnotes, .footnote-list, .footnotes-list, [role="doc-endnotes"]) li[id], ol.wp-block-footnotes > li[id]';
const noteParts = '.footnotes, .footnote-list, .footnotes-list, [role="doc-endnotes"]';
const returns = '.footnote-backref, .footnote-back, .reversefootnote, [role="doc-backlink"], [rev="footnote"]';

export class Footnotes {
  readonly items: Element[];
  private readonly numbers = new Map<string, number>();
  private readonly parts = new Set<Element>();
  private readonly hasQuotedPosts: boolean;

  constructor(body: Element) {
    const named = [...body.querySelectorAll(noteItems)];
    const hrefs = new Set([...body.querySelectorAll('a[href*="#"]')].map((link) => fragmentOf(link)));
    // A note that nothing refers to is a list's item.
    this.items = named.some(({ id }) => hrefs.has(id)) ? named : [];
    this.items.forEach((item, i) => {
      this.numbers.set(item.id, i + 1);
      const part = item.closest(noteParts) ?? item.parentElement;
      if (part) this.parts.add(part);
    });
    this.hasQuotedPosts = body.querySelector('blockquote.wp-embedded-content') !== null;
  }

  /** It holds the notes, which come last. */
  has(element: Element): boolean {
    return this.parts.has(element);
  }

  /** From 1; 0: no note. */
  numberOf(href: string): number {
    const fragment = href.split('#')[1];
    return (fragment && this.numbers.get(decoded(fragment))) || 0;
  }

  isOnlyReference(element: Element): boolean {
    const link = element.querySelector('a');
    return link !== null && this.numberOf(link.getAttribute('href') ?? '') > 0;
  }

  /** The core writes its own. */
  isReturn(link: Element): boolean {
    if (this.items.length === 0 || !link.closest('li[id]')) return false;
    return link.matches(returns) || /^(?:[\s\u21a9\u2191\u2934^]|\ufe0e)+$/.test(link.textContent ?? '');
  }

  /** WordPress quotes a post of another site, and puts the same into a frame behind it. */
  isDoubled(element: Element): boolean {
    return this.hasQuotedPosts && element.matches('iframe.wp-embedded-content');
  }
}

function fragmentOf(link: Element): string {
  return decoded((link.getAttribute('href') ?? '').split('#')[1] ?? '');
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
