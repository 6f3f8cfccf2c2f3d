// One WebGL2 context; each finished tile leaves it as an ImageBitmap.

const wanted: WebGLContextAttributes = {
  alpha: true,
  antialias: false,
  depth: false,
  stencil: false,
  premultipliedAlpha: true,
};

export class Graphics {
  private canvas: OffscreenCanvas | HTMLCanvasElement | null = null;
  private pictures: ImageBitmap[] = [];

  constructor(
    private readonly onLost: () => void,
    private readonly onRestored: () => void,
  ) {}

  open(): WebGL2RenderingContext | null {
    if (!keepsWhatIsDrawn()) return null;
    const context = openContext();
    if (!context) return null;
    const { canvas } = context;
    canvas.addEventListener('webglcontextlost', (event) => {
      // Without this the browser would never restore it.
      event.preventDefault();
      this.onLost();
    });
    canvas.addEventListener('webglcontextrestored', () => this.onRestored());
    this.canvas = canvas;
    return context;
  }

  beginTile(width: number, height: number): void {
    if (!this.canvas) return;
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
  }

  endTile(): void {
    if (this.canvas) this.pictures.push(pictureOf(this.canvas));
  }

  takePictures(): ImageBitmap[] {
    const taken = this.pictures;
    this.pictures = [];
    return taken;
  }
}

/** WebKitGTK 2.50 has WebGL2 on elements only, and so only where the core runs on the page. */
function openContext(): WebGL2RenderingContext | null {
  const offscreen = new OffscreenCanvas(1, 1).getContext('webgl2', wanted);
  if (offscreen || typeof document === 'undefined') return offscreen;
  return document.createElement('canvas').getContext('webgl2', wanted);
}

function pictureOf(canvas: OffscreenCanvas | HTMLCanvasElement): ImageBitmap {
  if (canvas instanceof OffscreenCanvas) return canvas.transferToImageBitmap();
  // An element gives a bitmap only in a later task, and the next tile is drawn on it in this one.
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  return copy.transferToImageBitmap();
}

/** Protection against fingerprinting adds noise to canvases, or blanks them: then text is better painted by CSS. */
function keepsWhatIsDrawn(): boolean {
  const size = 16;
  const context = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true });
  if (!context) return false;
  context.fillStyle = '#336699';
  context.fillRect(0, 0, size, size);
  context.fillStyle = '#ffffff';
  context.font = '14px sans-serif';
  context.fillText('H', 3, 13);
  const { data } = context.getImageData(0, 0, size, size);
  const edge = [0, size - 1, size * (size - 1), size * size - 1].map((pixel) => pixel * 4);
  const isGround = (at: number) => data[at] === 0x33 && data[at + 1] === 0x66 && data[at + 2] === 0x99;
  const hasGlyph = data.some((value, i) => i % 4 === 0 && value > 0xc0);
  return edge.every(isGround) && hasGlyph;
}
