// Articles in other formats than ours, from the publisher's JSON to what the reader sees.
import assert from 'node:assert/strict';
import { lanternPicture, lanternStory } from './support/articles.mjs';
import { chromiumForThisFile, failedRequest, withoutGraphics } from './support/browser.mjs';
import { becomes } from './support/eventually.mjs';
import {
  converted,
  ghostPosts,
  jsonFeed,
  newsArticle,
  opensConverter,
  outline,
  wordPressPost,
} from './support/formats.mjs';
import { layoutOf, shiftsBetween } from './support/layout.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';
import { painters } from './support/painters.mjs';
import { differenceOf, pictureOf } from './support/pixels.mjs';

const site = siteForThisFile();
const canvas = chromiumForThisFile();
const css = chromiumForThisFile({ args: withoutGraphics });
const { test } = canvas;

/** @param {unknown} json @param {string} [attributes] @param {object} [around] */
function pageWith(json, attributes = '', around = {}) {
  site.serves('/foreign.json', here(json));
  for (const name of ['/lantern.svg', '/lantern-large.svg']) site.serves(name, lanternPicture);
  return site.page(
    '/page.html',
    `${widgetTag()}<heidi-article src="/foreign.json" ${attributes}></heidi-article>`,
    around,
  );
}

/** As if this site were those of the examples: their pictures are here. @param {unknown} json */
const here = (json) => JSON.stringify(json).replace(/https:\/\/(tidewatch|mole)\.example\//g, site.url);

/** @param {object} [changes] */
const post = (changes) => ({ ...wordPressPost, _embedded: undefined, ...changes });
/** @param {string} rendered @param {object} [others] */
const content = (rendered, others) => ({ content: { rendered, protected: false, ...others } });

test('a WordPress post is read as an article', async ({ page }) => {
  await opensConverter(page, site);
  const article = await converted(page, wordPressPost);
  assert.equal(article.id, '4711');
  assert.equal(article.title, 'The sandbank that wasn’t there – and is');
  assert.equal(article.published, '2026-10-03T21:30:00Z');
  assert.equal(article.dek, 'A bank of sand has moved into the harbour’s mouth, and nobody invited it.');
  assert.deepEqual(article.labels, [
    { kind: 'category', text: 'Harbours & ports' },
    { kind: 'tag', text: 'sand' },
    { kind: 'tag', text: 'pilots' },
  ]);
  assert.deepEqual(article.author, {
    name: 'Mara Lindqvist',
    bio: 'Walks on sand for a living.',
    url: 'https://tidewatch.example/mara/',
  });
  assert.equal(article.image.src, 'https://tidewatch.example/lantern.svg?featured');
  assert.equal(article.image.caption, 'The harbour & its mouth');
  assert.match(
    outline(article.body),
    /figure\{p\{a href=https:\/\/tidewatch\.example\/wp-content\/uploads\/bank\.jpg\{img /,
  );
});

test('an excerpt that WordPress cut from the body is shown in lists only', async ({ page }) => {
  await opensConverter(page, site);
  const cut = post({
    ...content('<p>It rained all day, and then some more.</p>'),
    excerpt: { rendered: '<p>It rained all day [&hellip;]</p>' },
  });
  assert.equal((await converted(page, cut)).dek, '');
  assert.equal((await converted(page, [cut, cut])).items[0].summary, 'It rained all day…');
});

test('the picture that a post begins with is not shown twice', async ({ page }) => {
  await opensConverter(page, site);
  const twice = { ...wordPressPost, ...content('<figure><img src="/lantern-640x360.svg"></figure><p>Text.</p>') };
  assert.equal((await converted(page, twice)).image, undefined);
});

test('shortcodes that say something are read, others go where they are surely none of the author’s words', async ({
  page,
}) => {
  await opensConverter(page, site);
  /** @type {[string, string][]} */
  const cases = [
    [
      '[caption id="a" width="300"]<a href="/b"><img src="/a.png"></a> The <b>bank</b>[/caption]',
      'figure{p{a href=https://tidewatch.example/b{img src=https://tidewatch.example/a.png{}}} figcaption{The strong{bank}}}',
    ],
    [
      '<p>[embed]https://www.youtube.com/embed/abcdefghijk[/embed]</p>',
      'card{a href=https://www.youtube.com/watch?v=abcdefghijk{youtube.com/watch}}',
    ],
    ['[video mp4="/w.mp4"][/video]', 'card{a href=https://tidewatch.example/w.mp4{tidewatch.example/w.mp4}}'],
    ['<p>[gallery ids="1"]Some <b>words</b>[/gallery]</p>', 'p{Some strong{words}}'],
    ['<p>One [gallery ids="1,2"]two [contact-form-7 id="5" title="x"]three</p>', 'p{One two three}'],
    ['<p>[highlight]kept[/highlight] and [sic] and [1]</p>', 'p{kept and [sic] and [1]}'],
    ['<pre>[gallery ids="1"]</pre><p><code>[b]x[/b]</code></p>', 'pre{[gallery ids="1"]} p{code{[b]x[/b]}}'],
    ['<p>[video] killed [caption] me</p>', 'p{[video] killed [caption] me}'],
  ];
  for (const [html, body] of cases)
    assert.equal(outline((await converted(page, post(content(html)))).body), body, html);
});

test('a Ghost post is read as an article', async ({ page }) => {
  await opensConverter(page, site);
  const article = await converted(page, ghostPosts);
  assert.equal(article.title, 'The keeper’s lamp');
  assert.equal(article.dek, 'On keeping a light.');
  assert.deepEqual(article.labels, [{ kind: 'category', text: 'Lamps' }]);
  assert.deepEqual(article.author, { name: 'Ida Berg', bio: 'Keeps lamps.', url: 'https://ghosts.example/ida/' });
  assert.equal(article.image.caption, 'Photo by Ida');
  assert.equal(
    outline(article.body),
    'p{Every lamp has a keeper.} figure{card{a href=https://lamps.example/history{A history of lamps}}}',
  );
  const [one] = ghostPosts.posts;
  const list = await converted(page, { posts: [one, { ...one, id: '2' }] });
  assert.equal(list.items.length, 2);
});

test('a post for members shows what there is', async ({ page }) => {
  await opensConverter(page, site);
  const [one] = ghostPosts.posts;
  const gated = {
    ...one,
    html: null,
    access: false,
    visibility: 'paid',
    custom_excerpt: null,
    excerpt: 'It begins so.',
  };
  const ghost = await converted(page, { posts: [gated] });
  assert.deepEqual([ghost.members_only, outline(ghost.body)], [true, 'p{It begins so.}']);
  const wordPress = await converted(page, post(content('', { protected: true })));
  assert.deepEqual([wordPress.members_only, wordPress.body], [true, []]);
  const news = { '@type': 'NewsArticle', headline: 'H', description: 'It begins so.', isAccessibleForFree: 'False' };
  const jsonLd = await converted(page, news);
  assert.deepEqual([jsonLd.members_only, outline(jsonLd.body), jsonLd.dek], [true, 'p{It begins so.}', '']);
});

test('a JSON Feed is a list, also with one item', async ({ page }) => {
  await opensConverter(page, site);
  const feed = await converted(page, jsonFeed);
  assert.equal(feed.title, 'Notes from the mole');
  const [gulls, flags] = feed.items;
  assert.equal(gulls.author.name, 'Tove Aune');
  assert.equal(gulls.lang, 'en');
  assert.equal(gulls.thumbnail, 'https://mole.example/lantern.svg');
  assert.match(outline(gulls.body), /img src=https:\/\/mole\.example\/lantern\.svg/);
  assert.equal(flags.id, '17');
  assert.equal(flags.title, 'No wind today. The flags hang like laundry, and nobody minds.');
  assert.equal(outline(flags.body), 'p{No wind today.} p{The flags hang like laundry, and nobody minds.}');
  const [item] = jsonFeed.items;
  assert.equal((await converted(page, { ...jsonFeed, items: [item] })).items.length, 1);
});

test('feeds of other hands are read as far as they can be', async ({ page }) => {
  await opensConverter(page, site);
  const read = async (item, feed) => (await converted(page, { ...jsonFeed, ...feed, items: [item] })).items[0];
  assert.equal(await read({ content_text: 'no id' }), undefined);
  assert.equal(
    (await read({ id: '1', url: '../x', content_text: 'a' }, { home_page_url: '/home/' })).url,
    'https://news.example/x',
  );
  assert.equal(
    (await read({ id: '1', content_html: '<img src="a.png">', url: '/b/' }, { home_page_url: null })).thumbnail,
    'https://news.example/b/a.png',
  );
  assert.equal((await read({ id: '1', title: 'It&#8217;s', content_text: 'a' })).title, 'It’s');
  assert.equal((await read({ id: '1', title: 'AT&T <b>', content_text: 'a' })).title, 'AT&T <b>');
  assert.equal(
    (await read({ id: '1', content_text: 'a', author: { name: 'One' } }, { authors: null })).author.name,
    'One',
  );
  assert.equal((await read({ id: '1', content_text: 'a', authors: { name: 'One' } })).author.name, 'One');
  assert.equal(
    (await read({ id: '1', content_text: 'a', authors: [{ name: 'A' }, { name: 'B' }] })).author.name,
    'A, B',
  );
  assert.equal((await read({ id: '1', content_text: '<b>5 &lt; 6</b>' })).title, '<b>5 &lt; 6</b>');
  assert.equal((await converted(page, { ...jsonFeed, version: 'https://jsonfeed.org/version/1' })).items.length, 2);
});

test('schema.org’s articles are read whatever is one or many, text or object', async ({ page }) => {
  await opensConverter(page, site);
  const article = await converted(page, newsArticle);
  assert.equal(article.title, 'Ice returns to the fjord & stays');
  assert.equal(article.url, 'https://coast.example/ice');
  assert.deepEqual(article.author, { name: 'Nils Aune', bio: 'Writes about ice.', url: '' });
  assert.deepEqual(article.image, {
    src: 'https://coast.example/ice.jpg',
    alt: '',
    caption: 'The fjord',
    width: 1200,
    height: 800,
  });
  assert.deepEqual([article.views, article.word_count, article.lang], [321, 16, 'en']);
  assert.equal(
    outline(article.body),
    'p{The fjord froze on Tuesday.} p{By Thursday there were skates, and by Friday there was a café.}',
  );
  const plain = {
    '@context': 'https://schema.org',
    '@type': 'BlogPosting',
    headline: ['H'],
    articleBody: 'One.\nTwo.',
    url: '/a',
  };
  const read = async (changes) => converted(page, { ...plain, ...changes });
  assert.deepEqual(outline((await read()).body), 'p{One.} p{Two.}');
  assert.equal((await read({ author: 'Nils' })).author.name, 'Nils');
  assert.equal((await read({ author: [{ name: 'A' }, 'B'] })).author.name, 'A, B');
  assert.equal((await read({ image: '/i.png' })).image.src, 'https://news.example/i.png');
  assert.equal((await read({ image: ['/i.png', '/j.png'] })).image.src, 'https://news.example/i.png');
  assert.equal((await read({ articleBody: '<p>One</p><p>&amp; two</p>' })).body.length, 6);
  assert.equal((await converted(page, [plain])).title, 'H');
  assert.equal((await converted(page, [plain, { ...plain, headline: 'I' }])).items.length, 2);
});

/** @type {[name: string, json: unknown, problem: string][]} */
const mistakes = [
  [
    'a number for an address',
    { ...jsonFeed, items: [{ id: '1', url: 7 }] },
    '"items[0].url" must be a string, but is a number',
  ],
  ['items that are no list', { ...jsonFeed, items: {} }, '"items" must be an array, but is an object'],
  ['an item that is a text', { ...jsonFeed, items: ['x'] }, '"items[0]" must be an object, but is a string'],
  [
    'tags that are a text',
    { ...jsonFeed, items: [{ id: '1', tags: 'a' }] },
    '"items[0].tags" must be an array, but is a string',
  ],
  [
    'a body that is a list',
    { ...jsonFeed, items: [{ id: '1', content_html: [] }] },
    '"items[0].content_html" must be a string, but is an array',
  ],
  ['a post without content', { title: { rendered: 'T' } }, '"content" is missing'],
  ['a link that is an object', post({ ...content('a'), link: {} }), '"link" must be a string, but is an object'],
  [
    'content that is a number',
    [wordPressPost, post(content(/** @type {any} */ (7)))],
    '"[1].content.rendered" must be a string, but is a number',
  ],
  ['a date that is a number', post({ ...content('a'), date_gmt: 5 }), '"date_gmt" must be a string, but is a number'],
  ['a post that is null', { posts: [null] }, '"posts[0]" must be an object, but is null'],
  ['a Ghost post without a body', { posts: [{ id: '1', title: 'T' }] }, '"posts[0].html" is missing'],
  [
    'no article among the types',
    { '@graph': [{ '@type': 'WebSite' }] },
    'no "@type" is an article\'s; what is there: WebSite',
  ],
  ['an article without a body', { '@type': 'NewsArticle', headline: 'H' }, '"articleBody" is missing'],
];

test('what is wrong is named', async ({ page }) => {
  await opensConverter(page, site);
  for (const [name, json, problem] of mistakes)
    assert.equal((await converted(page, json)).error?.message, problem, name);
});

test('a format that nobody knows is none of these', async ({ page }) => {
  await opensConverter(page, site);
  for (const json of [{}, [], { title: 'T' }, { items: [] }, [1], null, 'text', { version: '1.1', items: [] }])
    assert.equal(await converted(page, JSON.stringify(json)), null, JSON.stringify(json));
});

// ---- on a page

test('an article of ours loads nothing to read others with', async ({ heidi }) => {
  const before = site.asked.length;
  await heidi.opensArticle(pageWith(lanternStory), lanternStory.title);
  assert.ok(!site.asked.slice(before).includes('/heidi/heidi-formats.js'));
});

test('a WordPress post is shown, with its figure, its card and its table', async ({ heidi }) => {
  await heidi.opensArticle(pageWith(wordPressPost), 'The sandbank that wasn’t there – and is');
  await heidi.seesInArticle('The bank at low water, seen from the mole.', 'by Mara Lindqvist');
  const body = heidi.part(heidi.articleElement, 'body');
  const card = body.getByRole('link', { name: 'The bank from the air' });
  assert.equal(await card.getAttribute('href'), 'https://www.youtube.com/watch?v=abcdefghijk');
  assert.equal(await body.getByRole('figure').count(), 3);
  assert.equal(await body.locator('sub').innerText(), '2');
  assert.equal(await body.locator('kbd').innerText(), 'Esc');
  assert.equal(await body.getByRole('columnheader').count(), 0);
});

test('a post for members says so and leads to where the rest is', async ({ heidi }) => {
  const gated = post({ ...content('', { protected: true }), excerpt: { rendered: '<p>What was dry is wet.</p>' } });
  await heidi.opensArticle(pageWith(gated), 'The sandbank that wasn’t there – and is');
  const rest = heidi.article.getByRole('link', { name: 'The rest of this article is for members.' });
  assert.equal(await rest.getAttribute('href'), `${site.url}2026/10/the-sandbank/`);
});

test('a feed is a list whose articles open in place; focus goes along, the history does not', async ({
  heidi,
  page,
}) => {
  await heidi.opens(pageWith(jsonFeed));
  const list = heidi.part(heidi.articleElement, 'feed');
  const gulls = list.getByRole('link', { name: 'What gulls know about ferries' });
  await gulls.waitFor();
  assert.equal(await list.getByRole('listitem').count(), 2);
  assert.equal(await gulls.getAttribute('href'), `${site.url}gulls`);
  await list.getByText('They read the timetable better than we do.').waitFor();
  await list.getByText('September 1, 2026').waitFor();
  const entries = await page.evaluate(() => history.length);
  await gulls.focus();
  await page.keyboard.press('Enter');
  await heidi.seesTitle('What gulls know about ferries');
  await becomes(() => heidi.focused(heidi.articleElement), 'What gulls know about ferries', 'the title has focus');
  await heidi.article.getByRole('button', { name: '← Back to the list' }).click();
  await gulls.waitFor();
  await becomes(() => heidi.focused(heidi.articleElement), 'What gulls know about ferries', 'the link has focus again');
  assert.equal(await page.evaluate(() => history.length), entries);
  assert.match(page.url(), /\/page\.html$/);
});

test('a feed says where its next page is, or nothing', async ({ page }) => {
  await opensConverter(page, site);
  /** @param {unknown} next_url */
  const nextOf = async (next_url) => (await converted(page, { ...jsonFeed, next_url })).next;
  assert.equal(await nextOf('posts-2.json?a=1'), 'https://news.example/api/posts-2.json?a=1');
  for (const bad of ['javascript:alert(1)', 'data:application/json,{}', 'https://[', '', null, 7, ['x'], {}])
    assert.equal(await nextOf(bad), '', JSON.stringify(bad));
});

test('Show more adds the next page, and goes on from its first article; what fails can be tried again', async ({
  heidi,
  page,
  trouble,
}) => {
  trouble.expects(failedRequest);
  const { items } = jsonFeed;
  site.serves('/next.json', 'Nothing yet', { status: 503 });
  await heidi.opens(pageWith({ ...jsonFeed, next_url: 'next.json' }));
  const list = heidi.part(heidi.articleElement, 'feed');
  await list.getByRole('button', { name: 'Show more' }).focus();
  await page.keyboard.press('Enter');
  await list.getByText('More could not be loaded.').waitFor();
  await becomes(() => heidi.focused(heidi.articleElement), 'Retry', 'focus stays where it was');
  const third = { id: 'third', url: '/third', title: 'A third note', content_text: 'Text.' };
  site.serves('/next.json', here({ ...jsonFeed, items: [...items, third], next_url: '/foreign.json' }));
  await page.keyboard.press('Enter');
  await becomes(() => heidi.focused(heidi.articleElement), 'A third note', 'the first new article has focus');
  assert.equal(await list.getByRole('listitem').count(), items.length + 1);
  assert.equal(await list.getByRole('button').count(), 0);
});

test('Ctrl-click on an article of a list is the browser’s, and the page may keep a click to itself', async ({
  heidi,
  page,
  context,
}) => {
  const feed = {
    ...jsonFeed,
    items: [{ id: '1', url: site.page('/elsewhere.html', 'Elsewhere'), title: 'One', content_text: 'Text.' }],
  };
  await heidi.opens(pageWith(feed));
  const link = heidi.part(heidi.articleElement, 'feed').getByRole('link', { name: 'One' });
  await link.waitFor();
  const [tab] = await Promise.all([context.waitForEvent('page'), link.click({ modifiers: ['ControlOrMeta'] })]);
  assert.match(tab.url(), /elsewhere\.html/);
  await tab.close();
  await page.evaluate(() => {
    document.addEventListener('heidi:link', (event) => event.preventDefault(), { once: true });
  });
  await link.click();
  await heidi.isStill();
  assert.ok(await link.isVisible());
  await link.click();
  await heidi.seesTitle('One');
});

test('a mistake in another format is named, and Retry shows the article once it is mended', async ({ heidi }) => {
  await heidi.opens(pageWith({ ...jsonFeed, items: [{ id: '1', url: 7 }] }));
  await heidi.seesArticleProblem(/"items\[0\]\.url" must be a string, but is a number/);
  site.serves('/foreign.json', here(jsonFeed));
  await heidi.retriesArticle();
  await heidi.part(heidi.articleElement, 'feed').waitFor();
});

test('where what reads other formats cannot be loaded it is said, and Retry tries again', async ({
  heidi,
  page,
  trouble,
}) => {
  trouble.expects(failedRequest);
  await page.route('**/heidi-formats.js', (route) => route.abort());
  await heidi.opens(pageWith(wordPressPost));
  await heidi.seesArticleProblem(/what reads other formats could not be loaded/);
  await page.unroute('**/heidi-formats.js');
  await heidi.retriesArticle();
  await heidi.seesTitle('The sandbank that wasn’t there – and is');
});

test('a format that does not exist is named once, and the article is shown all the same', async ({
  heidi,
  page,
  trouble,
}) => {
  trouble.expects(/allowed are auto/);
  const warnings = /** @type {string[]} */ ([]);
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  await heidi.opensArticle(pageWith(lanternStory, 'format="rss"'), lanternStory.title);
  await heidi.articleElement.evaluate((element) => element.setAttribute('theme', 'dark'));
  await heidi.isStill();
  assert.deepEqual(warnings, [
    '<heidi-article format="rss">: allowed are auto, heidi, json-feed, wordpress, ghost, json-ld. It is taken as "auto".',
  ]);
});

test('a format that is named is the one that is read', async ({ heidi }) => {
  await heidi.opens(pageWith(lanternStory, 'format="wordpress"'));
  await heidi.seesArticleProblem(/"content" is missing/);
  await heidi.articleElement.evaluate((element) => element.setAttribute('format', 'heidi'));
  await heidi.seesTitle(lanternStory.title);
});

test('under a strict policy with Trusted Types nothing is complained about', async ({ heidi }) => {
  const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self' data:; worker-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types heidi`;
  const styled = post(
    content(
      '<p style="color: red">Styled</p><table><tr><td style="text-align: right" onclick="x()">1</td><td>2</td></tr></table>',
    ),
  );
  const url = pageWith(styled, '', { headers: { 'Content-Security-Policy': policy } });
  await heidi.opensArticle(url, 'The sandbank that wasn’t there – and is');
  await heidi.seesInArticle('Styled');
});

// ---- both painters

const richPost = { ...wordPressPost, title: 'rich' };
const inBothFormats = painters([canvas, css], () => pageWith(wordPressPost));

for (const width of [360, 1024]) {
  canvas.test(`at ${width} px both painters show a post alike`, async () => {
    const story = { ...richPost, title: 'The sandbank that wasn’t there – and is' };
    const options = { viewport: { width, height: 3_200 } };
    const [painted, plain] = await inBothFormats(story, options, async ({ heidi }) => ({
      layout: await layoutOf(heidi.articleElement),
      picture: await pictureOf(heidi.articleElement),
    }));
    assert.deepEqual(shiftsBetween(painted.layout, plain.layout, 1), []);
    const { share, mean, worst } = differenceOf(painted.picture, plain.picture);
    assert.ok(share < 0.005 && mean < 1 && worst < 8, `${share} ${mean} ${worst}`);
  });
}
