import { describe, expect, it } from "vitest";
import { Code } from "./code.ts";
import { ConnectError, isConnectError } from "./connect-error.ts";
import { Metadata } from "./metadata.ts";

describe("ConnectError", () => {
  it("prefixes the message with the code, and also keeps the message without it", () => {
    const error = new ConnectError(Code.NotFound, "no such hat");
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("ConnectError");
    expect(error.message).toBe("[not_found] no such hat");
    expect(error.rawMessage).toBe("no such hat");
    expect(String(error)).toBe("ConnectError: [not_found] no such hat");
  });

  it("shows just the code if there is no message", () => {
    expect(new ConnectError(Code.Internal).message).toBe("[internal]");
  });

  it("has no details, metadata or cause by default", () => {
    const error = new ConnectError(Code.Internal, "oops");
    expect(error.details).toEqual([]);
    expect([...error.metadata]).toEqual([]);
    expect("cause" in error).toBe(false);
    expect(error.method).toBeUndefined();
  });

  it("copies its metadata", () => {
    const metadata = new Metadata({ cost: "1" });
    const error = new ConnectError(Code.Internal, "oops", { metadata });
    metadata.set("cost", "2");
    expect(error.metadata.get("cost")).toBe("1");
  });

  it("keeps any cause, even undefined", () => {
    const cause = new Error("below");
    expect(new ConnectError(Code.Internal, "oops", { cause }).cause).toBe(cause);
    expect("cause" in new ConnectError(Code.Internal, "oops", { cause: undefined })).toBe(true);
  });
});

const throwing = {
  get name(): string {
    throw new Error("no name");
  },
  get message(): string {
    throw new Error("no message");
  },
};

const hostile = new Proxy(
  {},
  {
    get() {
      throw new Error("no properties");
    },
  },
);

describe("ConnectError.from", () => {
  it("returns a ConnectError unchanged, whatever code is proposed", () => {
    const error = new ConnectError(Code.NotFound, "gone");
    expect(ConnectError.from(error, Code.Internal)).toBe(error);
  });

  it.each([
    ["a string", "oops", "oops"],
    ["an Error", new TypeError("oops"), "oops"],
    ["null", null, "null"],
    ["undefined", undefined, "undefined"],
    ["a number", 5, "5"],
    ["a symbol", Symbol("s"), "Symbol(s)"],
    ["a plain object with a message", { message: "oops" }, "oops"],
    ["an object whose message is not a string", { message: 5, toString: () => "shown" }, "shown"],
    ["an object without a prototype", Object.create(null), /\w/],
    ["an object whose getters throw", throwing, /\w/],
    ["an object whose every access throws", hostile, /\w/],
  ])("converts %s to an error with it as the cause", (_, reason: unknown, message) => {
    const error = ConnectError.from(reason, Code.Unavailable);
    expect(error).toBeInstanceOf(ConnectError);
    expect(error.code).toBe(Code.Unavailable);
    expect(error.rawMessage).toMatch(message);
    expect(error.cause === reason).toBe(true);
  });

  it("prepends what was attempted, if given", () => {
    expect(ConnectError.from(new Error("oops"), Code.Internal, "cannot decode acme.v1.Hat").message).toBe(
      "[internal] cannot decode acme.v1.Hat: oops",
    );
  });

  it("defaults to unknown", () => {
    expect(ConnectError.from("oops").code).toBe(Code.Unknown);
  });

  it.each([
    ["AbortError", Code.Canceled],
    ["TimeoutError", Code.DeadlineExceeded],
    ["NotFoundError", Code.Internal],
  ])("recognizes the DOMException %s by its name", (name, code) => {
    const reason = new DOMException("stop", name);
    expect(ConnectError.from(reason, Code.Internal)).toMatchObject({ code, rawMessage: "stop", cause: reason });
  });

  it("converts a header that HTTP cannot carry to invalid_argument", () => {
    const work = () => new Metadata({ "not a name": "1" });
    let reason: unknown;
    try {
      work();
    } catch (error) {
      reason = error;
    }
    expect(ConnectError.from(reason, Code.Internal)).toMatchObject({ code: Code.InvalidArgument, cause: reason });
  });
});

describe("isConnectError", () => {
  it("recognizes an error from another copy of the package by its brand", () => {
    const foreign = { [Symbol.for("farcall.ConnectError")]: true, code: Code.NotFound };
    expect(isConnectError(foreign)).toBe(true);
    expect(ConnectError.from(foreign)).toBe(foreign);
  });

  it.each([null, undefined, "ConnectError", new Error("[not_found]"), { name: "ConnectError", code: "not_found" }, {}])(
    "returns false for %s",
    (value) => {
      expect(isConnectError(value)).toBe(false);
    },
  );

  it("returns false for an object whose every access throws", () => {
    expect(isConnectError(hostile)).toBe(false);
  });
});
