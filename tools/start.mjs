// npm start: builds what is out of date, then serves the demo page.
//
//   npm start -- --port 9000 --content some/folder     arguments go to web/server/main.mjs

import { spawn } from 'node:child_process';
import { buildAll, timed } from './build.mjs';
import { inRoot, root } from './setup/paths.mjs';
import { main } from './setup/run.mjs';

const defaults = { '--port': '8080', '--content': 'web/content' };

await main(async (args) => {
  await buildAll();
  await timed('Examples', async () => {
    // Imported only now: before the setup there is no bundler.
    const { buildExamples } = await import('./examples.mjs');
    await buildExamples();
  });
  return serve(withDefaults(args));
});

function withDefaults(args) {
  const given = (name) => args.some((arg) => arg === name || arg.startsWith(`${name}=`));
  // The demo page's panel "Break the connection". Whoever lets others reach the server has to ask for it.
  const faults = given('--faults') || given('--host') ? [] : ['--faults'];
  return [...args, ...Object.entries(defaults).flatMap((pair) => (given(pair[0]) ? [] : pair)), ...faults];
}

function serve(args) {
  const server = spawn(process.execPath, [inRoot('web', 'server', 'main.mjs'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  // The server decides how to end; we only wait for it.
  process.on('SIGINT', () => server.kill('SIGINT'));
  process.on('SIGTERM', () => server.kill('SIGTERM'));
  return new Promise((resolve) => server.on('close', (status) => resolve(status ?? 0)));
}
