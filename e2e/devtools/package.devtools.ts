/** The package for the stores: it requests no permissions, and its build is reproducible. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { zipFolder } from "../../devtools-extension/zip-folder.mjs";
import { extensionFolder } from "./browsers/chromium.ts";

const version = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version as string;
const read = (file: string) => new Uint8Array(readFileSync(`${extensionFolder}/${file}`));
const manifest = JSON.parse(readFileSync(`${extensionFolder}/manifest.json`, "utf8"));

test("the manifest requests no permissions, and no page of the extension may load or send anything", () => {
  expect(Object.keys(manifest).sort()).toEqual([
    "browser_specific_settings",
    "content_security_policy",
    "description",
    "devtools_page",
    "icons",
    "manifest_version",
    "minimum_chrome_version",
    "name",
    "short_name",
    "version",
  ]);
  expect(manifest.content_security_policy).toEqual({ extension_pages: "default-src 'self'" });
  expect(manifest.version).toBe(version);
  expect(manifest.description.length).toBeLessThanOrEqual(132); // the limit of the Chrome Web Store
});

test("the icons have the declared sizes", () => {
  for (const [size, file] of Object.entries<string>(manifest.icons)) {
    const bytes = read(file);
    const header = new DataView(bytes.buffer);
    expect([header.getUint32(16), header.getUint32(20)]).toEqual([Number(size), Number(size)]);
  }
});

test("the zip contains the folder, byte for byte, and is the same in every time zone", () => {
  const zip = new Uint8Array(readFileSync(`${extensionFolder}/../farcall-devtools-${version}.zip`));
  const entries = unzipSync(zip);
  const files = readdirSync(extensionFolder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(Object.keys(entries)).toHaveLength(files.length);
  for (const [file, bytes] of Object.entries(entries)) {
    expect(Buffer.compare(bytes, read(file)), file).toBe(0);
  }
  const script = `
    import { zipFolder } from ${JSON.stringify(new URL("../../devtools-extension/zip-folder.mjs", import.meta.url).href)};
    process.stdout.write(zipFolder(${JSON.stringify(extensionFolder)}));`;
  for (const TZ of ["Pacific/Kiritimati", "America/Anchorage"]) {
    const elsewhere = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      env: { ...process.env, TZ },
      maxBuffer: 16 * 1024 * 1024,
    });
    expect(Buffer.compare(elsewhere, zip), TZ).toBe(0);
  }
  expect(Buffer.compare(zipFolder(extensionFolder), zip)).toBe(0);
});
