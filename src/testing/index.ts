/** `farcall/testing`: mocks for tests and stories, over the real server and without a network. */

export type { SingleAnswerMethod, StreamMethod } from "../codec/method-types.ts";
export { type Service, type ServiceImplementation, service } from "../server/service.ts";
export type { MockAnswer, MockRequest } from "./mock-answer.ts";
export type { MockCall } from "./mock-call.ts";
export type { MockFeed } from "./mock-feed.ts";
export type { MockHold } from "./mock-hold.ts";
export { type MockCallOf, type MockTransport, type MockTransportOptions, mockTransport } from "./mock-transport.ts";
