// Everything that is not the chat: the demo page and examples, the built widget, and the articles.
import { readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { contentPath } from '../content/content-path.mjs';
import { HttpError } from '../http/http-error.mjs';
import { demoPage } from './demo-page.mjs';
import { filePath } from './file-path.mjs';
import { mediaType } from './media-types.mjs';
import { imagePolicy, pageHeaders } from './security-policy.mjs';
import { sendContent } from './send-content.mjs';

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

// Partners' pages load these from another origin, also those with Cross-Origin-Embedder-Policy.
const forAnyOrigin = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };

export class Site {
  #options;
  #folder;

  /** @param {import("../options.mjs").Options} options @param {import("../content/article-folder.mjs").ArticleFolder} folder */
  constructor(options, folder) {
    this.#options = options;
    this.#folder = folder;
  }

  /** @param {Request} request @param {Response} response @param {URL} url */
  async answer(request, response, url) {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new HttpError(405, 'wrong_method', 'Only GET and HEAD.', { headers: { Allow: 'GET, HEAD' } });
    }
    const { content, dist } = this.#options;
    const path = url.pathname;
    if (path === '/' || path === '/index.html') return this.#demoPage(request, response, url);
    if (path === '/content/index.json') return this.#articleIndex(request, response);
    if (path.startsWith('/content/'))
      return sendFile(request, response, filePath(content, path.slice('/content'.length)), forAnyOrigin);
    if (path.startsWith('/heidi/'))
      return sendFile(request, response, filePath(dist, path.slice('/heidi'.length)), forAnyOrigin);
    return this.#page(request, response, path);
  }

  /**
   * A page or what it needs: one that a bundler has made goes before its source. A folder is its index.html.
   * @param {Request} request @param {Response} response @param {string} path
   */
  #page(request, response, path) {
    const { web, examples } = this.#options;
    const name = path.endsWith('/') ? `${path}index.html` : path;
    const made = name.startsWith('/examples/') ? filePath(examples, name.slice('/examples'.length)) : null;
    // The server's own source lies in the web folder too, but is not part of the site.
    const file = made ?? filePath(web, name, ['server']);
    // Relative addresses in the page count from the slash.
    if (file !== null && isFolder(file)) return void response.writeHead(308, { Location: `${path}/` }).end();
    return sendFile(request, response, file, name.endsWith('.html') ? pageHeaders(path) : {});
  }

  /** @param {Request} request @param {Response} response @param {URL} url */
  #demoPage(request, response, url) {
    const articles = this.#folder.articles();
    const chosen = articles.find(({ id }) => id === url.searchParams.get('article')) ?? articles[0];
    const template = readFileSync(join(this.#options.web, 'index.html'), 'utf8');
    const { chatPath, faults } = this.#options;
    const html = demoPage(template, { articles, chosen, chatPath, faults });
    const headers = { ...pageHeaders('/'), 'Referrer-Policy': 'strict-origin-when-cross-origin' };
    return sendContent(request, response, { bytes: Buffer.from(html), type: mediaType('.html'), headers });
  }

  /** @param {Request} request @param {Response} response */
  #articleIndex(request, response) {
    const articles = this.#folder.articles().map((article) => ({
      id: article.id,
      title: article.title,
      url: contentPath(article),
      dek: article.dek,
      lang: article.lang,
      published: article.published,
    }));
    const bytes = Buffer.from(JSON.stringify({ articles }));
    return sendContent(request, response, { bytes, type: mediaType('.json'), headers: forAnyOrigin });
  }
}

/** @param {Request} request @param {Response} response @param {string | null} file @param {Record<string, string>} headers */
async function sendFile(request, response, file, headers) {
  const found = file === null ? undefined : statSync(file, { throwIfNoEntry: false });
  if (file === null || !found?.isFile()) throw notFound();
  const type = mediaType(extname(file));
  /** @type {Record<string, string>} */
  const policies = type === 'image/svg+xml' ? { 'Content-Security-Policy': imagePolicy } : {};
  await sendContent(request, response, {
    bytes: readFileSync(file),
    type,
    modified: found.mtime,
    headers: { ...headers, ...policies },
  });
}

const isFolder = (/** @type {string} */ path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const notFound = () => new HttpError(404, 'not_found', 'There is no such page or file.');
