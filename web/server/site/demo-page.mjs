// Fills the demo page's template with the articles of the content folder, so that it is useful without JavaScript and
// shows the right article from the first byte.
import { contentPath } from '../content/content-path.mjs';
import { passagesOf } from '../content/passages.mjs';

/** @typedef {import("../content/article-from-json.mjs").Article} Article */

const faultPanel =
  '<link rel="stylesheet" href="/fault-panel.css">\n<script type="module" src="/fault-panel.mjs"></script>';

/**
 * @param {string} template with `<!-- heidi:articles -->`, `<!-- heidi:fallback -->`, `<!-- heidi:faults -->` and the
 *   widget's one tag
 * @param {{articles: Article[], chosen: Article | undefined, chatPath: string, faults: boolean}} page
 */
export function demoPage(template, { articles, chosen, chatPath, faults }) {
  const source = chosen ? contentPath(chosen) : '';
  // Functions as replacements: "$&" in a title is text.
  return template
    .replace(/data-article="[^"]*"/, () => `data-article="${escaped(source)}"`)
    .replace(/data-chat="[^"]*"/, () => `data-chat="${escaped(chatPath)}"`)
    .replace('<!-- heidi:articles -->', () =>
      articles.map((article) => listItem(article, article === chosen)).join('\n'),
    )
    .replace('<!-- heidi:faults -->', faults ? faultPanel : '')
    .replace('<!-- heidi:fallback -->', () => (chosen ? fallback(chosen) : '<p>There are no articles yet.</p>'));
}

/** @param {Article} article @param {boolean} isCurrent */
function listItem(article, isCurrent) {
  const { id, lang, title, dek } = article;
  const current = isCurrent ? ' aria-current="page"' : '';
  const address = `?article=${encodeURIComponent(id)}`;
  return `<li><a href="${escaped(address)}" data-source="${escaped(contentPath(article))}"${language(lang)}${current}>
  <strong>${escaped(title)}</strong><span>${escaped(dek)}</span></a></li>`;
}

// The text alone; the widget is the one that renders Markdown.
/** @param {Article} article */
function fallback(article) {
  /** @type {string[]} */
  const parts = [`<h1>${escaped(article.title)}</h1>`];
  if (article.dek) parts.push(`<p><em>${escaped(article.dek)}</em></p>`);
  let heading = '';
  for (const passage of passagesOf(article)) {
    if (passage.heading !== heading) parts.push(`<h2>${escaped(passage.heading)}</h2>`);
    heading = passage.heading;
    parts.push(`<p>${escaped(passage.text)}</p>`);
  }
  return `<article${language(article.lang)}>\n${parts.join('\n')}\n</article>`;
}

/** @param {string} lang */
const language = (lang) => (lang ? ` lang="${escaped(lang)}" dir="auto"` : '');

/** @param {string} text */
function escaped(text) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[/** @type {keyof typeof entities} */ (character)]);
}
