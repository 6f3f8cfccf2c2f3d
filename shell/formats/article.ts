// What other formats become: our own article (src/model/article.h), whose `body` is what document_from_events.h reads.

import type { Body } from './html_body.js';

export interface Article {
  id?: string;
  url?: string;
  lang?: string;
  title: string;
  dek?: string;
  body: string[];
  labels?: { kind: string; text: string }[];
  published?: string;
  word_count?: number | undefined;
  views?: number | undefined;
  image?: Picture | undefined;
  author?: { name: string; bio?: string; url?: string } | undefined;
  members_only?: boolean;
}

export interface Picture {
  src: string;
  alt?: string;
  caption?: string;
  width?: number | undefined;
  height?: number | undefined;
}

/** An article with what a list shows of it. */
export interface Item {
  article: Article;
  summary: string;
  thumbnail: string;
}

export type Publication =
  | Article
  | { title: string; next: string; items: (Article & { summary: string; thumbnail: string })[] };

/** `next`: the address of its next page; "": it has none. */
export function feedOf(title: string, items: Item[], next = ''): Publication {
  return { title, next, items: items.map(({ article, summary, thumbnail }) => ({ ...article, summary, thumbnail })) };
}

/** Long enough to tell what it is about. */
const longestSummary = 220;

export function shortened(text: string, most = longestSummary): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, cut.lastIndexOf(' ') > most / 2 ? cut.lastIndexOf(' ') : most).trimEnd()}…`;
}

/** What has no title is called by its first words. */
export function titleFrom(title: string, ...others: string[]): string {
  return title.trim() || shortened(others.find((text) => text.trim())?.trim() ?? '', 80);
}

/** Publishers often begin the body with the picture that they name as the article's: it is shown once. */
export function pictureBeside(body: Body, picture: Picture | undefined): Picture | undefined {
  const isSame = body.firstPicture !== '' && sameFile(body.firstPicture) === sameFile(picture?.src ?? '');
  return isSame ? undefined : picture;
}

/** Without the size that WordPress writes into names: "tide-1024x683.jpg". */
function sameFile(address: string): string {
  return address.replace(/[?#].*$/, '').replace(/-\d+x\d+(?=\.\w+$)/, '');
}

/** Nothing where there is no name; of several only the names. */
export function authorOf(authors: { name: string; bio?: string; url?: string }[]): Article['author'] {
  const named = authors.filter(({ name }) => name.trim());
  return named.length > 1 ? { name: named.map(({ name }) => name).join(', ') } : named[0];
}

/** The first is the category, the others are named beside it. */
export function labelsOf(texts: string[]): { kind: string; text: string }[] {
  const most = 5;
  const different = [...new Set(texts.map((text) => text.trim()).filter(Boolean))];
  return different.slice(0, most).map((text, i) => ({ kind: i === 0 ? 'category' : 'tag', text }));
}
