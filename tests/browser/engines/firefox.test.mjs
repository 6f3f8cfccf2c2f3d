// Firefox on a display: the core in a worker, painted on canvases.
import { openFirefoxOnDisplay } from '../support/engines/firefox.mjs';
import { tellEverythingIn } from './chapters.mjs';

tellEverythingIn({
  name: 'Firefox',
  open: openFirefoxOnDisplay,
  shows: { painter: 'canvas', host: 'worker' },
  failedRequest: /NetworkError/,
  cannot: {},
});
