// WordPress shortcodes that were left as text: [caption]<img> What is seen[/caption]. Those that say something become the
// HTML that they stand for; others go only where they are surely none of the author's words.

interface Shortcode {
  name: string;
  closes: boolean;
  attributes: string;
  begin: number;
  end: number;
}

/** In code they are an example of themselves. */
const code = /(<(?:pre|code)\b[\s\S]*?<\/(?:pre|code)>)/i;

export function withoutShortcodes(html: string): string {
  if (!html.includes('[')) return html;
  return html
    .split(code)
    .map((part, i) => (i % 2 === 0 ? replaced(part) : part))
    .join('');
}

function shortcodesIn(html: string): Shortcode[] {
  return Array.from(html.matchAll(/\[(\/?)([a-z][\w-]*)(\s[^[\]]*)?\/?\]/gi), (match) => ({
    name: (match[2] ?? '').toLowerCase(),
    closes: match[1] === '/',
    attributes: match[3] ?? '',
    begin: match.index,
    end: match.index + match[0].length,
  }));
}

function replaced(html: string): string {
  const all = shortcodesIn(html);
  const closed = new Set(all.filter(({ closes }) => closes).map(({ name }) => name));
  let result = '';
  let at = 0;
  all.forEach((shortcode, i) => {
    if (shortcode.begin < at) return;
    const { name, closes, attributes, begin, end } = shortcode;
    const next = all[i + 1];
    const closing = next?.closes && next.name === name ? next : undefined;
    const meaning = closes ? null : meaningOf(name, attributes, closing ? html.slice(end, closing.begin) : '');
    const isSure = closes || closed.has(name) || /\w=["'\d\u201c\u201d\u2033&]/.test(attributes) || name === 'gallery';
    if (meaning === null && !isSure) return;
    result += html.slice(at, begin) + (meaning ?? '');
    at = meaning !== null && closing ? closing.end : end;
  });
  return result + html.slice(at);
}

/** Null for one that is not known. */
function meaningOf(name: string, attributes: string, content: string): string | null {
  switch (name) {
    case 'caption':
    case 'wp_caption':
      return content.trim() ? figureFrom(content, attributes) : null;
    case 'embed':
      return player('iframe', content.trim() || attribute(attributes, 'src'));
    case 'video':
      return player('video', attribute(attributes, 'src') || attribute(attributes, 'mp4'));
    case 'audio':
      return player('audio', attribute(attributes, 'src') || attribute(attributes, 'mp3'));
    default:
      return null;
  }
}

function attribute(attributes: string, name: string): string {
  return new RegExp(`\\b${name}=["']([^"']*)["']`, 'i').exec(attributes)?.[1] ?? '';
}

function figureFrom(content: string, attributes: string): string {
  const [, picture = content, words = ''] =
    /^\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*<\/a>)?)([\s\S]*)$/i.exec(content) ?? [];
  return `<figure>${picture}<figcaption>${words.trim() || attribute(attributes, 'caption')}</figcaption></figure>`;
}

function player(element: string, address: string): string | null {
  const plain = address.replace(/<[^>]*>/g, '').replace(/"/g, '%22');
  return plain ? `<${element} src="${plain}"></${element}>` : null;
}
