/** The address of a client, as "host:port". */
import type { NodeRequest } from "./node-exchange.ts";

/** Returns undefined if the client has disconnected, or has no address because it uses a Unix socket. */
export function clientAddress({ socket }: Pick<NodeRequest, "socket">): string | undefined {
  const { remoteAddress, remotePort } = socket;
  return remoteAddress && `${host(remoteAddress)}:${remotePort}`;
}

/** Unwraps IPv4 addresses, which dual-stack servers report as "::ffff:127.0.0.1". */
function host(address: string): string {
  const [, ipv4] = /^::ffff:([\d.]+)$/i.exec(address) ?? [];
  return ipv4 ?? (address.includes(":") ? `[${address}]` : address);
}
