import { describe, expect, it } from "vitest";
import { acceptEncoding, type Compression, findCompression, negotiateCompression } from "./compression.ts";

const named = (name: string): Compression => ({ name, compress: (bytes) => bytes, decompress: (bytes) => bytes });
const [gzip, br] = [named("gzip"), named("br")];

describe("acceptEncoding", () => {
  it("lists names in order of preference", () => {
    expect(acceptEncoding([br, gzip])).toBe("br,gzip");
  });

  it("omits the header if there are none", () => {
    expect(acceptEncoding([])).toBeUndefined();
  });
});

describe("negotiateCompression", () => {
  it.each([
    ["gzip", "gzip"],
    ["zstd, gzip, br", "gzip"],
    ["br,gzip", "br"],
    ["GZip", "gzip"],
    [" gzip ; q=0.5", "gzip"],
    ["gzip;q=0, br", "br"],
    ["gzip;q=0.000, br", "br"],
    ["gzip;Q=0, br", "br"],
    ["gzip;q=0.001", "gzip"],
  ])("for %j chooses %s", (accepted, name) => {
    expect(negotiateCompression(accepted, [gzip, br])?.name).toBe(name);
  });

  it.each([null, "", ",", "identity", "zstd", "gzip;q=0", "gzipped"])("for %j chooses none", (accepted) => {
    expect(negotiateCompression(accepted, [gzip, br])).toBeUndefined();
  });

  it("chooses none if it supports none", () => {
    expect(negotiateCompression("gzip", [])).toBeUndefined();
  });
});

describe("findCompression", () => {
  it.each(["gzip", "GZIP", " gzip "])("finds %j", (encoding) => {
    expect(findCompression(encoding, [br, gzip])).toBe(gzip);
  });

  it.each([null, "", "identity", "Identity"])("treats %j as no compression", (encoding) => {
    expect(findCompression(encoding, [gzip])).toBeUndefined();
  });

  it.each(["zstd", "foo", "gzip, br"])("rejects %j", (encoding) => {
    expect(findCompression(encoding, [gzip])).toBeNull();
  });
});
