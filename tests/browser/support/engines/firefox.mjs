// Firefox as Debian ships it, by WebDriver BiDi. playwright-core 1.65 begins every context with a command that Firefox
// 153 does not know (emulation.setMediaFeaturesOverride), 1.64 does not: hence the version in package.json.
import { firefox } from 'playwright-core';
import { commandPath } from '../../../../tools/setup/run.mjs';
import { openDisplay } from './display.mjs';

function launch(options) {
  const executablePath = process.env.FIREFOX ?? commandPath('firefox-esr') ?? commandPath('firefox');
  return firefox.launch({ channel: 'moz-firefox', executablePath, ...options });
}

/** On a display it has WebGL, from Mesa in software where there is no graphics card. */
export async function openFirefoxOnDisplay() {
  const display = await openDisplay();
  const env = { ...process.env, DISPLAY: display.name, MOZ_ENABLE_WAYLAND: '0', LIBGL_ALWAYS_SOFTWARE: '1' };
  const browser = await launch({ headless: false, env });
  browser.on('disconnected', () => display.close());
  return browser;
}

/** Without a display it has no WebGL. */
export function openFirefoxWithoutDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY, ...env } = process.env;
  return launch({ headless: true, env });
}
