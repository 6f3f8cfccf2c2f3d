// Reads what the server needs of an article's JSON. A wrong type is named by its member, so that the author of the
// file can mend it. Unknown members are ignored.

/**
 * @typedef {object} Article
 * @property {string} id
 * @property {string} file  name of its JSON file
 * @property {string} url  where readers find it, as written; may be empty
 * @property {string} lang
 * @property {string} title
 * @property {string} dek
 * @property {string} body  Markdown
 * @property {string[]} labels
 * @property {string} published
 */

/** @param {string} file @param {string} text @returns {Article} */
export function articleFromJson(file, text) {
  const json = parsed(text);
  /** @param {string} member */
  const string = (member) => optionalString(json, member);
  const article = {
    id: string('id') || file.replace(/\.json$/, ''),
    file,
    url: string('url'),
    lang: string('lang'),
    title: string('title'),
    dek: string('dek'),
    body: string('body_markdown') || textOfHtml(string('body_html')),
    labels: labelTexts(json.labels),
    published: string('published'),
  };
  if (article.title === '') throw new Error('"title" is missing');
  if (article.body === '') throw new Error('"body_markdown" is missing');
  return article;
}

/** @param {string} text @returns {Record<string, unknown>} */
function parsed(text) {
  const json = JSON.parse(text.replace(/^\uFEFF/, ''));
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Error('the file must hold a JSON object');
  return json;
}

/** @param {Record<string, unknown>} json @param {string} member */
function optionalString(json, member) {
  const value = json[member] ?? '';
  if (typeof value !== 'string') throw new Error(`"${member}" must be a string`);
  return value;
}

/** @param {unknown} labels */
function labelTexts(labels) {
  if (labels === undefined || labels === null) return [];
  if (!Array.isArray(labels)) throw new Error('"labels" must be a list');
  return labels.map((label, index) => {
    if (typeof label?.text !== 'string') throw new Error(`"labels[${index}].text" must be a string`);
    return label.text;
  });
}

// Enough to search an HTML body by its words; the widget is the one that shows it.
/** @param {string} html */
function textOfHtml(html) {
  return html
    .replace(/<(script|style)\b[^>]*>.*?<\/\1>/gis, '')
    .replace(/<\/(p|h[1-6]|li|blockquote|pre|tr)>|<br\b[^>]*>/gi, '\n\n')
    .replace(/<[^>]*>/g, '')
    .trim();
}
