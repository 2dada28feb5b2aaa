/** Serves the applications, each on a host of its own, and the service that they call. */
import http from "node:http";

const envelopeBytes = 5;
/** M1 with size_1 = 150, and M9 with color_0 = a second, size_1 = 1, brand_2 = 7 and one M1 with color_0 = 1. */
const unaryMessage = Buffer.from([0x10, 0x96, 0x01]);
const streamMessage = Buffer.from([0x0a, 0x02, 0x08, 0x01, 0x10, 0x01, 0x18, 0x07, 0x22, 0x02, 0x08, 0x01]);
const endOfStream = Buffer.from("{}");

export const streamed = { count: 200_000, sum: 200_000 * 7 };
const perWrite = 4_000;

/** @param {readonly import("./build-app.mjs").BuiltApp[]} apps */
export async function serveApps(apps) {
  const batch = Buffer.concat(Array(perWrite).fill(enveloped(0, streamMessage)));
  const server = http.createServer((req, res) => {
    if (req.method === "POST") {
      req.resume();
      if (req.url?.endsWith("/Call0")) {
        res.setHeader("content-type", "application/proto").end(unaryMessage);
        return;
      }
      res.setHeader("content-type", "application/connect+proto");
      for (let sent = 0; sent < streamed.count; sent += perWrite) {
        res.write(batch);
      }
      res.end(enveloped(2, endOfStream));
      return;
    }
    const app = apps[Number(req.headers.host?.match(/^app-(\d+)\./)?.[1])];
    const file = app?.files.get(req.url ?? "");
    if (!file) {
      res.writeHead(404).end();
      return;
    }
    res.setHeader("content-type", req.url === "/" ? "text/html" : "text/javascript");
    res.setHeader("content-encoding", "gzip").end(file);
  });
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    /** @param {number} index */
    urlOf: (index) => `http://app-${index}.localhost:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @param {number} flags @param {Buffer} payload */
function enveloped(flags, payload) {
  const head = Buffer.alloc(envelopeBytes);
  head.writeUInt8(flags);
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}
