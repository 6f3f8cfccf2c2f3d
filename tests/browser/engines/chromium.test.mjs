// Chromium: the core in a worker, painted on canvases.
import { failedRequest, openChromium } from '../support/browser.mjs';
import { tellEverythingIn } from './chapters.mjs';

tellEverythingIn({
  name: 'Chromium',
  open: () => openChromium(),
  shows: { painter: 'canvas', host: 'worker' },
  failedRequest,
  cannot: {},
});
