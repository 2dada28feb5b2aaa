/**
 * Writes the lines that make a server allow the calls of this page, for the usual servers. Tests apply them to each of these
 * servers, except Envoy, and call it from a page.
 */
import { corsAllowedHeaders, corsAllowedMethods, corsExposedHeaders } from "farcall/server";
import type { CorsNeeds } from "./cors-needs.ts";

export interface CorsLines {
  readonly server: string;
  readonly lines: string;
  /** Where the lines go. */
  readonly place: string;
}

/** As in the documentation of the servers: "content-type" becomes "Content-Type". */
function headerCase(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}

export interface CorsLists {
  readonly methods: readonly string[];
  /** Those that every feature of the client needs, and those of this call. */
  readonly allowed: readonly string[];
  readonly exposed: readonly string[];
}

export function corsLists({ requestHeaders }: CorsNeeds): CorsLists {
  const known = new Set(corsAllowedHeaders.map((name) => name.toLowerCase()));
  const own = requestHeaders.filter((name) => !known.has(name)).map(headerCase);
  return { methods: corsAllowedMethods, allowed: [...corsAllowedHeaders, ...own], exposed: corsExposedHeaders };
}

export function corsLines(needs: CorsNeeds): readonly CorsLines[] {
  const lists = corsLists(needs);
  return [
    { server: "Farcall", place: "An option of createFetchHandler.", lines: farcallLines(needs) },
    {
      server: "Go",
      place: "Around the mux of connect-go, with connectrpc.com/cors and github.com/rs/cors.",
      lines: goLines(needs, lists),
    },
    {
      server: "Node",
      place: "Around connect-node's handler, or any other of node:http.",
      lines: nodeLines(needs, lists),
    },
    { server: "Express", place: "Before the routes, with the package cors.", lines: expressLines(needs, lists) },
    { server: "nginx", place: "In the location of the service.", lines: nginxLines(needs, lists) },
    {
      server: "Envoy",
      place: "In the route, next to the filters envoy.filters.http.cors and grpc_web.",
      lines: envoyLines(needs, lists),
    },
  ];
}

function farcallLines({ origin }: CorsNeeds): string {
  return `cors: { origins: [${JSON.stringify(origin)}] },`;
}

/** The lists of connectrpc.com/cors, which need not be repeated. */
const goDefaults = new Set([
  "Content-Type",
  "Connect-Protocol-Version",
  "Connect-Timeout-Ms",
  "Grpc-Timeout",
  "X-Grpc-Web",
  "X-User-Agent",
  "Grpc-Status",
  "Grpc-Message",
  "Grpc-Status-Details-Bin",
]);

function goLines({ origin }: CorsNeeds, { allowed, exposed }: CorsLists): string {
  const missing = (names: readonly string[]) => quoted(names.filter((name) => !goDefaults.has(name)));
  return `handler := cors.New(cors.Options{
	AllowedOrigins: []string{${JSON.stringify(origin)}},
	AllowedMethods: connectcors.AllowedMethods(),
	AllowedHeaders: append(connectcors.AllowedHeaders(),
		${missing(allowed)}),
	ExposedHeaders: append(connectcors.ExposedHeaders(),
		${missing(exposed)}),
	MaxAge: 7200,
}).Handler(mux)`;
}

function nodeLines({ origin }: CorsNeeds, { methods, allowed, exposed }: CorsLists): string {
  return `const cors = {
  "Access-Control-Allow-Origin": ${JSON.stringify(origin)},
  "Access-Control-Allow-Methods": ${JSON.stringify(methods.join(", "))},
  "Access-Control-Allow-Headers":
    ${JSON.stringify(allowed.join(", "))},
  "Access-Control-Expose-Headers":
    ${JSON.stringify(exposed.join(", "))},
  "Access-Control-Max-Age": "7200",
  Vary: "Origin",
};
const server = http.createServer((req, res) => {
  for (const [name, value] of Object.entries(cors)) {
    res.setHeader(name, value);
  }
  if (req.method === "OPTIONS") {
    res.writeHead(204).end();
  } else {
    handler(req, res);
  }
});`;
}

function expressLines({ origin }: CorsNeeds, { methods, allowed, exposed }: CorsLists): string {
  return `app.use(
  cors({
    origin: ${JSON.stringify(origin)},
    methods: [${quoted(methods)}],
    allowedHeaders: [${quoted(allowed)}],
    exposedHeaders: [${quoted(exposed)}],
    maxAge: 7200,
  }),
);`;
}

function nginxLines({ origin }: CorsNeeds, { methods, allowed, exposed }: CorsLists): string {
  return `add_header Access-Control-Allow-Origin "${origin}" always;
add_header Access-Control-Expose-Headers "${exposed.join(", ")}" always;
if ($request_method = OPTIONS) {
    add_header Access-Control-Allow-Origin "${origin}";
    add_header Access-Control-Allow-Methods "${methods.join(", ")}";
    add_header Access-Control-Allow-Headers "${allowed.join(", ")}";
    add_header Access-Control-Max-Age 7200;
    return 204;
}
proxy_buffering off; # streams arrive message by message`;
}

function envoyLines({ origin }: CorsNeeds, { methods, allowed, exposed }: CorsLists): string {
  return `typed_per_filter_config:
  envoy.filters.http.cors:
    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy
    allow_origin_string_match:
      - exact: ${origin}
    allow_methods: ${methods.join(", ")}
    allow_headers: ${allowed.join(", ")}
    expose_headers: ${exposed.join(", ")}
    max_age: "7200"`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(", ");
}
