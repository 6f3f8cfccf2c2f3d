// Chromium: the core in a worker, painted on canvases. Here the browser itself draws with the graphics interface too, as it does
// where there is a graphics card; elsewhere the tests spare that (see softwareWebGl).
import { failedRequest, openChromium, softwareGraphics } from '../support/browser.mjs';
import { tellEverythingIn } from './chapters.mjs';

tellEverythingIn({
  name: 'Chromium',
  open: () => openChromium({ args: softwareGraphics }),
  shows: { painter: 'canvas', host: 'worker' },
  failedRequest,
  cannot: {},
});
