/** A state of the page that has a face of its own, and how a user gets there. */
import type { Page } from "@playwright/test";
import type { PlaygroundPage } from "../../playground-page.ts";
import type { TestServer } from "../../test-server.ts";

export interface Stage {
  readonly playground: PlaygroundPage;
  readonly page: Page;
  /** Starts a server that ends with the test. */
  readonly serve: (listener: import("node:http").RequestListener) => Promise<TestServer>;
}

export interface State {
  /** Also the name of its screenshot. */
  readonly name: string;
  /** Brings the page from the state before into this one, and waits until it is there. */
  readonly show: (stage: Stage) => Promise<void>;
}

/** States that are reached one after another from a page that was just opened. */
export interface Scene {
  readonly name: string;
  readonly states: readonly State[];
}
