/** The flags of curl that a pasted command is likely to have, and what each means here. */

export type FlagKind =
  | "header"
  | "method"
  | "url"
  /** A body; a value that starts with @ names a file. */
  | "data"
  /** A body, taken literally. */
  | "raw"
  | "json"
  | "user"
  | "bearer"
  | "cookie"
  | "agent"
  | "referer"
  | "timeout"
  | "get"
  | "head"
  /** It changes only what curl prints, or what a browser does anyway. */
  | "ignored"
  | "ignored-value"
  /** A browser cannot do it, so the user has to know. */
  | "unavailable"
  | "unavailable-value";

const kinds: Readonly<Record<FlagKind, string>> = {
  header: "-H --header",
  method: "-X --request",
  url: "--url",
  data: "-d --data --data-ascii --data-binary",
  raw: "--data-raw",
  json: "--json",
  user: "-u --user",
  bearer: "--oauth2-bearer",
  cookie: "-b --cookie",
  agent: "-A --user-agent",
  referer: "-e --referer",
  timeout: "-m --max-time",
  get: "-G --get",
  head: "-I --head",
  ignored:
    "-s --silent -S --show-error -v --verbose -i --include -f --fail --fail-with-body -N --no-buffer -# --progress-bar --compressed --globoff -g -O --remote-name --path-as-is --no-progress-meter --http2 --http1.1 --http1.0 --http2-prior-knowledge --http3 -4 --ipv4 -6 --ipv6 --tlsv1.2 --tlsv1.3 --no-keepalive --tcp-nodelay --trace-time -q --disable",
  "ignored-value":
    "-o --output -w --write-out --connect-timeout -D --dump-header --stderr --trace --trace-ascii -c --cookie-jar --max-redirs --keepalive-time",
  unavailable: "-k --insecure -L --location --location-trusted -n --netrc --negotiate --ntlm --digest --anyauth --raw",
  "unavailable-value":
    "-x --proxy --resolve --connect-to --cacert --capath -E --cert --key --cert-type --key-type --pass --unix-socket --interface -F --form --form-string -T --upload-file --data-urlencode -K --config --retry --retry-delay --retry-max-time --limit-rate --ciphers -U --proxy-user --noproxy -r --range --aws-sigv4 --socks5 --socks5-hostname --max-filesize -z --time-cond --doh-url --dns-servers",
};

export const curlFlags: Readonly<Record<string, FlagKind | undefined>> = Object.fromEntries(
  Object.entries(kinds).flatMap(([kind, flags]) => flags.split(" ").map((flag) => [flag, kind as FlagKind])),
);
