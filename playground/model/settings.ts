/** The settings in the form: where calls go and how they are made. */

export interface Settings {
  /** What answers: a server, a mock of it in the page, or whatever the transport of the surrounding application calls. */
  readonly via: "server" | "mock" | "application";
  /** Empty for the server of the page itself. */
  readonly baseUrl: string;
  readonly protocol: "connect" | "grpc-web";
  readonly codec: "binary" | "json";
  /** By the names that HTTP uses. */
  readonly compression: "off" | "gzip" | "br" | "zstd";
  /** Milliseconds, as typed; empty for none. */
  readonly timeout: string;
  /** Whether cookies are sent, as in fetch. */
  readonly credentials: "omit" | "same-origin" | "include";
  /** Sends calls as HTTP GET where the protocol and the method allow it. */
  readonly useGet: boolean;
}

export const defaultSettings: Settings = {
  via: "server",
  baseUrl: "",
  protocol: "connect",
  codec: "binary",
  // Off, because a server on another origin has to allow more headers before a browser may send or accept gzip.
  compression: "off",
  timeout: "",
  credentials: "same-origin",
  useGet: false,
};

type Choice = "via" | "protocol" | "codec" | "compression" | "credentials";

const choices: { readonly [K in Choice]: readonly Settings[K][] } = {
  via: ["server", "mock", "application"],
  protocol: ["connect", "grpc-web"],
  codec: ["binary", "json"],
  compression: ["off", "gzip", "br", "zstd"],
  credentials: ["omit", "same-origin", "include"],
};

/** Reads settings from storage, which may contain anything, for example from an older version of this page. */
export function parseSettings(value: unknown): Settings {
  const stored = (value ?? {}) as Partial<Record<keyof Settings, unknown>>;
  const { baseUrl, timeout, useGet } = stored;
  const chosen = <K extends Choice>(key: K): Settings[K] =>
    choices[key].find((choice) => choice === stored[key]) ?? defaultSettings[key];
  return {
    via: chosen("via"),
    baseUrl: typeof baseUrl === "string" ? baseUrl : defaultSettings.baseUrl,
    protocol: chosen("protocol"),
    codec: chosen("codec"),
    compression: chosen("compression"),
    timeout: typeof timeout === "string" ? timeout : defaultSettings.timeout,
    credentials: chosen("credentials"),
    useGet: typeof useGet === "boolean" ? useGet : defaultSettings.useGet,
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

const credentialsWords = { omit: "no cookies", include: "cookies" } as const;

/** Names those of the rarely used settings that differ from their defaults. */
export function formatOptions({ compression, timeout, credentials, useGet }: Settings): string[] {
  return [
    ...(compression === "off" ? [] : [compression]),
    ...(timeout.trim() === "" ? [] : [`${timeout.trim()} ms`]),
    ...(credentials === "same-origin" ? [] : [credentialsWords[credentials]]),
    ...(useGet ? ["GET"] : []),
  ];
}
