// axe-core finds nothing to complain about in any state of the widgets: light, dark and in forced colours, with both
// painters. In forced colours there is only one: CSS.
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { everyMarkdown, lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile, failedRequest, withoutGraphics } from './support/browser.mjs';
import { eventually } from './support/eventually.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';
import { serverForThisFile } from './support/server.mjs';

/** @typedef {import('./support/browser.mjs').Scene} Scene */

const site = siteForThisFile();
const server = serverForThisFile({ 'lantern.json': story, 'lantern.svg': lanternPicture }, [
  '--pace-ms',
  '300',
  '--faults',
]);
const painters = {
  canvas: chromiumForThisFile(),
  css: chromiumForThisFile({ args: withoutGraphics }),
};

const looks = /** @type {const} */ ({
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
});

/** What axe complains about: the rule, the element and why. @param {import('playwright-core').Page} page */
async function complaints(page) {
  const { violations } = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run(document));
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`,
    ),
  );
}

/**
 * @param {Scene} scene
 * @param {import('playwright-core').Locator} element the widget that is looked at
 * @param {string} painter
 */
async function isSound({ heidi, page }, element, painter) {
  await page.evaluate(axe.source);
  await heidi.isStill(element);
  for (const [look, media] of Object.entries(looks)) {
    if (look === 'forced colours' && painter === 'canvas') continue;
    await page.emulateMedia(media);
    await page.evaluate(twoRefreshes);
    assert.deepEqual(await complaints(page), [], look);
  }
}

/** Runs in the page: what a new look changes is shown then; pixels on canvases aside, which axe does not see. */
const twoRefreshes = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

/** @param {string} path @param {string} tag */
const page = (path, tag) => site.page(path, `<main><h1>A page of a partner</h1>${tag}</main>`);

// ---- the article

/** @param {Scene} scene @param {string} [fragment] */
async function opensArticle({ heidi }, fragment = '') {
  site.serves('/story.json', { ...everyMarkdown, labels: story.labels, author: story.author, url: '/article.html' });
  site.serves('/lantern.svg', lanternPicture);
  const address = page('/article.html', widgetTag({ article: '/story.json' }));
  await heidi.opensArticle(address + fragment, everyMarkdown.title);
}

/** @type {Record<string, (scene: Scene) => Promise<unknown>>} */
const articleStates = {
  'an article': (scene) => opensArticle(scene),
  'an article with a marked paragraph': async (scene) => {
    await opensArticle(scene, '#heidi-paragraph-1');
    await scene.heidi.part(scene.heidi.articleElement, 'marked').waitFor();
  },
  'an article that is on its way': async ({ heidi }) => {
    site.answers('/story.json', () => {});
    await heidi.opens(page('/article.html', widgetTag({ article: '/story.json' })));
    await heidi.articleElement.getByText('Loading the article…').waitFor();
  },
  'an article that cannot be shown': async ({ heidi }) => {
    site.serves('/story.json', '{}');
    await heidi.opens(page('/article.html', widgetTag({ article: '/story.json' })));
    await heidi.seesArticleProblem(/"title" is missing/);
  },
};

// ---- the chat

const answer = {
  reply: `Norway **won**[^1], with \`312\` points:\n\n- the jump\n- the [sprint](https://news.example/sprint)\n\n> By far.\n
| Land | Points |\n|---|--:|\n| Norway | 312 |\n| Sweden | 288 |\n\n\`\`\`js\nconst points = 312;\n\`\`\`\n\n[^1]: By far.`,
  sources: [{ title: 'The results', url: 'https://news.example/results' }],
  suggestions: ['Who was second?', 'How many points?'],
};

/** @param {Scene} scene */
async function opensChat({ heidi }) {
  await heidi.opens(page('/chat.html', widgetTag({ chat: '/ask', attributes: 'async data-protocol="json"' })));
  await heidi.opensChat();
}

