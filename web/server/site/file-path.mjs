// From a URL's path to a file, never outside the folder.
import { realpathSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * @param {string} folder
 * @param {string} urlPath percent-encoded, below the folder, starting with "/"
 * @param {string[]} [withheld] folders in it that are not for the web
 * @returns {string | null} null: there is no such file for the web
 */
export function filePath(folder, urlPath, withheld = []) {
  const segments = decoded(urlPath)?.split('/').slice(1);
  // Hidden files are nobody's business, and ".." is a hidden file by its name.
  if (!segments || segments.some((segment) => segment === '' || segment.startsWith('.') || /[\0\\:]/.test(segment)))
    return null;
  if (withheld.includes(segments[0].toLowerCase())) return null;
  try {
    // A symbolic link may lead outside, so what counts is where the file really is.
    const root = realpathSync(folder);
    const file = realpathSync(join(root, ...segments));
    return file.startsWith(root.endsWith(sep) ? root : root + sep) ? file : null;
  } catch {
    return null;
  }
}

/** @param {string} urlPath */
function decoded(urlPath) {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return null;
  }
}
