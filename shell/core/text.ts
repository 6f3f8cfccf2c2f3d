// Canvas2D as the core's font engine: it measures and rasterises whole runs, so kerning, joining scripts and colour
// emoji come out as the browser does them, and no font is shipped.

type Context = OffscreenCanvasRenderingContext2D;

export class TextEngine {
  private readonly fonts: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly ruler = context(1, 1);
  private rulerFont = -1;
  private strip: Context | null = null;

  font(css: string): number {
    const known = this.numbers.get(css);
    if (known !== undefined) return known;
    const number = this.fonts.length;
    this.fonts.push(css);
    this.numbers.set(css, number);
    return number;
  }

  advance(font: number, text: string): number {
    return this.rulerWith(font).measureText(text).width;
  }

  // Browsers round both to whole pixels before they place a baseline.
  ascent(font: number): number {
    return Math.round(this.rulerWith(font).measureText('x').fontBoundingBoxAscent);
  }

  descent(font: number): number {
    return Math.round(this.rulerWith(font).measureText('x').fontBoundingBoxDescent);
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
    strip.font = this.fonts[font] ?? '16px serif';
    strip.direction = rightToLeft ? 'rtl' : 'ltr';
    strip.fillStyle = cssColor(rgba);
    strip.fillText(text, 0, 0);
    strip.restore();
  }

  finishedStrip(): OffscreenCanvas | null {
    return this.strip?.canvas ?? null;
  }

  private rulerWith(font: number): Context {
    if (font !== this.rulerFont) this.ruler.font = this.fonts[font] ?? '16px serif';
    this.rulerFont = font;
    return this.ruler;
  }
}

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
