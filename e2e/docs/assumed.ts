/** What the examples of the guides take for granted: they do not say where it comes from. */

import type { FetchHandler } from "farcall/server";
import type { Update } from "./gen/acme/v1/feed_pb.js";
import type { Hat } from "./gen/acme/v1/hat_pb.js";
import type { ConverseRequest } from "./gen/eliza_pb.js";

export declare const baseUrl: string;
export declare const handler: FetchHandler;
export declare const requests: AsyncIterable<ConverseRequest>;
export declare function updates(topic: string, signal: AbortSignal): AsyncIterable<Update>;
export declare function openDatabase(): Promise<{ insert(inches: number): Promise<Hat>; close(): Promise<void> }>;
