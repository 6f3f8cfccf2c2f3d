// The text field: a real one, so input methods, spell checking, dictation and undo are the browser's. This adds only
// what a chat needs: Enter sends, and the field grows with its text. It is one and the same from the panel's first
// moment on, wherever it is put.

const mostLines = 6;

export class Composer {
  readonly field = document.createElement('textarea');
  private focusWanted = false;

  constructor(
    private readonly events: {
      /** `height` is that of the text, up to six lines, in CSS pixels. */
      typed(text: string, height: number): void;
      submit(text: string): void;
    },
  ) {
    this.field.addEventListener('input', () => this.tell());
    this.field.addEventListener('keydown', (event) => this.keyPressed(event));
  }

  get text(): string {
    return this.field.value;
  }

  focus(): void {
    this.focusWanted = !this.field.isConnected;
    this.field.focus({ preventScroll: true });
  }

  /** The field has come into the document. */
  placed(): void {
    // The browser places it in the next layout: focus before that would scroll to nowhere.
    if (this.focusWanted) queueMicrotask(() => this.focus());
  }

  submit(): void {
    const { text } = this;
    if (text.trim() !== '') this.events.submit(text);
    this.focus();
  }

  /** What has been taken leaves the field; what the reader has typed behind it since stays. */
  letGo(text: string): void {
    if (!this.text.startsWith(text)) return;
    this.field.value = this.text.slice(text.length).replace(/^\n/, '');
    this.tell();
  }

  /** Gives text back that could not be sent; never over what the reader has typed since. */
  restore(text: string): void {
    if (this.text.trim() !== '') return;
    this.field.value = text;
    this.tell();
  }

  /** What was typed in an earlier life of the page goes behind what the reader has typed by now; the cursor stays. */
  keep(text: string): void {
    if (text.trim() === '' || this.text.includes(text)) return;
    const { length } = this.text;
    if (length === 0) return this.restore(text);
    this.field.setRangeText(`\n${text}`, length, length, 'preserve');
    this.tell();
  }

  /** Behind what stands there. */
  add(text: string): void {
    const before = this.text.trimEnd();
    this.field.value = before ? `${before}\n${text}` : text;
    this.tell();
  }

  tell(): void {
    this.events.typed(this.text, this.textHeight());
  }

  private keyPressed(event: KeyboardEvent): void {
    // Safari reports the Enter that ends a composition with this key code and no isComposing.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    this.submit();
  }

  private textHeight(): number {
    const { field } = this;
    const { height } = field.style;
    field.style.height = '0';
    const needed = field.scrollHeight;
    field.style.height = height;
    return Math.min(needed, mostLines * Number.parseFloat(getComputedStyle(field).lineHeight));
  }
}
