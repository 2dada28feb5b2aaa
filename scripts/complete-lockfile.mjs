/**
 * Adds the packages that other platforms need to package-lock.json. npm omits optional packages that the current registry
 * does not have, and `npm ci` then rejects the whole file. Run it after `npm install`.
 */
import { readFileSync, writeFileSync } from "node:fs";

const file = "package-lock.json";
const lock = JSON.parse(readFileSync(file, "utf8"));

/** Returns the platform of a package such as "@acme/cli-linux-arm64-musl". @param {string} name */
function platformOf(name) {
  const os = /darwin|linux|win32|android|freebsd|openharmony/.exec(name)?.[0];
  const cpu = /arm64|aarch64|x64|ia32|ppc64|riscv64|s390x|arm/.exec(
    name.replace(/^.*?(?=darwin|linux|win32|android|freebsd)/, ""),
  )?.[0];
  const libc = /musl/.test(name) ? "musl" : /gnu/.test(name) ? "glibc" : undefined;
  return {
    ...(cpu && { cpu: [cpu === "aarch64" ? "arm64" : cpu] }),
    ...(os === "linux" && libc && { libc: [libc] }),
    optional: true,
    ...(os && { os: [os] }),
  };
}

let added = 0;
for (const parent of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    if (!lock.packages[path] && /^\d/.test(version)) {
      lock.packages[path] = { version, ...(parent.dev && { dev: true }), ...platformOf(name) };
      added++;
    }
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(sorted);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages for other platforms added`);
