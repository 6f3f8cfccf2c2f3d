// Loads the core's module. What partners load is a small module that carries the core packed, and unpacks it into its own memory
// (src/unpack/unpack.h, src/port/browser/unpacker.cpp): to servers, caches, policies and hashes it is a module like any other.

/** By their numbers in `UnpackProblem`. */
const problems = [
  '',
  'it ends early',
  'something is left over',
  'it is larger than it says',
  'it asks for what is not there',
];

/** What the unpacker exports; a module that was not packed, as developers have it, does not. */
type Unpacker = { memory: WebAssembly.Memory; unpack(): number };

export function instantiate(url: string, imports: WebAssembly.Imports): Promise<WebAssembly.Instance> {
  return compiled(url).then((loaded) =>
    WebAssembly.Module.exports(loaded).some(({ name }) => name === 'unpack')
      ? // Nothing is kept of the unpacker: its memory goes while the core is being compiled.
        WebAssembly.instantiate(loaded)
          .then(({ exports }) => WebAssembly.instantiate(unpacked(exports as Unpacker), imports))
          .then(({ instance }) => instance)
      : WebAssembly.instantiate(loaded, imports),
  );
}

export async function compiled(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be loaded: the server answered ${response.status}.`);
  // Streaming is for servers that name the type; others are common enough.
  return response.headers.get('Content-Type')?.startsWith('application/wasm')
    ? WebAssembly.compileStreaming(response)
    : response.arrayBuffer().then((bytes) => WebAssembly.compile(bytes));
}

function unpacked({ memory, unpack }: Unpacker): Uint8Array<ArrayBuffer> {
  const place = unpack();
  const [problem = 0, start, length] = new Uint32Array(memory.buffer, place, 3);
  if (problem > 0) throw new Error(`The core could not be unpacked: ${problems[problem]}.`);
  return new Uint8Array(memory.buffer, start, length);
}
