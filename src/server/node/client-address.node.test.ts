import { expect, it } from "vitest";
import { clientAddress } from "./client-address.ts";
import type { NodeRequest } from "./node-exchange.ts";

it.each([
  ["127.0.0.1", "127.0.0.1:5000"],
  ["::ffff:127.0.0.1", "127.0.0.1:5000"],
  ["::FFFF:10.1.2.3", "10.1.2.3:5000"],
  ["::1", "[::1]:5000"],
  ["fe80::1%eth0", "[fe80::1%eth0]:5000"],
  ["::ffff:7f00:1", "[::ffff:7f00:1]:5000"],
  [undefined, undefined],
])("the address %s is reported as %s", (remoteAddress, expected) => {
  const socket = { remoteAddress, remotePort: 5000 } as unknown as NodeRequest["socket"];
  expect(clientAddress({ socket })).toBe(expected);
});
