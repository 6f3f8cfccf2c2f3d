// OpenGL ES 3 for the core, made of WebGL 2: what src/port/browser/browser_port.cpp calls, and of what Dear ImGui's backend calls
// that which tools/imgui_config/only_webgl2.h leaves.

import type { HostCall, Memory } from './module.js';

export function openGl(memory: Memory) {
  let gl: WebGL2RenderingContext;
  /** By the numbers that C knows them by; 0 is none. */
  const objects: unknown[] = [null];

  const numbered = (object: unknown) => objects.push(object) - 1;
  const object = <Kind>(number: number) => objects[number] as Kind;
  const removed = <Kind>(number: number) => {
    const known = object<Kind>(number);
    objects[number] = null;
    return known;
  };
  const make = (count: number, numbers: number, one: () => unknown) => {
    const made = memory.numbers(numbers, count);
    for (let i = 0; i < count; ++i) made[i] = numbered(one());
  };

  /** Where C's arguments are not WebGL's. */
  const translated: Record<string, HostCall> = {
    glCreateShader: (kind) => numbered(gl.createShader(kind)),
    glShaderSource: (shader, count, texts) =>
      gl.shaderSource(object(shader), Array.from(memory.numbers(texts, count), (text) => memory.cText(text)).join('')),
    glCompileShader: (shader) => gl.compileShader(object(shader)),
    glDeleteShader: (shader) => gl.deleteShader(removed(shader)),

    glCreateProgram: () => numbered(gl.createProgram()),
    glAttachShader: (program, shader) => gl.attachShader(object(program), object(shader)),
    glDetachShader: (program, shader) => gl.detachShader(object(program), object(shader)),
    glLinkProgram: (program) => gl.linkProgram(object(program)),
    glUseProgram: (program) => gl.useProgram(object(program)),
    glDeleteProgram: (program) => gl.deleteProgram(removed(program)),
    glGetAttribLocation: (program, name) => gl.getAttribLocation(object(program), memory.cText(name)),
    glGetUniformLocation: (program, name) => numbered(gl.getUniformLocation(object(program), memory.cText(name))),
    glUniform1i: (place, value) => gl.uniform1i(object(place), value),
    glUniformMatrix4fv: (place, count, transposed, values) =>
      gl.uniformMatrix4fv(object(place), transposed !== 0, memory.floats(values, 16 * count)),

    glGenBuffers: (count, numbers) => make(count, numbers, () => gl.createBuffer()),
    glBindBuffer: (target, buffer) => gl.bindBuffer(target, object(buffer)),
    glBufferData: (target, size, bytes, use) => gl.bufferData(target, memory.view(bytes, size), use),
    glDeleteBuffers: (count, numbers) => {
      for (const buffer of memory.numbers(numbers, count)) gl.deleteBuffer(removed(buffer));
    },

    glGenTextures: (count, numbers) => make(count, numbers, () => gl.createTexture()),
    glBindTexture: (target, texture) => gl.bindTexture(target, object(texture)),
    // Of the formats only RGBA, a byte each.
    glTexSubImage2D: (target, level, x, y, width, height, format, type, pixels) =>
      gl.texSubImage2D(target, level, x, y, width, height, format, type, memory.view(pixels, 4 * width * height)),
    glDeleteTextures: (count, numbers) => {
      for (const texture of memory.numbers(numbers, count)) gl.deleteTexture(removed(texture));
    },
  };

  /** Others take nothing but numbers, and are called as in WebGL: glClearColor is clearColor. */
  const asItIs = (name: string): HostCall | undefined => {
    if (!name.startsWith('gl')) return undefined;
    const method = name.charAt(2).toLowerCase() + name.slice(3);
    return (...args) => gl[method as 'clear'](...(args as [number]));
  };

  return {
    /** An earlier context's objects are gone with it. Their numbers are not given again: they may still be deleted. */
    use(context: WebGL2RenderingContext): void {
      gl = context;
      objects.fill(null);
    },

    /** Puts a picture onto a texture, so many pixels below its top. */
    upload(texture: number, top: number, picture: TexImageSource): void {
      gl.bindTexture(gl.TEXTURE_2D, object(texture));
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, top, gl.RGBA, gl.UNSIGNED_BYTE, picture);
    },

    /** For the module to import. */
    calls: new Proxy(translated, {
      get: (known, name: string) => known[name] ?? asItIs(name),
    }),
  };
}
