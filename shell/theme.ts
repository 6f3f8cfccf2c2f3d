// Reads what the style sheet resolved to, tells the core, and notices when it changes. The browser parses the colours,
// so any CSS colour, custom property, dark mode and forced colours work without a line here.

import { familyNames, inkNames } from './styles.js';

/** What `--heidi-radius` and `--heidi-measure` are where nobody sets them, CSS pixels. */
const designedRadius = 16;
const designedMeasure = 680;

export class Theme {
  readonly element = document.createElement('div');
  private readonly inks: HTMLElement[];
  private readonly families: HTMLElement[];
  private readonly measure: HTMLElement;
  /** `--heidi-measure` and `--heidi-radius` as they were read last, CSS pixels. */
  private measured = 0;
  private radius = 0;
  private readonly told = new Map<string, string>();
  private readonly resizes: ResizeObserver;
  private readonly mutations: MutationObserver;

  /** `painted` is what CSS paints where the core does not. */
  constructor(
    private readonly tell: (name: string, value: string) => void,
    private readonly painted: HTMLElement,
  ) {
    this.element.className = 'probes';
    this.element.ariaHidden = 'true';
    this.inks = inkNames.map((name) => this.probe((style) => style.setProperty('color', `var(--_${name})`)));
    // Not rendered: a browser that renders it looks for its faces, whether there is text or not.
    this.families = familyNames.map((name) =>
      this.probe((style) => {
        style.display = 'none';
        style.setProperty('font-family', `var(--_family-${name})`);
      }),
    );
    this.measure = this.probe(() => {});
    this.measure.className = 'measure';
    // A transition of a colour starts whenever it changes, for whatever reason: the only notice CSS gives.
    this.element.addEventListener('transitionend', () => this.read());
    // It tells of the first size too, which has been read by then, if it is still the same.
    this.resizes = new ResizeObserver(([entry]) => {
      const { width, height } = entry?.contentRect ?? {};
      if (width !== this.measured || height !== this.radius) this.read();
    });
    this.mutations = new MutationObserver(() => this.read());
  }

  /** Once the probes are in the tree. `host` may change its custom properties by class or style. */
  watch(host: HTMLElement): void {
    this.resizes.observe(this.measure);
    for (const element of [host, document.documentElement])
      this.mutations.observe(element, {
        attributes: true,
        attributeFilter: ['class', 'style', 'theme', 'data-heidi-theme'],
      });
    this.read();
  }

  stop(): void {
    this.resizes.disconnect();
    this.mutations.disconnect();
  }

  read(): void {
    for (const [i, probe] of this.inks.entries())
      this.tellChange(`ink-${i + 1}`, hexColor(getComputedStyle(probe).color));
    for (const [i, probe] of this.families.entries())
      this.tellChange(`family-${i}`, getComputedStyle(probe).fontFamily);
    this.tellChange('spacing', spacingOf(this.element));
    // Properties that resolve to pixels without a layout.
    const { scrollPaddingLeft, scrollPaddingTop } = getComputedStyle(this.measure);
    this.measured = pixelsOf(scrollPaddingLeft) || designedMeasure;
    this.radius = pixelsOf(scrollPaddingTop) ?? designedRadius;
    this.tellChange('measure', String(this.measured));
    const roundness = String(this.radius / designedRadius);
    this.tellChange('roundness', roundness);
    // For both painters: the style sheet cannot divide lengths.
    this.painted.style.setProperty('--_roundness', roundness);
  }

  /** A core that was started anew knows nothing. */
  tellAll(): void {
    this.told.clear();
    this.read();
  }

  /** As the style sheet resolved them. */
  get resolvedFamilies(): string[] {
    return this.families.map((probe) => getComputedStyle(probe).fontFamily);
  }

  private tellChange(name: string, value: string): void {
    if (this.told.get(name) === value) return;
    this.told.set(name, value);
    this.tell(name, value);
  }

  private probe(set: (style: CSSStyleDeclaration) => void): HTMLElement {
    const probe = document.createElement('span');
    set(probe.style);
    this.element.append(probe);
    return probe;
  }
}

/** Undefined: not a length. */
function pixelsOf(css: string): number | undefined {
  return css.endsWith('px') ? Number.parseFloat(css) : undefined;
}

let pixel: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null | undefined;

/** rrggbbaa. Computed colours are rgb() nearly always; what is not, a canvas converts. */
export function hexColor(css: string): string {
  const match = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(css);
  if (match)
    return [match[1], match[2], match[3], Math.round(Number(match[4] ?? 1) * 255)].map((n) => byte(Number(n))).join('');
  pixel ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!pixel) return '000000ff';
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = css;
  pixel.fillRect(0, 0, 1, 1);
  return [...pixel.getImageData(0, 0, 1, 1).data].map(byte).join('');
}

function byte(value: number): string {
  return value.toString(16).padStart(2, '0');
}

/** What letters and words are set apart by, as the core's fonts name it; "" where they are not. */
export function spacingOf(element: Element): string {
  const { letterSpacing, wordSpacing } = getComputedStyle(element);
  const letters = letterSpacing === 'normal' ? '0px' : letterSpacing;
  return letters === '0px' && Number.parseFloat(wordSpacing) === 0 ? '' : `${letters} ${wordSpacing}`;
}
