/** Where a request comes from, as "host:port". */
import type { NodeRequest } from "./node-exchange.ts";

/** Undefined for a client that has gone, and for one that has no address: behind a Unix socket. */
export function clientAddress({ socket }: Pick<NodeRequest, "socket">): string | undefined {
  const { remoteAddress, remotePort } = socket;
  return remoteAddress && `${host(remoteAddress)}:${remotePort}`;
}

/** A server that listens for both kinds has the addresses of IPv4 as "::ffff:127.0.0.1". */
function host(address: string): string {
  const [, ipv4] = /^::ffff:([\d.]+)$/i.exec(address) ?? [];
  return ipv4 ?? (address.includes(":") ? `[${address}]` : address);
}
