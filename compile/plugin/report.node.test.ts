import { expect, test } from "vitest";
import { createReport } from "./report.ts";

test("a build says what was compiled, what was left, and which modules need protobuf-es", () => {
  const lines: string[] = [];
  const report = createReport((line) => lines.push(line));
  expect(report.summary()).toBeUndefined();
  report.compiled("/app/hat_pb.ts", 3, 0);
  report.compiled("/app/shelf_pb.ts", 4, 2);
  report.left("/app/old_pb.ts", "acme/old.proto", "it is excluded");
  report.left("/app/odd_pb.ts", "acme/odd.proto", "it has no descriptor");
  report.left("/app/odd_pb.ts", "acme/odd.proto", "it has no descriptor");
  expect(lines).toEqual([
    "farcall: acme/old.proto is left to protobuf-es: it is excluded",
    "farcall: acme/odd.proto is left to protobuf-es: it has no descriptor",
  ]);
  expect(report.summary(["a.ts imports toJson"])).toBe(
    "farcall: 7 messages compiled (2 as tables), 2 files left to protobuf-es: acme/old.proto, acme/odd.proto; protobuf-es is in the page: a.ts imports toJson",
  );
});

test("a file that is compiled in a later build of a watcher is no longer left, and the other way round", () => {
  const report = createReport(() => {});
  report.left("/app/hat_pb.ts", "acme/hat.proto", "it is excluded");
  report.compiled("/app/hat_pb.ts", 1, 0);
  expect(report.summary()).toBe("farcall: 1 message compiled");
  report.left("/app/hat_pb.ts", "acme/hat.proto", "it is excluded");
  expect(report.summary()).toBe("farcall: 0 messages compiled, 1 file left to protobuf-es: acme/hat.proto");
});

test("of many modules that need protobuf-es, three are named", () => {
  const report = createReport(() => {});
  report.compiled("/app/hat_pb.ts", 1, 0);
  expect(report.summary(["a", "b", "c", "d", "e"])).toMatch(/page: a; b; c; and 2 more$/);
});
