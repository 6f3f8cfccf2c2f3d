// Articles as other publishers' systems give them, written for these tests, and the converter alone on a page.

/** @typedef {import('playwright-core').Page} Page */

/** A page on which the file that reads other formats is at hand. @param {Page} page @param {import('./pages.mjs').Site} site */
export async function opensConverter(page, site) {
  await page.goto(site.page('/converter.html', '<p>Nothing but a page.</p>'));
}

/**
 * What the converter makes of it: an article, a feed, `{error}`; null for an unknown format.
 * @param {Page} page
 * @param {unknown} json
 * @param {{format?: string, src?: string}} [how]
 * @returns {Promise<any>}
 */
export async function converted(page, json, { format = 'auto', src = 'https://news.example/api/posts.json' } = {}) {
  const conversion = { format, src, text: typeof json === 'string' ? json : JSON.stringify(json) };
  const made = await page.evaluate(async (asked) => {
    const { convert } = await import(new URL('/heidi/heidi-formats.js', location.href).href);
    return convert(asked, (html) => new DOMParser().parseFromString(html, 'text/html'));
  }, conversion);
  return made === '' ? null : JSON.parse(made);
}

/** The body of an HTML text, on one line: p{Hello em{you}}. @param {Page} page @param {string} html @param {string} [src] */
export async function bodyOf(page, html, src = 'https://news.example/2026/tides/') {
  const { body, error } = await converted(page, html, { format: 'html', src });
  return error ? error.message : outline(body);
}

