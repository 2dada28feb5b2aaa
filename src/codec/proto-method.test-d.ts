/** What must not compile: a method ties its messages to itself. Checked by `tsc`, never run. */
import { DemoService, type SayRequest, type SayResponse } from "../../playground/gen/demo/v1/demo_pb.ts";
import type { MessageType, MethodInfo } from "../core/method.ts";
import { methodInfo } from "./proto-method.ts";

const say: MethodInfo<SayRequest, SayResponse> = methodInfo(DemoService.method.say);
const input: MessageType<SayRequest> = say.input;

// Every method fits where the messages do not matter: interceptors and error texts take it so.
const any: MethodInfo = say;

// @ts-expect-error a request is no response
const swapped: MethodInfo<SayResponse, SayRequest> = methodInfo(DemoService.method.say);

// @ts-expect-error the type of one message is not that of another
const output: MessageType<SayResponse> = say.input;

export type Unused = [typeof input, typeof any, typeof swapped, typeof output];
