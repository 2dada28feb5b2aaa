/** CORS headers for servers that have none of their own. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import { corsAllowedHeaders, corsExposedHeaders } from "farcall/server";

type Listener = (req: IncomingMessage | Http2ServerRequest, res: ServerResponse | Http2ServerResponse) => void;

interface CorsAnswers {
  /** Undefined allows whatever was requested. */
  allowHeaders?: string;
  exposeHeaders: string;
}

/** The defaults of connectrpc.com/cors, for servers written in Go. */
export const stockCors: CorsAnswers = {
  allowHeaders: "Content-Type, Connect-Protocol-Version, Connect-Timeout-Ms, Grpc-Timeout, X-Grpc-Web, X-User-Agent",
  exposeHeaders: "Grpc-Status, Grpc-Message, Grpc-Status-Details-Bin",
};

/** The lists that Farcall recommends, and nothing else. */
export const recommendedCors: CorsAnswers = {
  allowHeaders: corsAllowedHeaders.join(", "),
  exposeHeaders: corsExposedHeaders.join(", "),
};

/** Everything allowed, everything exposed. */
export const openCors: CorsAnswers = { exposeHeaders: "*" };

export function withCors({ allowHeaders, exposeHeaders }: CorsAnswers, listener: Listener): Listener {
  return (req, res) => {
    res.setHeader("access-control-allow-origin", "*");
    res.setHeader("access-control-expose-headers", exposeHeaders);
    if (req.method === "OPTIONS") {
      const asked = String(req.headers["access-control-request-headers"] ?? "");
      res.setHeader("access-control-allow-headers", allowHeaders ?? asked);
      res.setHeader("access-control-allow-methods", "GET, POST");
      res.statusCode = 204;
      res.end();
    } else {
      listener(req, res);
    }
  };
}
