/** A style sheet for shadow roots to adopt: no <style> element, so that no policy of the page's stands against it. */
export function sheetOf(text: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}
