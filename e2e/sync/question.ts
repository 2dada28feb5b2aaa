/** The calls that a page asks its worker to make, and their results. */
import type { SyncTransportOptions } from "farcall/sync";

type CompressionName = "gzip" | "br" | "zstd";

/** Transport options that can be posted, and names for those that cannot. */
export type ServerOptions = Pick<
  SyncTransportOptions,
  "baseUrl" | "protocol" | "compressMinBytes" | "readMaxBytes" | "timeoutMs" | "useGet" | "withCredentials"
> & {
  codec?: "binary" | "JSON";
  accept?: CompressionName[];
  send?: CompressionName | null;
  /** Adds the interceptor of call-log.ts. */
  interceptors?: boolean;
};

export interface Question {
  server: ServerOptions;
  /** A method of the demo service. */
  method: "say" | "introduce" | "summarize" | "converse" | "fail" | "failLater" | "tick" | "echo" | "large";
  /** One message, or an array of them. */
  request: unknown;
  options?: { timeoutMs?: number; headers?: Record<string, string>; useGet?: boolean };
  /** Leaves the loop after this many messages. */
  take?: number;
}

/** The fields of all messages of the demo service. */
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
