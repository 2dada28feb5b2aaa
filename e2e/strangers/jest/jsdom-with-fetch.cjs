/** jest's own jsdom, plus the Node APIs that jsdom lacks: it keeps its own AbortController, Headers and URL. */
const { TestEnvironment } = require("jest-environment-jsdom");

module.exports = class extends TestEnvironment {
  /** @override */
  async setup() {
    await super.setup();
    Object.assign(this.global, { fetch, Request, Response, ReadableStream, TextDecoder, TextEncoder });
  }
};
