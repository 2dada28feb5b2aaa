/** What a page asks its worker to call, and what it is told of it. */
import type { SyncTransportOptions } from "farcall/sync";

type CompressionName = "gzip" | "br" | "zstd";

/** The options of a transport that can be posted, and names for those that cannot. */
export type ServerOptions = Pick<
  SyncTransportOptions,
  "baseUrl" | "protocol" | "compressMinBytes" | "readMaxBytes" | "timeoutMs" | "useGet" | "withCredentials"
> & {
  codec?: "binary" | "JSON";
  accept?: CompressionName[];
  send?: CompressionName | null;
  /** Puts the interceptor of call-log.ts in front. */
  interceptors?: boolean;
};

export interface Question {
  server: ServerOptions;
  /** A method of the demo service. */
  method: "say" | "introduce" | "summarize" | "converse" | "fail" | "failLater" | "tick" | "echo" | "large";
  /** One message, or an array of them. */
  request: unknown;
  options?: { timeoutMs?: number; headers?: Record<string, string>; useGet?: boolean };
  /** Leaves the loop after so many messages. */
  take?: number;
}

/** What the messages of the demo service have, each of them a part of it. */
export interface Fields {
  sentence: string;
  index: bigint | number;
  payload: Uint8Array;
  received: Record<string, string>;
}

export interface Answer {
  messages: Fields[];
  error:
    | {
        name: string;
        rawMessage: string;
        code?: string;
        method?: string | undefined;
        cause?: string | undefined;
        details?: string[];
        metadata?: Record<string, string>;
      }
    | undefined;
  headers: Record<string, string>;
  trailers: Record<string, string>;
  elapsedMs: number;
  log: string[];
  /** The callbacks that were called. */
  events: string[];
}
