/** Serves the pages of the benchmarks and what they call. */
import http from "node:http";

/** What the server streams to a page that asks for blobs. */
export const blobs = { count: 16, mebibytes: 4 };

/**
 * Each page has a host of its own, so that it runs in a process of its own.
 *
 * @param {ReadonlyMap<string, string>} programs by page
 * @param {ReadonlyMap<string, Uint8Array>} messages by name
 */
export async function servePages(programs, messages) {
  const server = http.createServer({ keepAliveTimeout: 0 }, (req, res) => {
    if (req.method === "POST") {
      sendBlobs(req, res);
      return;
    }
    const page = req.headers.host?.split(".", 1)[0] ?? "";
    const message = messages.get(req.url?.replace("/messages/", "") ?? "");
    const isScript = req.url === "/page.js";
    res.setHeader("content-type", message ? "application/proto" : isScript ? "text/javascript" : "text/html");
    // An isolated page has a clock resolution of 5 µs instead of 100 µs.
    res.setHeader("cross-origin-opener-policy", "same-origin");
    res.setHeader("cross-origin-embedder-policy", "require-corp");
    res.end(message ?? (isScript ? programs.get(page) : documentOf(page)));
  });
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    /** @param {string} page */
    urlOf: (page) => `http://${page}.localhost:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @param {string} page */
function documentOf(page) {
  return `<!doctype html><meta charset="utf-8"><title>${page}</title><script type="module" src="/page.js"></script>`;
}

/** @param {http.IncomingMessage} req @param {http.ServerResponse} res */
function sendBlobs(req, res) {
  const type = req.headers["content-type"] ?? "";
  const bytes = blobs.mebibytes * 2 ** 20;
  // Field 1, and its length in four bytes.
  const field = [0x0a, (bytes & 127) | 128, ((bytes >> 7) & 127) | 128, ((bytes >> 14) & 127) | 128, bytes >> 21];
  const payload = Buffer.concat([Buffer.from(field), Buffer.alloc(bytes, 7)]);
  /** @param {number} flags @param {Buffer} bytes */
  const send = (flags, bytes) => {
    const head = Buffer.alloc(5);
    head.writeUInt8(flags);
    head.writeUInt32BE(bytes.length, 1);
    res.write(head);
    res.write(bytes);
  };
  req.resume();
  res.setHeader("content-type", type);
  for (let index = 0; index < blobs.count; index++) {
    send(0, payload);
  }
  send(...(type.includes("grpc-web") ? trailers : endStream));
  res.end();
}

/** @type {[flags: number, bytes: Buffer]} */
const trailers = [0x80, Buffer.from("grpc-status: 0\r\n")];
/** @type {[flags: number, bytes: Buffer]} */
const endStream = [2, Buffer.from("{}")];
