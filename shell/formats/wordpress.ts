// Posts of WordPress's REST API (wp/v2/posts?_embed): one, or an array of them.

import { absolute, ownAddress } from './addresses.js';
import {
  type Article,
  authorOf,
  type Item,
  labelsOf,
  type Picture,
  pictureBeside,
  shortened,
  titleFrom,
} from './article.js';
import type { Job } from './formats.js';
import { bodyOf } from './html_body.js';
import { isObject, Members } from './members.js';
import { textOfHtml } from './plain_text.js';
import { withoutShortcodes } from './shortcodes.js';

export function isWordPress(json: unknown): boolean {
  const post = Array.isArray(json) ? json[0] : json;
  return isObject(post) && [post.content, post.title].some((part) => isObject(part) && 'rendered' in part);
}

export async function postsFrom(json: unknown, job: Job): Promise<Item[]> {
  const posts = Array.isArray(json) ? json.map((post, i) => Members.of(post, `[${i}]`)) : [Members.of(json, '')];
  return job.eachAtLeisure(posts, (post) => postFrom(post, job));
}

function postFrom(post: Members, job: Job): Item {
  const url = ownAddress(post.text('link'), job.src);
  const content = post.object('content');
  if (!content) throw post.missing('content');
  const body = bodyOf(withoutShortcodes(content.text('rendered')), url || job.src, job.parse);
  const excerpt = excerptOf(post, job);
  const embedded = post.objectIfAny('_embedded');
  const picture = embedded && pictureOf(embedded, url || job.src, job);
  const membersOnly = content.find('protected') === true;
  // WordPress cuts an excerpt from the body where nobody has written one.
  const isCut = body.text.startsWith(excerpt.replace(/…$/, ''));
  const article: Article = {
    id: post.id('id'),
    url,
    title: titleFrom(textOfHtml(post.object('title')?.text('rendered') ?? '', job.parse), body.text, url),
    dek: isCut ? '' : excerpt,
    body: body.events,
    labels: embedded ? labelsOf(termsOf(embedded).map((term) => textOfHtml(term, job.parse))) : [],
    published: dateOf(post),
    image: pictureBeside(body, picture),
    author: embedded && authorFrom(embedded, job),
    members_only: membersOnly,
  };
  return { article, summary: shortened(excerpt || body.text), thumbnail: picture?.src || body.firstPicture };
}

/** In the site's own time without saying which that is, and in universal time without the letter that says so. */
function dateOf(post: Members): string {
  const universal = post.text('date_gmt');
  if (!universal) return post.text('date');
  return /[zZ]|[+-]\d\d:?\d\d$/.test(universal) ? universal : `${universal}Z`;
}

/** Without the links that themes put behind it. */
function excerptOf(post: Members, job: Job): string {
  const html = post.objectIfAny('excerpt')?.textIfAny('rendered') ?? '';
  const { body } = job.parse(withoutShortcodes(html));
  for (const link of body.querySelectorAll('a.more-link, a[class*="read-more"], script, style')) link.remove();
  return (body.textContent ?? '')
    .replace(/\s+/g, ' ')
    .replace(/\s*(\[…\]|\[\.\.\.\]|…)\s*$/, '…')
    .trim();
}

function pictureOf(embedded: Members, base: string, job: Job): Picture | undefined {
  const media = embedded.objectsIfAny('wp:featuredmedia')[0];
  const details = media?.objectIfAny('media_details');
  const src = absolute(media?.textIfAny('source_url') ?? '', base);
  if (!media || !src) return undefined;
  return {
    src,
    alt: media.textIfAny('alt_text'),
    caption: textOfHtml(media.objectIfAny('caption')?.textIfAny('rendered') ?? '', job.parse),
    width: details?.count('width') || undefined,
    height: details?.count('height') || undefined,
  };
}

/** Categories before tags, as they come. */
function termsOf(embedded: Members): string[] {
  const groups = embedded.find('wp:term');
  const terms = Array.isArray(groups) ? groups.flat().filter(isObject) : [];
  return terms
    .map((term) => new Members(term))
    .map((term) => term.textIfAny('name'))
    .filter((name) => name !== 'Uncategorized');
}

function authorFrom(embedded: Members, job: Job): Article['author'] {
  return authorOf(
    embedded.objectsIfAny('author').map((author) => ({
      name: textOfHtml(author.textIfAny('name'), job.parse),
      bio: textOfHtml(author.textIfAny('description'), job.parse),
      url: author.textIfAny('link'),
    })),
  );
}
