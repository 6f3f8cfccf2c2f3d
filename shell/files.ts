// Where the widget's files are. Beside heidi.js their names do not change; a bundler gives each a name of its own.

export type FileAddress = (name: string) => string;

/** @param base the folder, with its slash at the end */
export const inFolder =
  (base: string): FileAddress =>
  (name) =>
    base + name;
