// One WebGL2 context on an OffscreenCanvas; each finished tile leaves it as an ImageBitmap.

export class Graphics {
  private canvas: OffscreenCanvas | null = null;
  private pictures: ImageBitmap[] = [];

  constructor(
    private readonly onLost: () => void,
    private readonly onRestored: () => void,
  ) {}

  open(): WebGL2RenderingContext | null {
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
