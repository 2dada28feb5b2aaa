/** The settings in the form: where calls go and how they are made. */

export interface Settings {
  /** Empty for the server of the page itself. */
  readonly baseUrl: string;
  readonly protocol: "connect" | "grpc-web";
  readonly codec: "binary" | "json";
  readonly compression: "off" | "gzip";
  /** Milliseconds, as typed; empty for none. */
  readonly timeout: string;
}

export const defaultSettings: Settings = {
  baseUrl: "",
  protocol: "connect",
  codec: "binary",
  // Off, because a server on another origin has to allow more headers before a browser may send or accept gzip.
  compression: "off",
  timeout: "",
};

const choices = {
  protocol: ["connect", "grpc-web"],
  codec: ["binary", "json"],
  compression: ["off", "gzip"],
} as const satisfies Partial<{ [K in keyof Settings]: readonly Settings[K][] }>;

/** Reads settings from storage, which may contain anything, for example from an older version of this page. */
export function parseSettings(value: unknown): Settings | undefined {
  const { baseUrl, protocol, codec, compression, timeout } = (value ?? {}) as Partial<Record<keyof Settings, unknown>>;
  return {
    baseUrl: typeof baseUrl === "string" ? baseUrl : defaultSettings.baseUrl,
    protocol: choices.protocol.find((choice) => choice === protocol) ?? defaultSettings.protocol,
    codec: choices.codec.find((choice) => choice === codec) ?? defaultSettings.codec,
    compression: choices.compression.find((choice) => choice === compression) ?? defaultSettings.compression,
    timeout: typeof timeout === "string" ? timeout : defaultSettings.timeout,
  };
}

/** Parses the timeout, undefined for none; or returns what is wrong with it. */
export function parseTimeout(timeout: string): { ms: number | undefined } | { problem: string } {
  const text = timeout.trim();
  if (text === "") {
    return { ms: undefined };
  }
  return /^\d{1,10}$/.test(text)
    ? { ms: Number(text) }
    : { problem: `The timeout is ${JSON.stringify(text)}: enter whole milliseconds, or nothing for no timeout.` };
}
