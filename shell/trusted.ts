// Where a page enforces Trusted Types, our one policy is called "heidi".

interface Rules {
  createScriptURL(url: string): string;
  createHTML(html: string): string;
}

let policy: Rules | undefined;

/** Null where the browser has no such thing. */
function ours(): Rules | null {
  const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy(name: string, rules: Rules): Rules } };
  if (!trustedTypes) return null;
  policy ??= trustedTypes.createPolicy('heidi', { createScriptURL: (url) => url, createHTML: (html) => html });
  return policy;
}

export function trustedScriptUrl(url: string): string {
  return ours()?.createScriptURL(url) ?? url;
}

/** Inert: nothing in it is loaded or run, and nothing of it comes to the page but through the core's gates. */
export function parsedHtml(html: string): Document {
  return new DOMParser().parseFromString(ours()?.createHTML(html) ?? html, 'text/html');
}
