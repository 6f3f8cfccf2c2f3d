// Ghost's Content API: {"posts": […]}, also where one post was asked for. Authors and tags are there with ?include=…

import { absolute, ownAddress } from './addresses.js';
import { type Article, authorOf, type Item, labelsOf, pictureBeside, shortened, titleFrom } from './article.js';
import type { Job } from './formats.js';
import { bodyOf } from './html_body.js';
import { isObject, Members } from './members.js';
import { textOfHtml, withoutEntities } from './plain_text.js';

export function isGhost(json: unknown): boolean {
  return isObject(json) && (Array.isArray(json.posts) || Array.isArray(json.pages));
}

export async function postsFrom(json: unknown, job: Job): Promise<Item[]> {
  const reply = Members.of(json, '');
  const name = reply.find('pages') ? 'pages' : 'posts';
  if (reply.find(name) === undefined) throw reply.missing(name);
  return job.eachAtLeisure(reply.objects(name), (post) => postFrom(post, job));
}

function postFrom(post: Members, job: Job): Item {
  const url = ownAddress(post.text('url'), job.src);
  const base = url || job.src;
  const html = post.text('html');
  const excerpt = withoutEntities(post.text('custom_excerpt') || post.text('excerpt'), job.parse).trim();
  // Without access there is no body, or its beginning.
  const membersOnly = post.find('access') === false || (!html && isForMembers(post));
  if (!html && !membersOnly && !post.find('plaintext')) throw post.missing('html');
  const body = bodyOf(html || paragraphed(post.text('plaintext') || (membersOnly ? excerpt : '')), base, job.parse);
  const picture = absolute(post.text('feature_image'), base);
  const tags = post.objectsIfAny('tags').length > 0 ? post.objectsIfAny('tags') : post.objectsIfAny('primary_tag');
  const authors =
    post.objectsIfAny('authors').length > 0 ? post.objectsIfAny('authors') : post.objectsIfAny('primary_author');
  const article: Article = {
    id: post.id('id'),
    url,
    lang: post.textIfAny('locale'),
    title: titleFrom(withoutEntities(post.text('title'), job.parse), body.text, url),
    dek: post.textIfAny('custom_excerpt') && !body.text.startsWith(excerpt) ? excerpt : '',
    body: body.events,
    // Names that begin with # are the editors' own.
    labels: labelsOf(tags.map((tag) => tag.textIfAny('name')).filter((name) => !name.startsWith('#'))),
    published: post.text('published_at'),
    image: pictureBeside(
      body,
      picture
        ? {
            src: picture,
            alt: post.textIfAny('feature_image_alt'),
            caption: textOfHtml(post.textIfAny('feature_image_caption'), job.parse),
          }
        : undefined,
    ),
    author: authorOf(
      authors.map((author) => ({
        name: author.textIfAny('name'),
        bio: author.textIfAny('bio'),
        url: author.textIfAny('url'),
      })),
    ),
    members_only: membersOnly,
  };
  return { article, summary: shortened(excerpt || body.text), thumbnail: picture || body.firstPicture };
}

function isForMembers(post: Members): boolean {
  return !['', 'public'].includes(post.textIfAny('visibility'));
}

function paragraphed(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return escaped
    .split(/\n\s*\n/)
    .map((part) => `<p>${part}</p>`)
    .join('');
}
