// Firefox without a display has no WebGL: the core in a worker, painted by CSS.
import { openFirefoxWithoutDisplay } from '../support/engines/firefox.mjs';
import { tellEverythingIn } from './chapters.mjs';

const noCanvas = 'there is no WebGL, so CSS paints from the start';

tellEverythingIn({
  name: 'Firefox without WebGL',
  open: openFirefoxWithoutDisplay,
  shows: { painter: 'css', host: 'worker' },
  failedRequest: /NetworkError/,
  cannot: {
    'looks on the canvas as CSS would paint it': noCanvas,
    'goes over to CSS where the graphics context is lost, and back': noCanvas,
    'has every run of both directions where the browser would have it': noCanvas,
    'is painted with both': noCanvas,
  },
});
