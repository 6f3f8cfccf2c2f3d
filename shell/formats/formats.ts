// Articles in other formats than ours: loaded when one comes (shell/conversions.ts). Here on the page is the browser's HTML
// parser; what comes out is our own article, which the core reads and judges like any other (src/model/article_json.h).

import { feedOf, type Item, type Publication } from './article.js';
import * as ghost from './ghost.js';
import { bodyOf, type ParseHtml } from './html_body.js';
import { feedFrom, isJsonFeed } from './json_feed.js';
import * as jsonLd from './json_ld.js';
import { FormatError } from './members.js';
import * as wordPress from './wordpress.js';

export interface Conversion {
  /** The element's attribute, or "html": a body alone. */
  format: string;
  /** Where it came from: what relative addresses are resolved against. */
  src: string;
  text: string;
}

/** What each format needs for its work. */
export interface Job {
  src: string;
  parse: ParseHtml;
  /** One by one, with pauses in which the page can go on. */
  eachAtLeisure<From, To>(all: From[], make: (one: From) => To): Promise<To[]>;
}

/** The article or feed as the core reads it; "" where the format is unknown. */
export async function convert({ format, src, text }: Conversion, parse: ParseHtml): Promise<string> {
  try {
    const job = { src, parse: (html: string) => parse(withoutInlineCode(html)), eachAtLeisure };
    const publication = format === 'html' ? bodyAlone(text, job) : await publicationFrom(JSON.parse(text), format, job);
    return publication ? JSON.stringify(publication) : '';
  } catch (error) {
    const { code, message } = error instanceof FormatError ? error : { code: 'not-converted', message: String(error) };
    return JSON.stringify({ error: { code, message } });
  }
}

/** Under a strict policy browsers report each style and handler of the parsed text, though none of them is ever applied. */
function withoutInlineCode(html: string): string {
  return html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s"'])(style|on[a-z]+)(\s*=)/gi, '$1data-$2$3'));
}

/** Of an article of ours: links to places in it stay what they are. */
function bodyAlone(html: string, { src, parse }: Job): { title: string; body: string[] } {
  const { events } = bodyOf(closingWhatSwallows(html), src, parse);
  const inside = `Ahref ${src}#`;
  return {
    title: 'html',
    body: events.map((event) => (event.startsWith(inside) ? `Ahref #${event.slice(inside.length)}` : event)),
  };
}

/** What is left open of these would hide the rest of an article; of others the parser makes the best. */
const swallowing =
  /<(script|style|textarea|title|xmp|iframe|noembed|noframes|noscript|template|select|button|form|dialog|canvas|svg|math|object|video|audio|map)\b[^<>]*>/gi;

function closingWhatSwallows(html: string): string {
  const lastEnds = new Map(Array.from(html.matchAll(/<\/([a-z]+)/gi), (end) => [end[1]?.toLowerCase(), end.index]));
  const isClosed = (name: string, at: number) => (lastEnds.get(name.toLowerCase()) ?? 0) > at;
  return html
    .replace(swallowing, (tag, name: string, at: number) => (isClosed(name, at) ? tag : `${tag}</${name}>`))
    .replace(/<plaintext\b/gi, '<p');
}

function recognised(json: unknown): string {
  if (isJsonFeed(json)) return 'json-feed';
  if (wordPress.isWordPress(json)) return 'wordpress';
  if (ghost.isGhost(json)) return 'ghost';
  return jsonLd.isJsonLd(json) ? 'json-ld' : '';
}

async function publicationFrom(json: unknown, format: string, job: Job): Promise<Publication | null> {
  switch (format === 'auto' ? recognised(json) : format) {
    case 'json-feed':
      return await feedFrom(json, job);
    case 'wordpress':
      return oneOrMany(await wordPress.postsFrom(json, job));
    case 'ghost':
      return oneOrMany(await ghost.postsFrom(json, job));
    case 'json-ld':
      return oneOrMany(await jsonLd.articlesFrom(json, job));
    default:
      return null;
  }
}

/** Their replies to a question for one post are lists too. */
function oneOrMany(items: Item[]): Publication {
  const [only] = items;
  return items.length === 1 && only ? only.article : feedOf('', items);
}

/** Work without a pause, ms: a frame's half. */
const longestWork = 8;

async function eachAtLeisure<From, To>(all: From[], make: (one: From) => To): Promise<To[]> {
  const made: To[] = [];
  let began = performance.now();
  for (const one of all) {
    if (performance.now() - began > longestWork) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      began = performance.now();
    }
    made.push(make(one));
  }
  return made;
}
