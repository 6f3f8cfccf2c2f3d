#!/usr/bin/env node
// Starts the reference server from the command line. `--help` lists the options; README.md describes the protocol.
import { helpText, optionsFromCommandLine } from './options.mjs';
import { startServer } from './server.mjs';

/** @param {string} message @returns {never} */
function giveUp(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** @param {any} error @param {import("./options.mjs").Options} options */
function startProblem(error, options) {
  if (error.code === 'EADDRINUSE') {
    return `Port ${options.port} is taken by another program. Choose another one with --port, or 0 for any free port.`;
  }
  if (error.code === 'EACCES')
    return `This user may not listen on port ${options.port}. Choose one above 1023 with --port.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `This machine has no address "${options.host}". Choose another one with --host.`;
  }
  return `The server could not start: ${error.message}`;
}

async function main() {
  const { options, problem } = optionsFromCommandLine(process.argv.slice(2), process.env);
  if (problem) giveUp(`${problem}\n\n${helpText}`);
  if (options.help) return void process.stdout.write(helpText);

  const server = await startServer(options).catch((error) => giveUp(startProblem(error, options)));
  process.stdout.write(`Ask Heidi is at ${server.url}\n`);

  let stoppedAt = 0;
  const stop = async () => {
    // A second signal means: now. But one that comes at once is an echo: the terminal signals us, and so does npm.
    if (stoppedAt !== 0) return Date.now() - stoppedAt > 500 ? process.exit(130) : undefined;
    stoppedAt = Date.now();
    await server.stop();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

await main();
