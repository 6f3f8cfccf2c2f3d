// Where the server offers an article's JSON.

/** @param {import("./article-from-json.mjs").Article} article */
export const contentPath = ({ file }) => `/content/${encodeURIComponent(file)}`;
