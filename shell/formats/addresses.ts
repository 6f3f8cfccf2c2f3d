// Addresses as they are written in other people's articles.

/** The absolute address; "" where it is none. Which may live, the core decides. */
export function absolute(written: string, base: string): string {
  if (!written.trim()) return '';
  try {
    return new URL(written.trim(), base).href;
  } catch {
    return '';
  }
}

/** An article's own address, against which the addresses in it are resolved. */
export function ownAddress(written: string, src: string): string {
  const address = absolute(written, src);
  return /^https?:/.test(address) ? address : '';
}

export function hostOf(address: string): string {
  try {
    return new URL(address).hostname.replace(/^www\./, '');
  } catch {
    return '';
  }
}

/** No picture is shown wider than an article's column, CSS pixels. */
const widestPicture = 720;

/** The smallest that is sharp in the column, or the largest there is. */
export function pictureFrom(srcset: string): string {
  const wanted = Math.min(innerWidth, widestPicture) * devicePixelRatio;
  const candidates = srcset
    .split(/,\s+/)
    .map((candidate) => {
      const [address = '', size = '1x'] = candidate.trim().split(/\s+/);
      const number = Number.parseFloat(size);
      return { address, width: size.endsWith('w') ? number : number * widestPicture };
    })
    .filter(({ address, width }) => address !== '' && width > 0)
    .sort((a, b) => a.width - b.width);
  return (candidates.find(({ width }) => width >= wanted) ?? candidates.at(-1))?.address ?? '';
}
