// The Content-Security-Policy of the demo page and the examples. Trusted Types are enforced on all of them.

// What the widget needs where its files and its endpoint are the page's own. Partners are told this policy (web/docs/), so
// two of the examples have it and nothing else.
const widgetPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "worker-src 'self'",
  "require-trusted-types-for 'script'",
];

const ofTheseSites = ["style-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'"];

const strictPolicy = [...widgetPolicy, "img-src 'self'", 'trusted-types heidi', ...ofTheseSites].join('; ');

// Images may come from anywhere because a content folder may name any. Vue makes a Trusted Types policy of its own.
const pagePolicy = [
  ...widgetPolicy,
  "img-src 'self' https: data: blob:",
  'trusted-types heidi vue',
  ...ofTheseSites,
].join('; ');

// An SVG opened on its own is a document that could run scripts; ours and a partner's never need to.
export const imagePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** @param {string} path of the page @returns {Record<string, string>} */
export function pageHeaders(path) {
  if (path === '/examples/strict.html') return { 'Content-Security-Policy': strictPolicy };
  // `frame-ancestors` only counts where it is enforced, and browsers say so.
  const reported = strictPolicy.replace("; frame-ancestors 'self'", '');
  if (path === '/examples/report-only.html') return { 'Content-Security-Policy-Report-Only': reported };
  return { 'Content-Security-Policy': pagePolicy };
}
