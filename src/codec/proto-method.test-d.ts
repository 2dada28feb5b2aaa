/** Types that must not compile: a method determines the types of its messages. Checked by `tsc`, never run. */
import { DemoService, type SayRequest, type SayResponse } from "../../playground/gen/demo/v1/demo_pb.ts";
import type { MessageType, MethodInfo } from "../core/method.ts";
import { methodInfo } from "./proto-method.ts";

const say: MethodInfo<SayRequest, SayResponse> = methodInfo(DemoService.method.say);
const input: MessageType<SayRequest> = say.input;

// Every method is accepted where the message types do not matter, as in interceptors and error messages.
const any: MethodInfo = say;

// @ts-expect-error request and response types are not interchangeable
const swapped: MethodInfo<SayResponse, SayRequest> = methodInfo(DemoService.method.say);

// @ts-expect-error message types are not interchangeable
const output: MessageType<SayResponse> = say.input;

export type Unused = [typeof input, typeof any, typeof swapped, typeof output];
