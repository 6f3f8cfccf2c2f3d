// Every state that a widget can be in, and how a reader comes to it.
import { everyMarkdown, lanternPicture, lanternStory as story } from './articles.mjs';
import { failedRequest } from './browser.mjs';
import { saying } from './languages.mjs';
import { siteForThisFile, widgetTag } from './pages.mjs';
import { serverForThisFile } from './server.mjs';

/** @typedef {import('./browser.mjs').Scene} Scene */
/** @typedef {Record<string, (scene: Scene) => Promise<unknown>>} States by their names */

/** @typedef {ReturnType<typeof partnerForThisFile>} Partner */

/** A partner's site and a server, which all tests of a file share. @param {{attributes?: string}} [how] of the tag */
function partnerForThisFile({ attributes = '' } = {}) {
  const site = siteForThisFile();
  const server = serverForThisFile({ 'lantern.json': story, 'lantern.svg': lanternPicture }, [
    '--pace-ms',
    '300',
    '--faults',
  ]);
  return {
    site,
    server,
    /** A page with the widgets; returns its address. @param {string} path @param {Parameters<typeof widgetTag>[0]} what */
    page: (path, what) => {
      const tag = widgetTag({ ...what, attributes: `async ${attributes} ${what?.attributes ?? ''}` });
      return site.page(path, `<main><h1>A page of a partner</h1>${tag}</main>`);
    },
  };
}

// ---- the article

/** @param {Partner} partner @param {Scene} scene @param {string} [fragment] */
async function opensArticle({ site, page }, { heidi }, fragment = '') {
  site.serves('/story.json', { ...everyMarkdown, labels: story.labels, author: story.author, url: '/article.html' });
  site.serves('/lantern.svg', lanternPicture);
  const address = page('/article.html', { article: '/story.json' });
  await heidi.opensArticle(address + fragment, everyMarkdown.title);
}

const note = 'Or so they say.';

/** The same with a note, once all that comes behind it is there. @param {Partner} partner @param {Scene} scene */
async function opensComfortableArticle(partner, scene) {
  const { heidi } = scene;
  const { body_markdown: markdown } = everyMarkdown;
  partner.site.serves('/story.json', {
    ...everyMarkdown,
    body_markdown: `It began here[^1].\n\n${markdown}\n\n[^1]: ${note}`,
    url: '/article.html',
  });
  partner.site.serves('/lantern.svg', lanternPicture);
  await heidi.opensArticle(partner.page('/article.html', { article: '/story.json' }), everyMarkdown.title);
  await tool(scene, 'contents').waitFor();
}

/** @param {Scene} scene @param {string} text the key of its name */
const tool = ({ heidi }, text) => heidi.article.getByRole('button', { name: heidi.texts[text] });

/** @param {Scene} scene */
const dialogIn = ({ heidi }) => heidi.articleElement.getByRole('dialog');

/** Runs in the page: a voice that has no end. */
function endlessVoice() {
  const speechSynthesis = { speak: () => {}, cancel: () => {} };
  Object.defineProperty(globalThis, 'speechSynthesis', { value: speechSynthesis });
}

const feed = {
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Notes from the mole',
  next_url: '/more.json',
  items: [
    { id: '1', url: '/gulls', title: 'What gulls know', summary: 'They read the timetable.', image: '/lantern.svg' },
    { id: '2', title: 'Flags', content_text: 'Red, mostly.' },
  ],
};

