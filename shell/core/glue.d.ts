// Emscripten's glue, made by the build.
declare module '*/heidi-core.mjs' {
  export default function createModule(options: Record<string, unknown>): Promise<unknown>;
}

declare const WorkerGlobalScope: unknown;
