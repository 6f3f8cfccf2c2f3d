// The Content-Security-Policy of the demo page and the examples: what a partner's page needs for the widget, and
// nothing more. Images may come from anywhere because a content folder may name any.
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' https: data: blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

// An SVG opened on its own is a document that could run scripts; ours and a partner's never need to.
export const imagePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
