/** Builds a server in Go that has lines of CORS in it, as a user would paste them, and starts it. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const module = fileURLToPath(new URL(".", import.meta.url));
const folder = fileURLToPath(new URL("../../../.cors/go", import.meta.url));

/** Its mux passes calls on to another server. */
function program(lines: string): string {
  const imports = lines && 'connectcors "connectrpc.com/cors"\n\t"github.com/rs/cors"\n';
  return `package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	${imports}
)

func main() {
	upstream, err := url.Parse(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", &httputil.ReverseProxy{
		Rewrite:       func(r *httputil.ProxyRequest) { r.SetURL(upstream) },
		FlushInterval: -1,
	})
	${lines || "handler := mux"}
	listener, err := net.Listen("tcp", os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("listening")
	log.Fatal(http.Serve(listener, handler))
}
`;
}

export async function startGoWithLines(lines: string, upstream: string, address: string) {
  if (spawnSync("go", ["version"]).status !== 0) {
    throw new Error("This test builds a Go program: put Go 1.26 or later on the PATH.");
  }
  mkdirSync(folder, { recursive: true });
  for (const file of ["go.mod", "go.sum"]) {
    cpSync(`${module}/${file}`, `${folder}/${file}`);
  }
  writeFileSync(`${folder}/main.go`, program(lines));
  execFileSync("go", ["build", "-mod=mod", "-o", "server", "."], { cwd: folder, stdio: ["ignore", "inherit", "pipe"] });
  const server = spawn(`${folder}/server`, [upstream, address], { stdio: ["ignore", "pipe", "inherit"] });
  await once(server.stdout, "data");
  return async () => {
    server.kill();
    await once(server, "exit");
  };
}
