// Fonts, colours and looks that the core numbered, as classes: f3 a font, i2 an ink, k5 a look. The CSS painter paints
// with the same looks that the core paints with.

import type { Frame, Look } from './messages.js';
import { inkNames } from './styles.js';

export class Looks {
  readonly sheet = new CSSStyleSheet();
  private count = 0;

  constructor() {
    inkNames.forEach((name, i) => {
      this.sheet.insertRule(`.i${i + 1} { color: var(--_${name}); }`);
    });
  }

  /** Before the patch of the same frame is applied, which uses them. */
  add(frame: Frame): void {
    for (const [id, css] of frame.fonts) this.sheet.insertRule(`.f${id}.f${id} { font: ${css.split('|')[0]}; }`);
    for (const look of frame.looks) this.addLook(this.count++, look);
  }

  private addLook(index: number, [fill, stroke, strokeWidth, radius, bar, barWidth, rule]: Look): void {
    this.sheet.insertRule(
      `.k${index}.k${index} { border-radius: ${radius < 4 ? `${radius}px` : `calc(${radius}px * var(--_roundness, 1))`}; }`,
    );
    const shadows = [
      stroke > 0 ? `inset 0 0 0 ${strokeWidth}px ${ink(stroke)}` : '',
      bar > 0 ? `inset ${barWidth}px 0 0 ${ink(bar)}` : '',
      rule > 0 ? `inset 0 -1px 0 ${ink(rule)}` : '',
    ].filter(Boolean);
    const paint = [
      fill > 0 ? `--look-fill: ${ink(fill)}; background-color: ${ink(fill)};` : '--look-fill: transparent;',
      shadows.length > 0 ? `box-shadow: ${shadows.join(', ')};` : '',
    ].join(' ');
    this.sheet.insertRule(`:is(.surface.css, .bare) .k${index}, .bare.k${index} { ${paint} }`);
    this.sheet.insertRule(`@media print { .k${index} { ${paint} } }`);
  }
}

function ink(number: number): string {
  return `var(--_${inkNames[number - 1] ?? 'text'})`;
}
