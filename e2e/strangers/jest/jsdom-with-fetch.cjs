/** jest's own jsdom, and of Node only what jsdom has not: it keeps its AbortController, its Headers and its URL. */
const { TestEnvironment } = require("jest-environment-jsdom");

module.exports = class extends TestEnvironment {
  /** @override */
  async setup() {
    await super.setup();
    Object.assign(this.global, { fetch, Request, Response, ReadableStream, TextDecoder, TextEncoder });
  }
};
