// Written by tools/pack.mjs: where a bundler, or the browser by itself, finds each file of the widget.
export declare const files: Record<string, string>;
