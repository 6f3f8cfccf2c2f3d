// schema.org's articles as JSON-LD. Everything may be one or many, and a name or an object with a name.

import { absolute, ownAddress } from './addresses.js';
import { type Article, authorOf, type Item, labelsOf, type Picture, shortened, titleFrom } from './article.js';
import type { Job } from './formats.js';
import { bodyOf } from './html_body.js';
import { FormatError, isObject, type JsonObject, Members } from './members.js';
import { paragraphsOf, withoutEntities } from './plain_text.js';

/** NewsArticle, TechArticle, …; not "ArticleList". */
const articleType = /^(?:https?:\/\/schema\.org\/|schema:)?(?:\w*Article|\w*Posting|\w*NewsArticle|Report|Review)$/;

export function isJsonLd(json: unknown): boolean {
  const first = Array.isArray(json) ? json[0] : json;
  return isObject(first) && ['@type', '@graph', '@context'].some((name) => name in first);
}

export async function articlesFrom(json: unknown, job: Job): Promise<Item[]> {
  const nodes = nodesOf(json);
  const found = nodes.filter((node) => typesOf(node).some((type) => articleType.test(type)));
  if (found.length === 0) {
    const types = nodes.flatMap(typesOf).slice(0, 5).join(', ') || 'none';
    throw new FormatError('member-missing', `no "@type" is an article's; what is there: ${types}`);
  }
  const known = new Map(nodes.map((node) => [node['@id'], node]));
  const whole = found.filter((node) => bodyTextOf(node) !== '');
  return job.eachAtLeisure(whole.length > 0 ? whole : found.slice(0, 1), (node) => articleFrom(node, known, job));
}

type Known = Map<unknown, JsonObject>;

function nodesOf(json: unknown, depth = 0): JsonObject[] {
  if (Array.isArray(json)) return json.flatMap((entry) => nodesOf(entry, depth + 1));
  if (!isObject(json) || depth > 8) return [];
  const inner = ['@graph', 'mainEntity', 'itemListElement', 'item', 'blogPost'].map((name) => json[name]);
  return [
    json,
    ...inner.flatMap((value) => (isObject(value) || Array.isArray(value) ? nodesOf(value, depth + 1) : [])),
  ];
}

function typesOf(node: JsonObject): string[] {
  return many(node['@type']).filter((type): type is string => typeof type === 'string');
}

function many(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

/** The text of one of many, whether it stands there or is named so. */
function textOf(value: unknown, name = 'name'): string {
  for (const one of many(value)) {
    if (typeof one === 'string') return one;
    const inner = isObject(one) ? (one[name] ?? one['@value']) : undefined;
    if (typeof inner === 'string') return inner;
  }
  return '';
}

function bodyTextOf(node: JsonObject): string {
  return textOf(node.articleBody) || textOf(node.text);
}

function articleFrom(node: JsonObject, known: Known, job: Job): Item {
  const members = new Members(node);
  const plain = (value: unknown, name?: string) => withoutEntities(textOf(value, name), job.parse).trim();
  const url = ownAddress(
    textOf(node.url, '@id') || textOf(node.mainEntityOfPage, '@id') || textOf(node['@id']),
    job.src,
  );
  const membersOnly = many(node.isAccessibleForFree).some((free) =>
    /^(https?:\/\/schema\.org\/)?false$/i.test(String(free)),
  );
  const description = plain(node.description) || plain(node.abstract);
  const written = bodyTextOf(node) || (membersOnly ? description : '');
  if (!written) throw members.missing('articleBody');
  const events = bodyEvents(written, url || job.src, job);
  const words = written
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const image = pictureFrom(node.image ?? node.thumbnailUrl, known, url || job.src);
  const article: Article = {
    id: textOf(node['@id']) || textOf(node.identifier, 'value') || url,
    url,
    lang: textOf(node.inLanguage, 'alternateName'),
    title: titleFrom(plain(node.headline) || plain(node.name) || plain(node.alternativeHeadline), description, words),
    dek: written === description || words.startsWith(description) ? '' : description,
    body: events,
    labels: labelsOf([...many(node.articleSection).map((one) => plain(one))]),
    published: textOf(node.datePublished, '@value') || textOf(node.dateCreated, '@value'),
    word_count: members.count('wordCount'),
    views: viewsOf(node),
    image: image && { ...image, caption: withoutEntities(image.caption ?? '', job.parse) },
    author: authorOf(
      (many(node.author).length > 0 ? many(node.author) : many(node.creator)).map((one) => authorFrom(one, known, job)),
    ),
    members_only: membersOnly,
  };
  return { article, summary: shortened(description || words), thumbnail: image?.src ?? '' };
}

/** Plain text, says the vocabulary; some write HTML all the same. */
function bodyEvents(written: string, base: string, job: Job): string[] {
  if (/<(p|div|h[1-6]|ul|br)\b[^>]*>/i.test(written)) return bodyOf(written, base, job.parse).events;
  return paragraphsOf(withoutEntities(written, job.parse));
}

/** {"@id": …} alone stands for what has that identity elsewhere in the graph. */
function resolved(value: unknown, known: Known): unknown {
  if (!isObject(value) || !('@id' in value) || Object.keys(value).length > 1) return value;
  return known.get(value['@id']) ?? value;
}

function pictureFrom(value: unknown, known: Known, base: string): Picture | undefined {
  for (const one of many(value)) {
    const image = resolved(one, known);
    if (typeof image === 'string') return { src: absolute(image, base) };
    if (!isObject(image)) continue;
    const members = new Members(image);
    const src = absolute(textOf(image.url, '@id') || textOf(image.contentUrl, '@id'), base);
    // Sizes may be quantities: {"value": 1200}.
    const side = (name: string) => members.count(name) || members.objectIfAny(name)?.count('value') || undefined;
    if (src)
      return {
        src,
        alt: textOf(image.name),
        caption: textOf(image.caption),
        width: side('width'),
        height: side('height'),
      };
  }
  return undefined;
}

function authorFrom(value: unknown, known: Known, job: Job): { name: string; bio?: string; url?: string } {
  const author = resolved(value, known);
  const text = (one: unknown) => withoutEntities(textOf(one), job.parse).trim();
  if (!isObject(author)) return { name: text(author) };
  return { name: text(author.name), bio: text(author.description), url: textOf(author.url, '@id') };
}

function viewsOf(node: JsonObject): number | undefined {
  for (const counter of many(node.interactionStatistic)) {
    if (!isObject(counter)) continue;
    const kind = textOf(counter.interactionType, '@type') || textOf(counter.interactionType, '@id');
    if (/(View|Read)Action$/.test(kind)) return new Members(counter).count('userInteractionCount');
  }
  return undefined;
}
