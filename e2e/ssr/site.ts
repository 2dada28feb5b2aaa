/** The site: the demo services, the page, and everything else (Vite's modules). */
import type http from "node:http";
import { createFetchHandler } from "farcall/server";
import { createNodeHandler } from "farcall/server/node";
import { demoService } from "../../playground/demo/demo-service.ts";
import { notesService } from "../../playground/demo/notes-service.ts";
import { renderPage } from "./render-page.tsx";
import type { ServerCall } from "./server-call.ts";

const services = createFetchHandler({ services: [demoService(), notesService()] });
const overNetwork = createNodeHandler(services);

export const serverCalls: ServerCall[] = [];

/** Calls the services without a network: the page is rendered in the same process. */
function callServices(url: string, init: RequestInit): Promise<Response> {
  const call = {
    method: new URL(url).pathname.split("/").at(-1) ?? "",
    authorization: new Headers(init.headers).get("authorization"),
    isAborted: false,
  };
  serverCalls.push(call);
  init.signal?.addEventListener("abort", () => {
    call.isAborted = true;
  });
  return services(url, init);
}

export function site(req: http.IncomingMessage, res: http.ServerResponse, next: () => void): void {
  overNetwork(req, res, () => {
    if (req.url !== "/") {
      next();
      return;
    }
    renderPage(res, { fetch: callServices, authorization: req.headers.authorization ?? "" }).catch((error) => {
      res.destroy(error as Error);
    });
  });
}
