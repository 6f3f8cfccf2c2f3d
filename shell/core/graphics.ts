// One WebGL2 context on an OffscreenCanvas; each finished tile leaves it as an ImageBitmap.

export class Graphics {
  private canvas: OffscreenCanvas | null = null;
  private pictures: ImageBitmap[] = [];

  constructor(
    private readonly onLost: () => void,
    private readonly onRestored: () => void,
  ) {}

  open(): WebGL2RenderingContext | null {
    if (!keepsWhatIsDrawn()) return null;
    const canvas = new OffscreenCanvas(1, 1);
    const context = canvas.getContext('webgl2', {
      alpha: true,
      antialias: false,
      depth: false,
      stencil: false,
      premultipliedAlpha: true,
    });
    if (!context) return null;
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
    if (this.canvas) this.pictures.push(this.canvas.transferToImageBitmap());
  }

  takePictures(): ImageBitmap[] {
    const taken = this.pictures;
    this.pictures = [];
    return taken;
  }
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
