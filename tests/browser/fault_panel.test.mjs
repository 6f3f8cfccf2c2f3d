// "Break the connection" on the demo page, as somebody uses it who tries the widget out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile, failedRequest } from './support/browser.mjs';
import { becomes } from './support/eventually.mjs';
import { serverForThisFile } from './support/server.mjs';

const files = { 'lantern.json': story, 'lantern.svg': lanternPicture };
const server = serverForThisFile(files, ['--pace-ms', '0', '--faults']);
const unbreakable = serverForThisFile(files);
const { test } = chromiumForThisFile();

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What the server says is broken. */
const faults = async () => (await fetch(`${server.url}api/heidi/faults`)).json();

/** @param {object} wanted */
const set = (wanted) =>
  fetch(`${server.url}api/heidi/faults`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(wanted),
  });

/** @param {import('playwright-core').Page} page */
async function opensPanel(page) {
  // Whatever the test before left.
  if (page.url() === 'about:blank') await set({});
  await page.goto(server.url);
  const panel = page.locator('details.faults');
  await panel.locator('summary').click();
  return {
    panel,
    count: panel.locator('.count'),
    switch: (/** @type {string} */ name) => panel.getByRole('switch', { name, exact: true }),
    field: (/** @type {string} */ name) => panel.getByLabel(name),
    mend: panel.getByRole('button', { name: 'Mend everything' }),
    status: panel.getByRole('status'),
  };
}

const titles = {
  cut: 'Cut answers off',
  black_hole: 'Fall silent',
  slow: 'Be slow',
  duplicate: 'Say everything twice',
  refuse: 'Refuse requests',
  forget: 'Forget the conversation',
  pause: 'Pause the conversation',
  wrong_json: 'Talk nonsense',
  buffer: 'Hold answers back',
};

test('a server without faults shows no panel', async ({ heidi, page }) => {
  await heidi.opensArticle(unbreakable.url, story.title);
  assert.equal(await page.locator('.faults').count(), 0);
  assert.doesNotMatch(await page.content(), /fault-panel/);
});

test('each switch breaks one thing, and one button mends everything', async ({ page }) => {
  const panel = await opensPanel(page);
  const all = Object.entries(titles);
  for (const [index, [name, title]] of all.entries()) {
    await panel.switch(title).check();
    await becomes(async () => name in (await faults()), true, `${name} is on`);
    await becomes(() => panel.count.textContent(), `${index + 1} on`, 'how many are on');
  }
  assert.equal(await panel.panel.getByRole('switch').count(), all.length);
  await panel.mend.click();
  await becomes(() => panel.status.textContent(), 'Everything is mended.', 'it says so');
  assert.deepEqual(await faults(), {});
  for (const title of Object.values(titles)) assert.equal(await panel.switch(title).isChecked(), false, title);
});

test('what is set there is what the server does, and is read back after a reload', async ({ page }) => {
  let panel = await opensPanel(page);
  await panel.switch(titles.refuse).check();
  await panel.panel.getByLabel('Because').selectOption('429');
  await panel.panel.getByLabel('Try again after').fill('40');
  await panel.panel.getByLabel('Happens').locator('visible=true').selectOption('3 times');
  const wanted = { status: 429, retry_after_s: 40, times: 3 };
  const refusal = async () => {
    const { calls, ...rest } = (await faults()).refuse;
    return rest;
  };
  await becomes(refusal, wanted, 'the server has it');
  // One of the three; the panel looks again by itself.
  await fetch(`${server.url}api/heidi/sessions`, { method: 'POST' });
  const often = () => panel.panel.getByLabel('Happens').locator('visible=true').locator('option:checked').textContent();
  await becomes(often, '2 more times', 'the times that are left');

  panel = await opensPanel(page);
  assert.equal(await panel.switch(titles.refuse).isChecked(), true);
  assert.equal(await panel.panel.getByLabel('Because').inputValue(), '429');
  assert.equal(await panel.panel.getByLabel('Try again after').inputValue(), '40');
  await panel.panel.getByLabel('Because').selectOption('500');
  await becomes(refusal, { status: 500, times: 2 }, 'a mistake has no waiting time');
  assert.equal(await panel.panel.getByLabel('Try again after').isVisible(), false);
  await panel.mend.click();
  await becomes(faults, {}, 'mended');
});

test('a number that cannot be is not sent', async ({ page }) => {
  const panel = await opensPanel(page);
  await panel.switch(titles.slow).check();
  await becomes(async () => (await faults()).slow?.ms, 1500, 'slow');
  await panel.panel.getByLabel('By milliseconds').fill('70000');
  await panel.panel.getByLabel('By milliseconds').press('Tab');
  assert.equal(await panel.panel.getByLabel('By milliseconds').evaluate((input) => input.matches(':invalid')), true);
  assert.equal((await faults()).slow.ms, 1500);
  await set({});
});

test('it can be used with the keyboard alone, and Escape closes it', async ({ page }) => {
  await set({});
  await page.goto(server.url);
  const summary = page.locator('details.faults summary');
  await summary.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  // Chromium lets Tab stop at a list that scrolls only where nothing in it can have the focus.
  await page.keyboard.press('Space');
  await becomes(async () => Object.keys(await faults()), ['cut'], 'the first switch is on');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('250');
  await page.keyboard.press('Enter');
  await becomes(async () => (await faults()).cut.after_bytes, 250, 'so many bytes');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('details.faults').getAttribute('open'), null);
  assert.equal(await summary.evaluate((element) => element === document.activeElement), true);
  await set({});
});

test('a server that does not answer is said to be so', async ({ page, trouble }) => {
  trouble.expects(failedRequest);
  const panel = await opensPanel(page);
  await server.kill();
  await panel.switch(titles.slow).click();
  await becomes(() => panel.status.textContent(), 'The server does not answer.', 'it says so');
  await server.start();
  await becomes(() => panel.switch(titles.slow).isChecked(), false, 'the new server has no faults');
  await becomes(() => panel.status.textContent(), '', 'nothing is left to say');
});

for (const [name, options] of /** @type {[string, object][]} */ ([
  ['light, at a desk', {}],
  ['dark, at a desk', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
])) {
  test(
    `axe finds nothing wrong with it, and nothing sticks out: ${name}`,
    async ({ page }) => {
      const panel = await opensPanel(page);
      await set(Object.fromEntries(Object.keys(titles).map((fault) => [fault, {}])));
      await becomes(() => panel.count.textContent(), '9 on', 'everything is on');
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => (await window.axe.run('details.faults')).violations);
      assert.deepEqual(
        violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
        [],
      );
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow}px too wide`);
      await set({});
    },
    options,
  );
}

test('a conversation that was cut twice is whole in the end', async ({ heidi, page, trouble }) => {
  trouble.expects(failedRequest);
  await heidi.opensArticle(server.url, story.title);
  await set({ cut: { after_bytes: 700, times: 2 } });
  await heidi.opensChat();
  await heidi.asks('What did the survey of archives find last winter?');
  await heidi.seesAnswer(/survey of 212 archives/);
  await becomes(faults, {}, 'both cuts happened');
  assert.equal(await page.locator('details.faults').isVisible(), true);
});
