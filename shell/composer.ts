// The text field: a real one, so input methods, spell checking, dictation and undo are the browser's. This adds only
// what a chat needs: Enter sends, and the field grows with its text.

const mostLines = 6;

export class Composer {
  private field: HTMLTextAreaElement | null = null;
  private focusWanted = false;
  /** Text that came before the field did. */
  private pending = '';

  constructor(
    private readonly events: {
      /** `height` is that of the text, up to six lines, in CSS pixels. */
      typed(text: string, height: number): void;
      submit(text: string): void;
    },
  ) {}

  attach(field: HTMLTextAreaElement): void {
    this.field = field;
    field.value = this.pending;
    if (this.pending) queueMicrotask(() => this.tell());
    field.addEventListener('input', () => this.tell());
    field.addEventListener('keydown', (event) => this.keyPressed(event));
    // The browser places it in the next layout: focus before that would scroll to nowhere.
    if (this.focusWanted) queueMicrotask(() => this.focus());
  }

  get text(): string {
    return this.field?.value ?? this.pending;
  }

  focus(): void {
    this.focusWanted = this.field === null;
    this.field?.focus({ preventScroll: true });
  }

  submit(): void {
    const { text } = this;
    if (text.trim() !== '') this.events.submit(text);
    this.focus();
  }

  /** What has been taken leaves the field; what the reader has typed behind it since stays. */
  letGo(text: string): void {
    if (!this.field?.value.startsWith(text)) return;
    this.field.value = this.field.value.slice(text.length);
    this.tell();
  }

  /** Gives text back that could not be sent or was saved; never over what the reader has typed since. */
  restore(text: string): void {
    if (!this.field) {
      this.pending = text;
      return;
    }
    if (this.field.value.trim() !== '') return;
    this.field.value = text;
    this.tell();
  }

  /** Behind what stands there. */
  add(text: string): void {
    const before = this.text.trimEnd();
    const whole = before ? `${before}\n${text}` : text;
    if (!this.field) {
      this.pending = whole;
      return;
    }
    this.field.value = whole;
    this.tell();
  }

  private keyPressed(event: KeyboardEvent): void {
    // Safari reports the Enter that ends a composition with this key code and no isComposing.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    this.submit();
  }

  private tell(): void {
    if (this.field) this.events.typed(this.field.value, this.textHeight(this.field));
  }

  private textHeight(field: HTMLTextAreaElement): number {
    const { height } = field.style;
    field.style.height = '0';
    const needed = field.scrollHeight;
    field.style.height = height;
    return Math.min(needed, mostLines * Number.parseFloat(getComputedStyle(field).lineHeight));
  }
}
