// Shows frames: the patch and the tiles of one message in one task, so that what is seen and what is read aloud are
// always of the same state.

import { anchored, blockInSight } from './anchor.js';
import { Looks } from './looks.js';
import type { Frame } from './messages.js';
import { everywhere, type LayerEvents, type Rows, SemanticLayer } from './semantic_layer.js';

export class Surface {
  readonly element = document.createElement('div');
  readonly layer: SemanticLayer;
  readonly looks = new Looks();
  revision = 0;
  /** It scrolls with the page, and the reader's place in it is kept. */
  flows = false;
  private height = 0;
  private readonly others: MutationObserver;
  private readonly pixels = document.createElement('div');
  private readonly tiles = new Map<string, HTMLCanvasElement>();
  /** Of tiles that this frame drops, for those that it brings: a new canvas costs the browser a millisecond. */
  private readonly spare: HTMLCanvasElement[] = [];
  /** What has tiles since the last frame, and from where to where. */
  private painted = new Map<Element, Rows>();

  constructor(
    private readonly events: LayerEvents & { changedByOthers(): void },
    base: () => string,
  ) {
    const scrolled = (node: number, x: number, y: number) => {
      const pixels = this.layer.scrollers.get(node)?.pixels;
      if (pixels) this.uncoverLayer(pixels);
      events.scrolled(node, x, y);
    };
    this.layer = new SemanticLayer({ ...events, scrolled }, base);
    this.element.className = 'surface css';
    this.pixels.className = 'pixels';
    this.pixels.ariaHidden = 'true';
    this.element.append(this.pixels, this.layer.element);
    // A translator, an extension: what they write must be seen, and it has other widths than ours.
    this.others = new MutationObserver(() => events.changedByOthers());
    this.watchOthers();
  }

  private watchOthers(): void {
    this.others.observe(this.layer.element, { subtree: true, childList: true, characterData: true });
  }

  show(json: string, pictures: ImageBitmap[]): Frame {
    const frame = JSON.parse(json) as Frame;
    const followed = this.followedScrollers();
    this.looks.add(frame);
    if (this.others.takeRecords().length > 0) this.events.changedByOthers();
    this.others.disconnect();
    const moves = this.flows && this.height !== 0 && this.height !== frame.height;
    this.height = frame.height;
    anchored(moves ? blockInSight(this.layer.element) : null, () => {
      this.layer.apply(frame.patch);
      this.element.style.height = `${frame.height}px`;
    });
    this.element.classList.toggle('css', !frame.paints);
    for (const [layer, column, row] of frame.drops) this.spare.push(...this.takeTile(`${layer}/${column}/${row}`));
    frame.tiles.forEach((tile, i) => {
      const picture = pictures[i];
      if (picture) this.showTile(tile, picture);
    });
    for (const canvas of this.spare.splice(0)) canvas.remove();
    for (const scroller of followed) scroller.scrollTop = scroller.scrollHeight;
    if (frame.paints) this.uncover(frame);
    this.revision = frame.revision;
    // What came until here was our own; scrollers have their tiles inside the layer.
    this.watchOthers();
    return frame;
  }

  stop(): void {
    this.others.disconnect();
  }

  /** Text is set by the browser, with the core's boxes as no more than a start. */
  set natural(on: boolean) {
    this.element.classList.toggle('natural', on);
  }

  dropAllTiles(): void {
    for (const canvas of this.tiles.values()) canvas.remove();
    this.tiles.clear();
    this.element.classList.add('css');
    this.others.takeRecords();
  }

  private showTile([layer, column, row, x, y, width, height]: Frame['tiles'][number], picture: ImageBitmap): void {
    const container = this.layer.scrollers.get(layer)?.pixels ?? this.pixels;
    const key = `${layer}/${column}/${row}`;
    let canvas = this.tiles.get(key);
    if (!canvas || canvas.parentElement !== container) {
      canvas?.remove();
      canvas = this.spare.pop() ?? document.createElement('canvas');
      if (canvas.parentElement !== container) container.append(canvas);
      this.tiles.set(key, canvas);
    }
    canvas.style.left = `${x}px`;
    canvas.style.top = `${y}px`;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    // Set to what it is, it is emptied first.
    if (canvas.width !== picture.width) canvas.width = picture.width;
    if (canvas.height !== picture.height) canvas.height = picture.height;
    canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
  }

  /** The root's picture and those of scrollers that have one or had one; tiles lie below each other without gaps. */
  private uncover(frame: Frame): void {
    const without = (): Rows => ({ top: Number.POSITIVE_INFINITY, bottom: 0 });
    const layers = new Map<Element, Rows>([[this.pixels, { top: frame.height, bottom: 0 }]]);
    for (const pixels of [...this.painted.keys(), ...this.layer.newScrollers.splice(0)]) layers.set(pixels, without());
    for (const canvas of this.tiles.values()) {
      const pixels = canvas.parentElement;
      if (!pixels) continue;
      const rows = layers.get(pixels) ?? without();
      layers.set(pixels, rows);
      const top = Number.parseFloat(canvas.style.top);
      rows.top = Math.min(rows.top, top);
      rows.bottom = Math.max(rows.bottom, top + Number.parseFloat(canvas.style.height));
    }
    this.painted = layers;
    for (const [pixels, rows] of layers) {
      this.uncoverLayer(pixels);
      const isShown = rows.bottom > 0 || isTranscript(pixels.parentElement);
      if (!isShown || !pixels.isConnected) layers.delete(pixels);
    }
  }

  /** Of a transcript only what is near: the rest is looked at when the reader scrolls there, and costs nothing until then. */
  private uncoverLayer(pixels: Element): void {
    const rows = this.painted.get(pixels);
    const scroller = pixels.parentElement;
    const content = pixels === this.pixels ? this.layer.element.firstElementChild : scroller;
    if (rows && content) this.layer.uncover(content, 0, rows, isTranscript(scroller) ? near(scroller) : everywhere);
  }

  private takeTile(key: string): HTMLCanvasElement[] {
    const canvas = this.tiles.get(key);
    this.tiles.delete(key);
    return canvas ? [canvas] : [];
  }

  /** A transcript follows its end only while the reader is there. */
  private followedScrollers(): HTMLElement[] {
    return [...this.layer.scrollers.values()]
      .map(({ element }) => element)
      .filter((element) => isTranscript(element) && isAtEnd(element));
  }
}

function isTranscript(element: Element | null): element is HTMLElement {
  return element?.role === 'log';
}

/** What is seen of a scroller, and as much before and behind it. */
function near({ scrollTop, clientHeight }: HTMLElement): Rows {
  return { top: scrollTop - clientHeight, bottom: scrollTop + 2 * clientHeight };
}

/** With the tolerance of a reader who has almost scrolled there, CSS pixels. */
export function isAtEnd({ scrollTop, clientHeight, scrollHeight }: HTMLElement): boolean {
  return scrollTop + clientHeight >= scrollHeight - 8;
}
