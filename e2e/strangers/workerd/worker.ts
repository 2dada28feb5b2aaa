/** A Cloudflare Worker that serves the demo services and makes calls on request. */
import { createFetchHandler } from "farcall/server";
import { demoService } from "../../../playground/demo/demo-service.ts";
import { type CaseRun, runCase } from "../calls/run-case.ts";
import { type Callers, callKept } from "./kept-transport.ts";

const handler = createFetchHandler({ services: [demoService()], cors: true });

export default {
  async fetch(request: Request): Promise<Response> {
    switch (new URL(request.url).pathname) {
      case "/run":
        return Response.json({ failure: await runCase((await request.json()) as CaseRun) });
      case "/call-kept":
        return Response.json(await callKept((await request.json()) as Callers));
      default:
        return handler(request);
    }
  },
};
