import { expect, it, onTestFinished } from "vitest";
import { Code } from "./code.ts";
import { ConnectError, isConnectError } from "./connect-error.ts";
import { Metadata } from "./metadata.ts";

type Realm = Window & typeof globalThis;

/** Another realm, whose Error, DOMException and Headers differ from ours. */
function openRealm(): Realm {
  const frame = document.body.appendChild(document.createElement("iframe"));
  onTestFinished(() => frame.remove());
  return frame.contentWindow as Realm;
}

it("recognizes a ConnectError created in another realm", () => {
  const realm = openRealm();
  const foreign: unknown = new realm.Function(
    `return Object.assign(new Error("[aborted] oops"), { [Symbol.for("farcall.ConnectError")]: true, code: "aborted" })`,
  )();
  expect(foreign instanceof Error).toBe(false);
  expect(isConnectError(foreign)).toBe(true);
  expect(ConnectError.from(foreign)).toBe(foreign);
});

it("recognizes the abort of another realm's controller", () => {
  const realm = openRealm();
  const controller = new realm.AbortController();
  controller.abort();
  const { reason } = controller.signal;
  expect(reason instanceof DOMException).toBe(false);
  expect(ConnectError.from(reason, Code.Internal)).toMatchObject({ code: Code.Canceled, cause: reason });
});

it("copies headers from another realm", () => {
  const realm = openRealm();
  expect([...new Metadata(new realm.Headers({ cost: "1" }))]).toEqual([["cost", "1"]]);
});
