// The chat as a reader uses it.
import assert from 'node:assert/strict';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { becomes } from './support/eventually.mjs';
import { serverForThisFile } from './support/server.mjs';

const server = serverForThisFile({ 'lantern.json': story, 'lantern.svg': lanternPicture }, ['--pace-ms', '0']);
const { test } = chromiumForThisFile();

const question = 'What did the survey of archives find last winter?';
const answer = /survey of 212 archives/;

/** @param {import('./support/heidi_driver.mjs').Heidi} heidi */
async function opensDemoAndChat(heidi) {
  await heidi.opensArticle(server.url, story.title);
  await heidi.opensChat();
}

test('the launcher opens a panel that invites to ask', async ({ heidi }) => {
  await opensDemoAndChat(heidi);
  await heidi.panel.getByRole('heading', { name: 'Ask Heidi' }).waitFor();
  await heidi.transcript.getByText('How can I help?', { exact: true }).waitFor();
  const invitation = 'Ask about your account, schedule a meeting, check your balance, or anything else.';
  await heidi.transcript.getByText(invitation, { exact: true }).waitFor();
});

test('the topic is "Other" until the reader chooses another one', async ({ heidi }) => {
  await opensDemoAndChat(heidi);
  const topic = heidi.panel.getByRole('combobox', { name: 'Topic' });
  assert.equal(await topic.inputValue(), 'Other');
  assert.deepEqual(await topic.getByRole('option').allTextContents(), ['Account', 'Meeting', 'Balance', 'Other']);
  await topic.selectOption('Meeting');
  await heidi.asks(question);
  await heidi.seesAnswer(answer);
  assert.equal(await topic.inputValue(), 'Meeting');
});

test('the panel opens with the cursor in the text field', async ({ heidi, page }) => {
  await opensDemoAndChat(heidi);
  await page.keyboard.type('Hello');
  await becomes(() => heidi.composer.inputValue(), 'Hello', 'the field holds what was typed');
});

test('Enter sends the question, and the answer quotes the article and names it', async ({ heidi }) => {
  await opensDemoAndChat(heidi);
  await heidi.asks(question);
  await heidi.seesQuestion(question);
  assert.equal(await heidi.composer.inputValue(), '');
  const shown = await heidi.seesAnswer(answer);
  await shown.getByRole('blockquote').filter({ hasText: answer }).waitFor();
  const link = shown.getByRole('link', { name: story.title }).first();
  assert.equal(await link.getAttribute('href'), story.url);
});

test('the Send button sends too, and gives the cursor back to the text field', async ({ heidi, page }) => {
  await opensDemoAndChat(heidi);
  await heidi.composer.fill(question);
  await heidi.sends();
  await heidi.seesAnswer(answer);
  await page.keyboard.type('And then?');
  assert.equal(await heidi.composer.inputValue(), 'And then?');
});

test('an empty message is not sent', async ({ heidi }) => {
  await opensDemoAndChat(heidi);
  await heidi.asks('   ');
  await heidi.sends();
  await heidi.asks(question);
  await heidi.seesAnswer(answer);
  assert.equal(await heidi.questions.count(), 1);
});

test('Shift+Enter breaks the line, and the field grows', async ({ heidi }) => {
  await opensDemoAndChat(heidi);
  await heidi.composer.fill('One line');
  const before = await heidi.composer.boundingBox();
  await heidi.composer.press('Shift+Enter');
  await heidi.composer.press('Shift+Enter');
  await heidi.composer.pressSequentially('and a third');
  assert.equal(await heidi.composer.inputValue(), 'One line\n\nand a third');
  assert.equal(await heidi.questions.count(), 0);
  const grown = async () => ((await heidi.composer.boundingBox())?.height ?? 0) > (before?.height ?? 0) + 20;
  await becomes(grown, true, 'the field has grown');
});

test('Escape closes the panel and gives focus back to the launcher', async ({ heidi }) => {
  await opensDemoAndChat(heidi);
  await heidi.composer.press('Escape');
  await heidi.panel.waitFor({ state: 'hidden' });
  await becomes(() => heidi.launcher.evaluate((button) => button.matches(':focus')), true, 'the launcher has focus');
});

test('the close button closes the panel, and the draft is still there when it opens again', async ({ heidi }) => {
  await opensDemoAndChat(heidi);
  await heidi.composer.fill('Half a thou');
  await heidi.presses('Close');
  await heidi.panel.waitFor({ state: 'hidden' });
  await heidi.opensChat();
  assert.equal(await heidi.composer.inputValue(), 'Half a thou');
});

test('markup in a question is shown as it was typed', async ({ heidi, page }) => {
  await opensDemoAndChat(heidi);
  const typed = '<img src=x onerror="document.title=1"> **not bold**';
  await heidi.asks(typed);
  await heidi.seesQuestion(typed);
  await heidi.seesAnswer(/./);
  assert.equal(await heidi.questions.getByRole('img').count(), 0);
  assert.equal(await page.title(), 'The Harbour Post');
});

test('what was said is still there after the page is loaded again', async ({ heidi, page }) => {
  await opensDemoAndChat(heidi);
  await heidi.asks(question);
  await heidi.seesAnswer(answer);
  await page.reload();
  await heidi.opensChat();
  await heidi.seesQuestion(question);
  await heidi.seesAnswer(answer);
});
