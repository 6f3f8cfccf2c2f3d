// What the strip says when the server's operator pauses the sessions.
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile, failedRequest } from './support/browser.mjs';
import { serverForThisFile } from './support/server.mjs';

// Slow enough that there is always something left to be told when the session is paused.
const server = serverForThisFile({ 'lantern.json': story, 'lantern.svg': lanternPicture }, ['--pace-ms', '300']);
const { test } = chromiumForThisFile();

const question = 'What did the survey of archives find last winter?';
const answer = /needs? no licence and burn only once/;

test('a session that the server has paused goes on with "Resume"', async ({ heidi }) => {
  await heidi.opensArticle(server.url, story.title);
  await heidi.opensChat();
  await heidi.asks(question);
  await heidi.seesAnswerBegin();
  await server.pausesAllSessions({ reason: 'The desk is closed for lunch.' });
  await heidi.seesStrip('The session has been paused by the server. The desk is closed for lunch.');
  await heidi.presses('Resume the session');
  await heidi.seesAnswer(answer);
  await heidi.seesNoStrip();
});

test('a session that cannot be resumed says so, and "Retry" resumes it later', async ({ heidi, trouble }) => {
  trouble.expects(failedRequest);
  await heidi.opensArticle(server.url, story.title);
  await heidi.opensChat();
  await heidi.asks(question);
  await heidi.seesAnswerBegin();
  await server.pausesAllSessions({ holdS: 2 });
  await heidi.seesStrip('The session has been paused by the server.');
  await heidi.presses('Resume the session');
  await heidi.seesStrip('Failed to resume the session. Please retry or reload the page.');
  await server.letsAllSessionsGoOn();
  await heidi.presses('Retry');
  await heidi.seesAnswer(answer);
  await heidi.seesNoStrip();
});

test('a paused session is still paused after the page is loaded again', async ({ heidi, page }) => {
  await heidi.opensArticle(server.url, story.title);
  await heidi.opensChat();
  await heidi.asks(question);
  await heidi.seesAnswerBegin();
  await server.pausesAllSessions();
  await heidi.seesStrip('The session has been paused by the server.');
  await page.reload();
  await heidi.opensChat();
  await heidi.seesStrip('The session has been paused by the server.');
  await heidi.presses('Resume the session');
  await heidi.seesAnswer(answer);
});
