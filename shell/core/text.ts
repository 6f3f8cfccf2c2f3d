// Canvas2D as the core's font engine: it measures and rasterises whole runs, so kerning, joining scripts and colour
// emoji come out as the browser does them, and no font is shipped.

import type { PageFont } from '../messages.js';

type Context = OffscreenCanvasRenderingContext2D;

const isGecko = /\bGecko\//.test(navigator.userAgent);

export class TextEngine {
  private readonly fonts: Font[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly ruler = context(1, 1);
  private rulerFont = -1;
  private readonly handed = new Set<string>();
  private strip: Context | null = null;

  font(css: string): number {
    const known = this.numbers.get(css);
    if (known !== undefined) return known;
    const number = this.fonts.length;
    this.fonts.push(parsed(css));
    this.numbers.set(css, number);
    return number;
  }

  advance(font: number, text: string): number {
    return this.rulerWith(font).measureText(text).width;
  }

  // Browsers round both to whole pixels before they place a baseline. Half of what a line is higher than both goes above
  // it, which others round down and Gecko rounds up; the core rounds down, so there it gets a pixel less to begin with.
  ascent(font: number): number {
    return Math.round(this.rulerWith(font).measureText('x').fontBoundingBoxAscent);
  }

  descent(font: number): number {
    return Math.round(this.rulerWith(font).measureText('x').fontBoundingBoxDescent) - (isGecko ? 1 : 0);
  }

  /** Fonts of the page, which a worker does not have. Those that cannot be loaded are left out. */
  async load(fonts: PageFont[]): Promise<void> {
    const { fonts: known } = globalThis as unknown as { fonts?: FontFaceSet };
    const loading = fonts.map(async ({ family, source, descriptors }) => {
      known?.add(await new FontFace(aliasOf(family), source, descriptors).load());
      this.handed.add(family);
    });
    await Promise.allSettled(loading);
    this.fontsChanged();
  }

  /** Others may answer to the same names now. */
  fontsChanged(): void {
    this.rulerFont = -1;
    this.ruler.font = '1px serif';
  }

  beginStrip(width: number, height: number): void {
    if (!this.strip) this.strip = context(width, height);
    const { canvas } = this.strip;
    // Setting a size clears the canvas and resets its state.
    canvas.width = width;
    canvas.height = height;
    setUp(this.strip);
  }

  // `pen` is where the run begins on its baseline, in device pixels from the image's corner.
  drawRun(
    font: number,
    text: string,
    rgba: number,
    rightToLeft: boolean,
    image: { x: number; y: number; width: number; height: number },
    pen: { x: number; y: number },
    ratio: number,
  ): void {
    const strip = this.strip;
    if (!strip) return;
    strip.save();
    strip.beginPath();
    strip.rect(image.x, image.y, image.width, image.height);
    strip.clip();
    strip.setTransform(ratio, 0, 0, ratio, image.x + pen.x, image.y + pen.y);
    this.setFont(strip, font);
    strip.direction = rightToLeft ? 'rtl' : 'ltr';
    strip.fillStyle = cssColor(rgba);
    strip.fillText(text, 0, 0);
    strip.restore();
  }

  finishedStrip(): OffscreenCanvas | null {
    return this.strip?.canvas ?? null;
  }

  /** Chromium's workers go on with what a name stood for when it was first used; so what comes later has another name. */
  private renamed(css: string): string {
    if (this.handed.size === 0) return css;
    const [, size = '', families = ''] = /^(.*?px )(.*)$/.exec(css) ?? [];
    const names = families.split(',').map((name) => name.trim().replace(/^"|"$/g, ''));
    return size + names.map((name) => (this.handed.has(name) ? `"${aliasOf(name)}"` : quoted(name))).join(', ');
  }

  private setFont(context: Context & { lang?: string }, font: number): void {
    const { css, letters, words, language } = this.fonts[font] ?? parsed('16px serif');
    // Chooses the face for Han characters, as the `lang` of the layer's element does.
    if (context.lang !== undefined) context.lang = language;
    context.font = this.renamed(css);
    context.letterSpacing = letters;
    // Letters that stand apart make no ligatures; Gecko 153 makes them on a canvas that is told to kern.
    context.fontKerning = context.letterSpacing === '0px' ? 'normal' : 'auto';
    context.wordSpacing = words;
    // In Chromium 156 the first space that a font meets is the pattern for the others, and where it begins its text it has
    // no word spacing. In the document it has it, as here.
    if (words !== '0px') context.measureText('x x');
  }

  private rulerWith(font: number): Context {
    // What the first space of a spaced font has set is forgotten with the next text.
    const { words = '0px', letters = '0px' } = this.fonts[font] ?? {};
    if (font !== this.rulerFont || words !== '0px' || letters !== '0px') this.setFont(this.ruler, font);
    this.rulerFont = font;
    return this.ruler;
  }
}

interface Font {
  css: string;
  /** Added between letters and words: CSS lengths. */
  letters: string;
  words: string;
  /** BCP 47; "": unknown. */
  language: string;
}

/** "16px serif|0.5px 2px|ja": the space between letters and words and the language may be missing. */
function parsed(written: string): Font {
  const [css = '', spacing = '', language = ''] = written.split('|');
  const [letters = '', words = '0px'] = spacing.split(' ');
  return { css, letters: letters || '0px', words, language };
}

const aliasOf = (family: string) => `heidi ${family}`;
/** Generic families are keywords, and keywords have no quotes. */
const quoted = (name: string) => (/^[a-z-]+$/.test(name) ? name : `"${name}"`);

function context(width: number, height: number): Context {
  const made = new OffscreenCanvas(width, height).getContext('2d');
  if (!made) throw new Error('There is no 2D canvas here to measure text with.');
  setUp(made);
  return made;
}

function setUp(made: Context): void {
  made.textBaseline = 'alphabetic';
  made.textAlign = 'left';
  made.fontKerning = 'normal';
  // The semantic layer asks for the same: without it widths are rounded to the pixel grid at some densities.
  made.textRendering = 'geometricPrecision';
}

function cssColor(rgba: number): string {
  return `#${(rgba >>> 0).toString(16).padStart(8, '0')}`;
}
