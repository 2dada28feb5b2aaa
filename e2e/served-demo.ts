/** Serves a test's implementation of the demo service over HTTP, on its own port until the test has finished. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Interceptor } from "farcall";
import { createFetchHandler, type ServiceImplementation, service } from "farcall/server";
import { createNodeHandler } from "farcall/server/node";
import { onTestFinished } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { startTestServer } from "./test-server.ts";

export interface ServedDemo {
  url: string;
  /** The headers of each request, in order of arrival. */
  requests: IncomingHttpHeaders[];
}

export interface ServedDemoOptions {
  interceptors?: Interceptor[];
  /** Handles a request in place of the service, if it returns true. */
  before?: (req: IncomingMessage, res: ServerResponse) => boolean;
}

export async function serveDemo(
  implementation: Partial<ServiceImplementation<typeof DemoService>>,
  { interceptors = [], before = () => false }: ServedDemoOptions = {},
): Promise<ServedDemo> {
  const handler = createFetchHandler({ services: [service(DemoService, implementation)], interceptors });
  const listener = createNodeHandler(handler);
  const requests: IncomingHttpHeaders[] = [];
  const { url, stop } = await startTestServer((req, res) => {
    requests.push(req.headers);
    if (!before(req, res)) {
      listener(req, res);
    }
  });
  onTestFinished(stop);
  return { url, requests };
}
