/** Starts the servers once for all unit tests, in Node and in the browser, and provides their addresses. */
import type { TestProject } from "vitest/node";
import { startServers } from "./start-servers.ts";

export default async function setup(project: TestProject): Promise<() => void> {
  const { addresses, stop } = await startServers();
  project.provide("addresses", addresses);
  return stop;
}
