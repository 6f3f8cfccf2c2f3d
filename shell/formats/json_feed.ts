// JSON Feed 1.1, and 1.0 with its single author: https://www.jsonfeed.org/version/1.1/

import { absolute, ownAddress } from './addresses.js';
import {
  type Article,
  authorOf,
  feedOf,
  type Item,
  labelsOf,
  type Publication,
  pictureBeside,
  shortened,
  titleFrom,
} from './article.js';
import type { Job } from './formats.js';
import { type Body, bodyOf } from './html_body.js';
import { isObject, Members } from './members.js';
import { paragraphsOf, withoutEntities } from './plain_text.js';

export function isJsonFeed(json: unknown): boolean {
  if (!isObject(json)) return false;
  return /^https?:\/\/(www\.)?jsonfeed\.org\/version\//.test(String(json.version)) && json.items !== undefined;
}

export async function feedFrom(json: unknown, job: Job): Promise<Publication> {
  const feed = Members.of(json, '');
  if (feed.find('items') === undefined) throw feed.missing('items');
  const home = ownAddress(feed.textIfAny('home_page_url'), job.src) || job.src;
  const items = await job.eachAtLeisure(feed.objects('items').filter(hasIdentity), (item) =>
    itemFrom(item, feed, home, job),
  );
  const next = ownAddress(feed.textIfAny('next_url'), job.src);
  return feedOf(withoutEntities(feed.text('title'), job.parse), items, next);
}

/** What has none must be left out, says the specification; an address serves as one. */
function hasIdentity(item: Members): boolean {
  return item.id('id') !== '' || item.text('url') !== '';
}

function itemFrom(item: Members, feed: Members, home: string, job: Job): Item {
  const url = ownAddress(item.text('url') || item.textIfAny('external_url'), home);
  const html = item.text('content_html');
  const base = url || home;
  const plain = withoutEntities(item.text('content_text'), job.parse);
  const body: Body = html
    ? bodyOf(html, base, job.parse)
    : { events: paragraphsOf(plain), text: plain.replace(/\s+/g, ' '), firstPicture: '' };
  const summary = withoutEntities(item.text('summary'), job.parse);
  const picture = absolute(item.textIfAny('banner_image') || item.textIfAny('image'), base);
  const article: Article = {
    id: item.id('id') || item.text('url'),
    url,
    lang: item.textIfAny('language') || feed.textIfAny('language'),
    title: titleFrom(withoutEntities(item.text('title'), job.parse), summary, body.text, url),
    dek: summary && !body.text.startsWith(summary) ? summary : '',
    body: body.events,
    labels: labelsOf(item.list('tags').filter((tag) => typeof tag === 'string')),
    published: item.text('date_published'),
    image: pictureBeside(body, picture ? { src: picture } : undefined),
    author: authorOf(authorsOf(item).length > 0 ? authorsOf(item) : authorsOf(feed)),
  };
  return {
    article,
    summary: shortened(summary || (article.title === body.text ? '' : body.text)),
    thumbnail: absolute(item.textIfAny('image') || item.textIfAny('banner_image'), base) || body.firstPicture,
  };
}

/** Some give one where there should be a list; 1.0 had one. */
function authorsOf(owner: Members): { name: string; url: string }[] {
  const authors = owner.find('authors') ? owner.objectsIfAny('authors') : owner.objectsIfAny('author');
  return authors.map((author) => ({ name: author.textIfAny('name'), url: author.textIfAny('url') }));
}
