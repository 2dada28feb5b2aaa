/** The page of the panel's scenes, built by its spec, or served for viewing: `npx vite -c e2e/devtools/vite.config.ts`. */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react()],
  resolve: { conditions: ["farcall-source", "module", "browser", "development|production"] },
  build: {
    target: "es2022",
    outDir: fileURLToPath(new URL("../../.results/devtools-page", import.meta.url)),
    emptyOutDir: true,
    chunkSizeWarningLimit: 1000,
  },
});
