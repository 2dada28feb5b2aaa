/** A page with a query and a stream, and no framework. */
import { QueryClient } from "@tanstack/query-core";
import { connect, createTransport, protoBinary } from "farcall";
import { createRpcQuery, streamStore } from "farcall/query";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";

const rpc = createRpcQuery({ transport: createTransport({ baseUrl: "/", protocol: connect(), codec: protoBinary() }) });
const queryClient = new QueryClient();
console.log(await queryClient.fetchQuery(rpc.queryOptions(DemoService.method.say, { sentence: "hi" })));
streamStore(queryClient).open(rpc.streamOptions(DemoService.method.tick, {}));
