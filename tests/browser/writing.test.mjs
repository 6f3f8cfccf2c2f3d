// An answer while it is being written.
import assert from 'node:assert/strict';
import { beforeEach } from 'node:test';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { siteForThisFile } from './support/pages.mjs';
import { serverForThisFile } from './support/server.mjs';
import { Writer } from './support/writer.mjs';

const site = siteForThisFile();
const writer = new Writer(site);
const server = serverForThisFile({ 'lantern.json': story, 'lantern.svg': lanternPicture }, () => [
  '--upstream',
  writer.url,
]);
const { test } = chromiumForThisFile();
beforeEach(() => writer.listens());

/** @param {import('./support/heidi_driver.mjs').Heidi} heidi */
async function asksOnDemoPage(heidi) {
  await heidi.opens(server.url);
  await heidi.opensChat();
  await heidi.asks('How are the herring?');
  await writer.isAsked();
}

test('until the first word comes, Heidi is writing', async ({ heidi }) => {
  await asksOnDemoPage(heidi);
  await heidi.typing.waitFor();
  await writer.writes('They are ');
  await heidi.answers.filter({ hasText: 'They are' }).waitFor();
  await heidi.typing.waitFor({ state: 'detached' });
  await writer.writes('well.');
  await writer.finishes();
  await heidi.seesAnswer(/They are well\./);
  await heidi.transcript.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
});

test('Stop ends the answer where it is', async ({ heidi }) => {
  await asksOnDemoPage(heidi);
  await writer.writes('They are ');
  await heidi.answers.filter({ hasText: 'They are' }).waitFor();
  await heidi.presses('Stop');
  await heidi.transcript.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
  await heidi.answers.getByText('Interrupted').waitFor();
  await heidi.seesAnswer(/They are/);
});

test('Markdown takes shape while it is written', async ({ heidi }) => {
  await asksOnDemoPage(heidi);
  await writer.writes('- one\n- two\n\n> A quotation with a [link](https://news.example/');
  await heidi.answers.getByRole('listitem').nth(1).waitFor();
  await heidi.answers.getByRole('blockquote').waitFor();
  await writer.writes('a) in it.');
  await writer.finishes();
  const answer = await heidi.seesAnswer(/in it\./);
  assert.equal(await answer.getByRole('link', { name: 'link' }).getAttribute('href'), 'https://news.example/a');
});

test('a link that could run a script is no link', async ({ heidi, page }) => {
  await asksOnDemoPage(heidi);
  await writer.writes('[Click](javascript:document.title=1) <script>document.title = 2</script> ![x](javascript:3)');
  await writer.finishes();
  const answer = await heidi.seesAnswer(/Click/);
  assert.equal(await answer.getByRole('link', { name: 'Click' }).count(), 0);
  assert.equal(await answer.locator('[href^="javascript"], [src^="javascript"], script').count(), 0);
  assert.equal(await page.title(), 'The Harbour Post');
});

/** @param {import('./support/heidi_driver.mjs').Heidi} heidi */
const distanceFromEnd = (heidi) =>
  heidi.transcript.evaluate((log) => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight));

test('the transcript follows the answer, but not away from a reader who has scrolled up', async ({ heidi }) => {
  await asksOnDemoPage(heidi);
  for (let i = 1; i <= 30; i++) await writer.writes(`Paragraph ${i} of many.\n\n`);
  await heidi.answers.getByText('Paragraph 30 of many.').waitFor();
  await becomes(() => distanceFromEnd(heidi), 0, 'the transcript shows its end');
  await heidi.transcript.evaluate((log) => log.scrollTo(0, 100));
  for (let i = 31; i <= 60; i++) await writer.writes(`Paragraph ${i} of many.\n\n`);
  await writer.finishes();
  await heidi.seesAnswer(/Paragraph 60/);
  await eventually(async () => (await distanceFromEnd(heidi)) > 500, 'the end is far below');
  assert.equal(await heidi.transcript.evaluate((log) => log.scrollTop), 100);
});

test('a model that fails is not mistaken for a server that is away', async ({ heidi }) => {
  site.serves('/v1/chat/completions', { error: 'No.' }, { status: 400 });
  await heidi.opens(server.url);
  await heidi.opensChat();
  await heidi.asks('How are the herring?');
  await heidi.answers.waitFor();
  await heidi.transcript.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
  await heidi.seesNoStrip();
});