/** @param {Partner} partner @returns {States} */
const articleStates = (partner) => ({
  'an article': (scene) => opensArticle(partner, scene),
  'an article with a marked paragraph': async (scene) => {
    await opensArticle(partner, scene, '#heidi-paragraph-1');
    await scene.heidi.part(scene.heidi.articleElement, 'marked').waitFor();
  },
  'an article that is read aloud, with a note and the offer to go on': async (scene) => {
    const places = JSON.stringify({ [`${partner.site.url}article.html`]: 5 });
    await scene.page.addInitScript((kept) => localStorage.setItem('heidi places', kept), places);
    await scene.page.addInitScript(endlessVoice);
    await opensComfortableArticle(partner, scene);
    await scene.heidi.articleElement.getByRole('button', { name: scene.heidi.texts.resume_reading }).waitFor();
    await tool(scene, 'listen').click();
    await tool(scene, 'pause').waitFor();
    await scene.heidi.article.locator('sup a').first().focus();
    await scene.heidi.articleElement.getByRole('note').filter({ hasText: note }).waitFor();
  },
  'the contents of an article': async (scene) => {
    await opensComfortableArticle(partner, scene);
    await tool(scene, 'contents').click();
    await dialogIn(scene).getByRole('link').first().waitFor();
  },
  'the keys of an article': async (scene) => {
    await opensComfortableArticle(partner, scene);
    await tool(scene, 'contents').press('?');
    await dialogIn(scene).getByRole('term').first().waitFor();
  },
  'a picture that fills the screen': async (scene) => {
    await opensComfortableArticle(partner, scene);
    await scene.heidi.article.getByRole('img', { name: 'A jetty' }).click();
    await dialogIn(scene).getByRole('img').waitFor();
  },
  'a feed whose next page does not come': async ({ heidi, trouble }) => {
    trouble.expects(failedRequest);
    partner.site.serves('/feed.json', feed);
    partner.site.serves('/lantern.svg', lanternPicture);
    partner.site.serves('/more.json', '', { status: 503 });
    await heidi.opens(partner.page('/feed.html', { article: '/feed.json' }));
    await heidi.articleElement.getByRole('button', { name: heidi.texts.show_more }).click();
    await heidi.articleElement.getByText(heidi.texts.more_failed).waitFor();
  },
  'an article that is on its way': async ({ heidi }) => {
    partner.site.answers('/story.json', () => {});
    await heidi.opens(partner.page('/article.html', { article: '/story.json' }));
    await heidi.articleElement.getByText(heidi.texts.article_loading).waitFor();
  },
  'an article that cannot be shown': async ({ heidi }) => {
    partner.site.serves('/story.json', '{}');
    await heidi.opens(partner.page('/article.html', { article: '/story.json' }));
    await heidi.seesArticleProblem(/"title" is missing/);
  },
});

// ---- the chat

const answer = {
  reply: `Norway **won**[^1], with \`312\` points:\n\n- the jump\n- the [sprint](https://news.example/sprint)\n\n> By far.\n
| Land | Points |\n|---|--:|\n| Norway | 312 |\n| Sweden | 288 |\n\n\`\`\`js\nconst points = 312;\n\`\`\`\n\n[^1]: By far.`,
  sources: [{ title: 'The results', url: 'https://news.example/results' }],
  suggestions: ['Who was second?', 'How many points?'],
};

/** @param {Partner} partner */
const chatPage = ({ page }) => page('/chat.html', { chat: '/ask', attributes: 'data-protocol="json"' });

/** @param {Partner} partner @param {Scene} scene */
async function opensChat(partner, { heidi }) {
  await heidi.opens(chatPage(partner));
  await heidi.opensChat();
}

/** @param {Partner} partner @param {Scene} scene @param {object} reply @param {number} [status] */
async function asks(partner, scene, reply, status = 200) {
  partner.site.answers('/ask', async (request, response) => {
    await request.toArray();
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(reply));
  });
  await opensChat(partner, scene);
  await scene.heidi.asks('Who won?');
}

/** @param {Partner} partner @param {Scene} scene */
async function seesAnswerBegin({ server, page }, { heidi, trouble }) {
  trouble.expects(failedRequest);
  await server.start();
  await server.mends();
  const chat = `${server.url}api/heidi`;
  const from = `${server.url}heidi/heidi.js`;
  await heidi.opens(page('/chat.html', { chat, from, article: `${server.url}content/lantern.json` }));
  await heidi.seesTitle(story.title);
  await heidi.opensChat();
  await heidi.asks('What did the survey of archives find last winter?');
  await heidi.seesAnswerBegin();
}

