// What stands in an article but lives elsewhere: films, posts, maps. It becomes a card that leads there.

import { absolute, hostOf } from './addresses.js';
import { shortened } from './article.js';

export interface Card {
  href: string;
  title: string;
}

const players = 'iframe, video, audio, embed, object, amp-youtube';
const posts =
  'blockquote:is(.twitter-tweet, .twitter-video, .instagram-media, .tiktok-embed, .bluesky-embed, .mastodon-embed, .reddit-embed-bq, .wp-embedded-content)';
const bookmarks = 'a.kg-bookmark-container';

export function isEmbed(element: Element): boolean {
  return element.matches(`${players}, ${posts}, ${bookmarks}`);
}

/** Null for what shows nothing: counters, frames without an address. */
export function cardFor(element: Element, base: string): Card | null {
  const href = pageFor(absolute(addressOf(element), base));
  if (!/^https?:/.test(href) || isCounter(element)) return null;
  const title = shortened(titleOf(element).replace(/\s+/g, ' ').trim(), 160);
  return { href, title: title || nameOf(href) };
}

function addressOf(element: Element): string {
  const attribute = (...names: string[]) => names.map((name) => element.getAttribute(name)).find(Boolean) ?? '';
  if (element.matches('a')) return attribute('href');
  if (element.matches('amp-youtube')) return `https://www.youtube.com/watch?v=${attribute('data-videoid')}`;
  if (!element.matches('blockquote'))
    return attribute('data-src', 'data-lazy-src', 'src', 'data') || sourceOf(element.querySelector('source, embed'));
  const links = element.querySelectorAll('a[href]');
  const link = element.matches('.wp-embedded-content') ? links[0] : links[links.length - 1];
  return attribute('data-instgrm-permalink', 'data-bluesky-uri', 'cite') || (link?.getAttribute('href') ?? '');
}

function sourceOf(element: Element | null): string {
  return element?.getAttribute('src') ?? '';
}

function titleOf(element: Element): string {
  const said = element.getAttribute('title') || element.getAttribute('aria-label');
  if (said) return said;
  if (element.matches('blockquote')) return element.querySelector('p')?.textContent || (element.textContent ?? '');
  return element.querySelector('.kg-bookmark-title, a')?.textContent ?? '';
}

function isCounter(element: Element): boolean {
  const side = (name: string) => Number.parseFloat(element.getAttribute(name) ?? '') <= 1;
  return side('width') || side('height') || element.hasAttribute('hidden');
}

/** A player's address is for frames; readers go to the page that it plays from. */
function pageFor(address: string): string {
  const film = /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]{6,})/.exec(address)?.[1];
  if (film && film !== 'videoseries') return `https://www.youtube.com/watch?v=${film}`;
  return address
    .replace(/^https?:\/\/player\.vimeo\.com\/video\/(\d+).*/, 'https://vimeo.com/$1')
    .replace(/^(https?:\/\/open\.spotify\.com\/)embed\//, '$1')
    .replace(/^at:\/\/([^/]+)\/app\.bsky\.feed\.post\//, 'https://bsky.app/profile/$1/post/');
}

/** "video.example/films/tide", for want of a title. */
function nameOf(address: string): string {
  const { pathname } = new URL(address);
  return hostOf(address) + (pathname === '/' ? '' : pathname);
}
