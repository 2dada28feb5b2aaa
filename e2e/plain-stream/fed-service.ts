/** A streaming method whose messages, ends and failures a test controls, with everything around it real. */
import { type Code, ConnectError, type Transport } from "farcall";
import { createInMemoryTransport, service } from "farcall/server";
import { DemoService, type FollowRequest } from "../../playground/gen/demo/v1/demo_pb.ts";

/** The method that the test controls. */
export const { follow } = DemoService.method;

/** One request and its open response. */
export interface FedConnection {
  readonly request: FollowRequest;
  readonly isAborted: boolean;
  send(...sequences: number[]): void;
  end(): void;
  fail(code: Code): void;
}

export interface FedService {
  readonly transport: Transport;
  /** All requests so far, the first one first. */
  readonly connections: readonly FedConnection[];
  /** The last of them. */
  readonly last: FedConnection;
}

/** @param onRequest responds to each request synchronously */
export function fedService(onRequest: (connection: FedConnection) => void = () => {}): FedService {
  const connections: FedConnection[] = [];
  const transport = createInMemoryTransport({
    services: [
      service(DemoService, {
        async *follow(request, { signal }) {
          let isAborted = signal.aborted;
          const messages = new ReadableStream<{ sequence: bigint }>({
            start(controller) {
              signal.addEventListener("abort", () => {
                isAborted = true;
                controller.error(signal.reason);
              });
              connections.push({
                request,
                get isAborted() {
                  return isAborted;
                },
                send: (...sequences) => {
                  for (const sequence of sequences) {
                    controller.enqueue({ sequence: BigInt(sequence) });
                  }
                },
                end: () => controller.close(),
                fail: (code) => controller.error(new ConnectError(code, "told to fail")),
              });
              onRequest(connections.at(-1) as FedConnection);
            },
          });
          yield* messages;
        },
      }),
    ],
  });
  return {
    transport,
    connections,
    get last() {
      return connections.at(-1) as FedConnection;
    },
  };
}