/** @param {Partner} partner @returns {States} */
const chatStates = (partner) => ({
  'the button that opens the chat': ({ heidi }) => heidi.opens(chatPage(partner)),
  'a chat whose core has not come yet': async ({ heidi, page }) => {
    // Never answered: what is under way when a page closes is dropped.
    await page.route('**/heidi-widget.js', () => {});
    await heidi.opens(chatPage(partner));
    await heidi.launcher.click();
    await heidi.composer.waitFor();
  },
  'a chat whose core cannot be had': async ({ heidi, page, trouble }) => {
    trouble.expects(failedRequest);
    await page.route('**/heidi-widget.js', (route) => route.abort());
    await heidi.opens(chatPage(partner));
    await heidi.launcher.click();
    await heidi.seesErrorBar();
  },
  'an empty chat': (scene) => opensChat(partner, scene),
  'a quotation that is to be asked about': async (scene) => {
    await scene.heidi.opens(chatPage(partner));
    await scene.page.evaluate((quote) => /** @type {any} */ (globalThis).Heidi.ask('', { quote }), note);
    await scene.heidi.panel.getByRole('button', { name: scene.heidi.texts.forget_quote }).waitFor();
  },
  'an answer with all that one can have': async (scene) => {
    await asks(partner, scene, answer);
    await scene.heidi.seesAnswer(/By far/);
  },
  'a question that could not be sent': async (scene) => {
    scene.trouble.expects(failedRequest);
    await asks(partner, scene, { error: 'No.' }, 400);
    await scene.heidi.transcript.getByText(saying(scene.heidi.texts.could_not_send)).waitFor();
  },
  'an answer to be rated, and its sources': async (scene) => {
    await seesAnswerBegin(partner, scene);
    await scene.heidi.seesAnswer(/burn only once/);
  },
  'the question whether to start over': async (scene) => {
    await asks(partner, scene, answer);
    await scene.heidi.seesAnswer(/By far/);
    await scene.heidi.presses(scene.heidi.texts.new_conversation);
    await scene.heidi.panel.getByRole('button', { name: scene.heidi.texts.keep_it }).waitFor();
  },
  'a chat that is paused': async (scene) => {
    await seesAnswerBegin(partner, scene);
    await partner.server.breaks({ pause: { reason: 'We are moving house.' } });
    await scene.heidi.seesStrip(saying(scene.heidi.texts.paused));
  },
  'a chat that counts down to its next attempt': async (scene) => {
    await seesAnswerBegin(partner, scene);
    await partner.server.kill();
    await scene.heidi.seesStrip(saying(scene.heidi.texts.rejoin_failed), { within: 30_000 });
  },
  'a chat that is offline': async (scene) => {
    await seesAnswerBegin(partner, scene);
    await scene.context.setOffline(true);
    await partner.server.kill();
    await scene.heidi.seesStrip(saying(scene.heidi.texts.offline));
  },
  'a chat whose core has failed': async (scene) => {
    scene.trouble.expects(/Out of luck/);
    await opensChat(partner, scene);
    await scene.page.workers()[0].evaluate(() => {
      setTimeout(() => {
        throw new Error('Out of luck');
      });
    });
    await scene.heidi.seesErrorBar();
  },
});

const asked = ['Who won?', 'What did the survey of archives find last winter?', 'We are moving house.'];

/** All that is written in these states by others than the widget. */
export const content = JSON.stringify([everyMarkdown, story, answer, asked, feed, note, 'It began here']).replaceAll(
  '\\n',
  ' ',
);

/** @param {{attributes?: string}} [how] of the tag */
export function statesForThisFile(how) {
  const partner = partnerForThisFile(how);
  return { site: partner.site, articleStates: articleStates(partner), chatStates: chatStates(partner) };
}
