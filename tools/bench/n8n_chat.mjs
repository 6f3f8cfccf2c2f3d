// @n8n/chat's built files. It cannot be a devDependency: one of the packages that it names was never published, and its own
// bundle needs none of them. So its tarball is fetched by npm, checked and unpacked into .toolchain.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inToolchain } from '../setup/paths.mjs';
import { Failure, runLong } from '../setup/run.mjs';
import { replaceFolder } from '../setup/state.mjs';

export const n8nChatVersion = '1.37.0';
const sha512 = 'V1EQxDp/+rW6o/5OZgbwDfgPJXG8Jrn3TIdq7Z/26QTP90Uo3g2gv8CMnaQcphdTQVR+K06X34DOCRHXa8Tqnw==';

// Returns the folder that holds what it publishes for pages.
export async function ensureN8nChat() {
  const target = inToolchain('peers', `n8n-chat-${n8nChatVersion}`);
  if (!existsSync(target)) await fetchInto(target);
  return join(target, 'dist');
}

async function fetchInto(target) {
  const temporary = inToolchain('tmp', 'n8n-chat');
  mkdirSync(join(temporary, 'unpacked'), { recursive: true });
  await runLong(`fetch @n8n/chat ${n8nChatVersion}`, 'npm', [
    'pack',
    `@n8n/chat@${n8nChatVersion}`,
    '--pack-destination',
    temporary,
  ]);
  const tarball = join(temporary, `n8n-chat-${n8nChatVersion}.tgz`);
  if (createHash('sha512').update(readFileSync(tarball)).digest('base64') !== sha512)
    throw new Failure(`@n8n/chat ${n8nChatVersion} is not the one that was measured before: another checksum.`);
  const unpacked = join(temporary, 'unpacked');
  await runLong('unpack @n8n/chat', 'tar', ['-xf', tarball, '-C', unpacked, '--strip-components=1']);
  mkdirSync(inToolchain('peers'), { recursive: true });
  replaceFolder(unpacked, target);
  rmSync(temporary, { recursive: true, force: true });
}
