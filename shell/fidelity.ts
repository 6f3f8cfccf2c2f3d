// Whether the core measures text as this page sets it. It may not: a worker has none of the page's own fonts, a reader may
// have set a least font size, an extension may change fonts. What can be mended is mended, by handing the page's fonts over;
// otherwise the text is set by the browser itself ("natural", see styles.ts), and is right.

import type { CoreLink } from './core_link.js';
import type { PageFont } from './messages.js';
import { spacingOf } from './theme.js';

/** With ligatures: WebKitGTK 2.50 makes them on a canvas also where the reader has set letters apart. */
const sample = 'Hamburgefonstiv office films 0123';
/** As small as the smallest of our own, so that a least font size shows. */
const size = '13px';
/** Less than any reader could see, more than rounding makes. */
const tolerance = 0.01;

export class Fidelity {
  readonly element = document.createElement('div');
  private readonly handed = new Set<string>();
  private handing: Promise<void> | null = null;
  private asked = 0;

  constructor(
    private readonly link: CoreLink,
    private readonly verdict: (isFaithful: boolean) => void,
    private readonly fontsHanded: () => void,
  ) {
    this.element.className = 'probes';
    this.element.ariaHidden = 'true';
  }

  /** @param families as the style sheet resolved them */
  async check(families: string[]): Promise<void> {
    const asked = ++this.asked;
    const isFaithful = (await this.agrees(families)) || (await this.agreesWithPageFonts(families));
    // Unless a later question has overtaken this one.
    if (asked === this.asked) this.verdict(isFaithful);
  }

  private async agreesWithPageFonts(families: string[]): Promise<boolean> {
    const fonts = this.link.host === 'worker' ? this.newFonts(families) : [];
    if (fonts.length > 0) this.handing = this.link.addFonts(fonts).then(this.fontsHanded);
    if (!this.handing) return false;
    // Also those that an earlier question is still handing over.
    await this.handing;
    return this.agrees(families);
  }

  private async agrees(families: string[]): Promise<boolean> {
    const spacing = spacingOf(this.element);
    const here = this.widthsHere(families);
    const there = await this.link.measure(
      families.map((family) => `${size} ${family}${spacing && `|${spacing}`}`),
      sample,
    );
    return here.every((width, i) => Math.abs(width - (there[i] ?? 0)) <= width * tolerance);
  }

  /** All in one layout. */
  private widthsHere(families: string[]): number[] {
    const probes = families.map((family) => {
      const probe = document.createElement('span');
      probe.textContent = sample;
      probe.style.cssText = `font: ${size} ${family}; white-space: pre; text-rendering: geometricPrecision`;
      return probe;
    });
    this.element.replaceChildren(...probes);
    const widths = probes.map((probe) => probe.getBoundingClientRect().width);
    this.element.replaceChildren();
    return widths;
  }

  private newFonts(families: string[]): PageFont[] {
    const wanted = families.join(',').toLowerCase();
    const found: PageFont[] = [];
    for (const sheet of document.styleSheets) {
      for (const rule of rulesOf(sheet)) {
        if (!(rule instanceof CSSFontFaceRule) || this.handed.has(rule.cssText)) continue;
        const family = rule.style.getPropertyValue('font-family').replace(/^["']|["']$/g, '');
        if (!wanted.includes(family.toLowerCase())) continue;
        this.handed.add(rule.cssText);
        found.push(fontOf(rule, family, sheet.href ?? document.baseURI));
      }
    }
    return found;
  }
}

/** Those of other origins are not for us to read. */
function rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule> {
  try {
    return sheet.cssRules;
  } catch {
    return [];
  }
}

const descriptors = {
  weight: 'font-weight',
  style: 'font-style',
  stretch: 'font-stretch',
  unicodeRange: 'unicode-range',
};

function fontOf({ style }: CSSFontFaceRule, family: string, base: string): PageFont {
  const absolute = (_: string, quote: string, url: string) => `url(${quote}${new URL(url, base).href}${quote})`;
  const source = style.getPropertyValue('src').replace(/url\((["']?)(.*?)\1\)/g, absolute);
  const given = Object.entries(descriptors).map(([name, css]) => [name, style.getPropertyValue(css)] as const);
  return { family, source, descriptors: Object.fromEntries(given.filter(([, value]) => value !== '')) };
}