/** @param {Scene} scene @param {object} reply @param {number} [status] */
async function asks(scene, reply, status = 200) {
  site.answers('/ask', async (request, response) => {
    await request.toArray();
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(reply));
  });
  await opensChat(scene);
  await scene.heidi.asks('Who won?');
}

/** @param {Scene} scene */
async function seesAnswerBegin({ heidi, trouble }) {
  trouble.expects(failedRequest);
  await server.start();
  await server.mends();
  const chat = `${server.url}api/heidi`;
  await heidi.opens(
    page(
      '/chat.html',
      widgetTag({ chat, from: `${server.url}heidi/heidi.js`, article: `${server.url}content/lantern.json` }),
    ),
  );
  await heidi.seesTitle(story.title);
  await heidi.opensChat();
  await heidi.asks('What did the survey of archives find last winter?');
  await heidi.seesAnswerBegin();
}

/** @type {Record<string, (scene: Scene) => Promise<unknown>>} */
const chatStates = {
  'the button that opens the chat': ({ heidi }) =>
    heidi.opens(page('/chat.html', widgetTag({ chat: '/ask', attributes: 'async data-protocol="json"' }))),
  'an empty chat': opensChat,
  'an answer with all that one can have': async (scene) => {
    await asks(scene, answer);
    await scene.heidi.seesAnswer(/By far/);
  },
  'a question that could not be sent': async (scene) => {
    scene.trouble.expects(failedRequest);
    await asks(scene, { error: 'No.' }, 400);
    await scene.heidi.transcript.getByText(/^Could not send/).waitFor();
  },
  'an answer to be rated, and its sources': async (scene) => {
    await seesAnswerBegin(scene);
    await scene.heidi.seesAnswer(/burn only once/);
  },
  'the question whether to start over': async (scene) => {
    await asks(scene, answer);
    await scene.heidi.seesAnswer(/By far/);
    await scene.heidi.presses('New conversation');
    await scene.heidi.panel.getByRole('button', { name: 'Keep this one' }).waitFor();
  },
  'a chat that is paused': async (scene) => {
    await seesAnswerBegin(scene);
    await server.breaks({ pause: { reason: 'We are moving house.' } });
    await scene.heidi.seesStrip(/has been paused by the server/);
  },
  'a chat that counts down to its next attempt': async (scene) => {
    await seesAnswerBegin(scene);
    await server.kill();
    await scene.heidi.seesStrip(/^Rejoin failed\.\.\. trying again in [2-9] seconds\.$/, { within: 30_000 });
  },
  'a chat that is offline': async (scene) => {
    await seesAnswerBegin(scene);
    await scene.context.setOffline(true);
    await server.kill();
    await scene.heidi.seesStrip(/^You appear to be offline/);
  },
  'a chat whose core has failed': async (scene) => {
    scene.trouble.expects(/Out of luck/);
    await opensChat(scene);
    await scene.page.workers()[0].evaluate(() => {
      setTimeout(() => {
        throw new Error('Out of luck');
      });
    });
    await scene.heidi.seesErrorBar();
  },
};

for (const [painter, browser] of Object.entries(painters)) {
  for (const [name, comesTo] of Object.entries(articleStates)) {
    browser.test(`${name} (${painter})`, async (scene) => {
      await comesTo(scene);
      await isSound(scene, scene.heidi.articleElement, painter);
    });
  }
  for (const [name, comesTo] of Object.entries(chatStates)) {
    browser.test(`${name} (${painter})`, async (scene) => {
      await comesTo(scene);
      await isSound(scene, scene.heidi.chatElement, painter);
    });
  }
}

painters.canvas.test('axe complains where there is something to complain about', async ({ heidi, page: shown }) => {
  await heidi.opens(page('/bad.html', '<img src="data:,">'));
  await shown.evaluate(axe.source);
  await eventually(async () => /^image-alt/.test((await complaints(shown))[0]), 'it complains');
});
