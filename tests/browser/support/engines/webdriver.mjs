// The WebDriver protocol: a driver as a process of its own, spoken to by HTTP. One session is one browser with a profile
// that is thrown away. https://www.w3.org/TR/webdriver2/
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { eventually } from '../eventually.mjs';

// How a reference to an element is marked in what scripts are given and return.
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/** @param {string} id */
export const elementReference = (id) => ({ [elementKey]: id });

/** @param {Record<string, string>} reference */
export const elementId = (reference) => reference[elementKey];

export class WebDriverError extends Error {
  /** @param {string} code of the protocol, as "stale element reference" @param {string} message */
  constructor(code, message) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

export class Driver {
  #process;
  #url;

  /** @param {import('node:child_process').ChildProcess} process @param {string} url */
  constructor(process, url) {
    this.#process = process;
    this.#url = url;
  }

  /** @param {string} command that takes `--port` @param {NodeJS.ProcessEnv} env */
  static async start(command, env) {
    const port = await freePort();
    const child = spawn(command, [`--port=${port}`], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const driver = new Driver(child, `http://127.0.0.1:${port}`);
    await eventually(() => driver.call('GET', '/status'), `${command} is ready`);
    return driver;
  }

  /**
   * @param {'GET' | 'POST' | 'DELETE'} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async call(method, path, body = {}) {
    const response = await fetch(this.#url + path, {
      method,
      body: method === 'POST' ? JSON.stringify(body) : undefined,
    });
    const { value } = await response.json();
    if (!response.ok) throw new WebDriverError(value.error, value.message);
    return value;
  }

  /** @param {object} capabilities */
  async open(capabilities) {
    const { sessionId } = await this.call('POST', '/session', { capabilities: { alwaysMatch: capabilities } });
    return new Session(this, `/session/${sessionId}`);
  }

  async stop() {
    const gone = once(this.#process, 'exit');
    this.#process.kill();
    await gone;
  }
}

export class Session {
  #driver;
  #path;

  /** @param {Driver} driver @param {string} path */
  constructor(driver, path) {
    this.#driver = driver;
    this.#path = path;
  }

  /** @param {string} path @returns {Promise<any>} */
  get(path) {
    return this.#driver.call('GET', `${this.#path}${path}`);
  }

  /** @param {string} path @param {object} [body] @returns {Promise<any>} */
  post(path, body) {
    return this.#driver.call('POST', `${this.#path}${path}`, body);
  }

  /** Of a function's body; what it returns may be a promise. @param {string} script @param {unknown[]} [args] */
  run(script, args = []) {
    return this.post('/execute/sync', { script, args });
  }

  end() {
    return this.#driver.call('DELETE', this.#path);
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}
