// Texts that are no bodies: titles, summaries, captions, and bodies without markup.

import type { ParseHtml } from './html_body.js';

/** What HTML says, on one line. */
export function textOfHtml(html: string, parse: ParseHtml): string {
  const text = /[<&]/.test(html) ? (parse(html).body.textContent ?? '') : html;
  return text.replace(/\s+/g, ' ').trim();
}

/** Plain text in which somebody has left entities: nobody writes `&#8217;` and means it. */
export function withoutEntities(text: string, parse: ParseHtml): string {
  if (!/&(#\d+|#x[\da-f]+|amp|quot|apos|nbsp|[lr][sd]quo|hellip|[mn]dash);/i.test(text)) return text;
  return parse(text.replaceAll('<', '&lt;')).body.textContent ?? '';
}

/** Paragraphs are parted by empty lines, or, where there are none, by line ends. */
export function paragraphsOf(text: string): string[] {
  const whole = text.replace(/\r\n?/g, '\n').trim();
  const parts = whole.split(/\n\s*\n/.test(whole) ? /\n\s*\n/ : /\n/);
  return parts.filter((part) => part.trim()).flatMap((part) => ['(p', ...linesOf(part), ')']);
}

function linesOf(paragraph: string): string[] {
  return paragraph.split('\n').flatMap((line, i) => (i === 0 ? [`-${line.trim()}`] : ['(br', ')', `-${line.trim()}`]));
}
