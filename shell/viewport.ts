// Tells the core which part of a widget can be seen. The browser scrolls; all listeners are passive, and nothing runs
// while nothing moves.

export interface Visible {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Less than the overscan of the core's tiles, so that they are asked for well before they are seen. */
const step = 96;

export class Viewport {
  private told: Visible = { x: 0, y: 0, width: 0, height: 0 };
  private scheduled = false;
  private readonly observer: IntersectionObserver;

  constructor(
    private readonly element: HTMLElement,
    private readonly tell: (visible: Visible) => void,
  ) {
    this.observer = new IntersectionObserver(() => this.check(), { rootMargin: '200px' });
    this.observer.observe(element);
    // Scroll events do not bubble, but they can be captured: any scroller around the element is heard.
    document.addEventListener('scroll', this.schedule, { capture: true, passive: true });
    window.addEventListener('resize', this.schedule, { passive: true });
  }

  stop(): void {
    this.observer.disconnect();
    document.removeEventListener('scroll', this.schedule, { capture: true });
    window.removeEventListener('resize', this.schedule);
  }

  readonly schedule = (): void => {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      this.check();
    });
  };

  check(): void {
    const visible = visiblePart(this.element.getBoundingClientRect());
    if (isEmpty(visible) && isEmpty(this.told)) return;
    const near = Math.abs(visible.y - this.told.y) < step && Math.abs(visible.x - this.told.x) < step;
    const same = visible.width === this.told.width && Math.abs(visible.height - this.told.height) < step;
    if (near && same && isEmpty(visible) === isEmpty(this.told)) return;
    this.told = visible;
    this.tell(visible);
  }
}

function visiblePart(box: DOMRect): Visible {
  const left = Math.max(0, -box.left);
  const top = Math.max(0, -box.top);
  const width = Math.max(0, Math.min(box.width, window.innerWidth - box.left) - left);
  const height = Math.max(0, Math.min(box.height, window.innerHeight - box.top) - top);
  return { x: left, y: top, width, height };
}

function isEmpty(visible: Visible): boolean {
  return visible.width <= 0 || visible.height <= 0;
}