/** @param {string[]} events */
export function outline(events) {
  let text = '';
  for (const event of events) {
    const rest = event.slice(1);
    if (event[0] === '-') text += rest;
    else if (event[0] === ')') text += '}';
    else if (event[0] === '(') text += `${text.endsWith('}') && isBlock(rest) ? ' ' : ''}${rest}{`;
    else text = text.replace(/\{$/, ` ${rest.replace(' ', '=')}{`);
  }
  return text;
}

const isBlock = (name) => /^(p|h\d|[uo]l|li|blockquote|pre|hr|table|tr|td|figure|figcaption|card|notes)$/.test(name);

const paragraphs = `<h2>What the water left</h2>
<p>By <strong>half past six</strong> the sand was dry enough to walk on, and CO<sub>2</sub> meters stood in rows of 10<sup>2</sup>.
Press <kbd>Esc</kbd> to leave, and mind the <mark>red flags</mark>.</p>`;

export const wordPressPost = {
  id: 4711,
  date: '2026-10-03T23:30:00',
  date_gmt: '2026-10-03T21:30:00',
  link: 'https://tidewatch.example/2026/10/the-sandbank/',
  title: { rendered: 'The sandbank that wasn&#8217;t there &#8211; and is' },
  excerpt: {
    rendered: '<p>A bank of sand has moved into the harbour&#8217;s mouth, and nobody invited it.</p>\n',
    protected: false,
  },
  content: {
    protected: false,
    rendered: `<p>The harbour master found it at dawn, when the pilot boat would not float.</p>
${paragraphs}
<figure class="wp-block-image size-large"><a href="/wp-content/uploads/bank.jpg"><img loading="lazy" width="640" height="360"
 src="/lantern.svg" srcset="/lantern.svg 640w, /lantern-large.svg 1280w" alt="A bank of sand at low water"
 class="wp-image-12"/></a><figcaption class="wp-element-caption">The bank at low water, seen from <em>the mole</em>.</figcaption></figure>
<blockquote class="wp-block-quote"><p>It came in the night, and it is <b>still</b> coming.</p><cite>The harbour master</cite></blockquote>
<figure class="wp-block-embed is-provider-youtube"><div class="wp-block-embed__wrapper"><iframe title="The bank from the air"
 width="500" height="281" src="https://www.youtube.com/embed/abcdefghijk?feature=oembed"></iframe></div></figure>
<ul class="wp-block-list"><li>Two pilots</li><li>One boat<ul><li>with a hole</li></ul></li></ul>
<figure class="wp-block-table"><table><tbody><tr><td>High water</td><td class="has-text-align-right">06:12</td></tr>
<tr><td>Low water</td><td class="has-text-align-right">12:40</td></tr></tbody></table><figcaption>Times of the day</figcaption></figure>`,
  },
  _embedded: {
    author: [
      { name: 'Mara Lindqvist', description: 'Walks on sand for a living.', link: 'https://tidewatch.example/mara/' },
    ],
    'wp:featuredmedia': [
      {
        source_url: '/lantern.svg?featured',
        alt_text: 'The harbour',
        caption: { rendered: '<p>The harbour &amp; its mouth</p>' },
        media_details: { width: 1200, height: 675 },
      },
    ],
    'wp:term': [[{ name: 'Harbours &amp; ports' }], [{ name: 'sand' }, { name: 'pilots' }]],
  },
};

export const jsonFeed = {
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Notes from the mole',
  home_page_url: 'https://mole.example/',
  feed_url: 'https://mole.example/feed.json',
  language: 'en',
  authors: [{ name: 'Tove Aune', url: 'https://mole.example/tove' }],
  items: [
    {
      id: 'https://mole.example/gulls',
      url: 'https://mole.example/gulls',
      title: 'What gulls know about ferries',
      summary: 'They read the timetable better than we do.',
      content_html:
        '<p>The ferry is late, and the gulls <em>know</em>.</p><p><img src="/lantern.svg" alt="A gull"></p>',
      image: '/lantern.svg',
      date_published: '2026-09-01T08:00:00+02:00',
      tags: ['birds', 'ferries'],
    },
    {
      id: 17,
      url: 'https://mole.example/17',
      content_text: 'No wind today.\n\nThe flags hang like laundry, and nobody minds.',
      date_published: '2026-08-30T08:00:00Z',
    },
  ],
};

export const ghostPosts = {
  posts: [
    {
      id: '60f1',
      url: 'https://ghosts.example/lamp/',
      title: 'The keeper’s lamp',
      html: '<p>Every lamp has a keeper.</p><figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://lamps.example/history"><div class="kg-bookmark-content"><div class="kg-bookmark-title">A history of lamps</div><div class="kg-bookmark-description">Long.</div></div></a></figure>',
      feature_image: 'https://ghosts.example/lamp.jpg',
      feature_image_alt: 'A lamp',
      feature_image_caption: 'Photo by <a href="https://x.example">Ida</a>',
      custom_excerpt: 'On keeping a light.',
      excerpt: 'On keeping a light.',
      published_at: '2026-05-01T10:00:00.000+02:00',
      visibility: 'public',
      access: true,
      authors: [{ name: 'Ida Berg', bio: 'Keeps lamps.', url: 'https://ghosts.example/ida/' }],
      tags: [{ name: 'Lamps' }, { name: '#internal' }],
    },
  ],
};

export const newsArticle = {
  '@context': 'https://schema.org',
  '@graph': [
    { '@type': 'WebSite', '@id': 'https://coast.example/#site', name: 'The Coast' },
    { '@type': 'Person', '@id': 'https://coast.example/#nils', name: 'Nils Aune', description: 'Writes about ice.' },
    {
      '@type': ['NewsArticle', 'Article'],
      '@id': 'https://coast.example/ice#article',
      mainEntityOfPage: { '@id': 'https://coast.example/ice' },
      headline: 'Ice returns to the fjord &amp; stays',
      description: 'For the first time in a decade.',
      articleBody: 'The fjord froze on Tuesday.\n\nBy Thursday there were skates, and by Friday there was a café.',
      articleSection: ['Weather'],
      datePublished: '2026-02-01T06:00:00Z',
      author: { '@id': 'https://coast.example/#nils' },
      image: [
        {
          '@type': 'ImageObject',
          url: 'https://coast.example/ice.jpg',
          width: 1200,
          height: { value: 800 },
          caption: 'The fjord',
        },
      ],
      interactionStatistic: {
        '@type': 'InteractionCounter',
        interactionType: { '@type': 'ViewAction' },
        userInteractionCount: 321,
      },
      wordCount: 16,
      inLanguage: 'en',
    },
  ],
};
