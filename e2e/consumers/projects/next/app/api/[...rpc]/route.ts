import { createFetchHandler, service } from "farcall/server";
import { DemoService } from "../../../gen/demo/v1/demo_pb";

const handler = createFetchHandler({
  basePath: "/api",
  services: [
    service(DemoService, {
      say: ({ sentence }) => ({ sentence: `You said: ${sentence}` }),
      async *introduce({ name }) {
        for (const sentence of ["Hello", name, "how", "are", "you"]) {
          yield { sentence };
        }
      },
    }),
  ],
});

export const POST = (request: Request) => handler(request);
