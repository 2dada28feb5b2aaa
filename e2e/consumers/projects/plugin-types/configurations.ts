/** The plugin in the configuration of each bundler. */
import type { Configuration as RspackConfiguration } from "@rspack/core";
import type { BuildOptions } from "esbuild";
import { compileProtobuf as forEsbuild } from "farcall/esbuild";
import { compileProtobuf as forRollup } from "farcall/rollup";
import { compileProtobuf as forRspack } from "farcall/rspack";
import { compileProtobuf as forVite } from "farcall/vite";
import { compileProtobuf as forWebpack } from "farcall/webpack";
import type { RollupOptions } from "rollup";
import type { UserConfig } from "vite";
import type { Configuration as WebpackConfiguration } from "webpack";

export const vite: UserConfig = { plugins: [forVite({ form: "table" }), false] };
export const rollup: RollupOptions = { plugins: [forRollup({ include: /acme/ })] };
export const webpack: WebpackConfiguration = { plugins: [forWebpack({ reflection: false })] };
export const rspack: RspackConfiguration = { plugins: [forRspack({ exclude: ["old", /odd/] })] };
export const esbuild: BuildOptions = { plugins: [forEsbuild()] };
