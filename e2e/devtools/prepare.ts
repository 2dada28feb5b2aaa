/** Runs once before all tests: installs what they need, where possible. */
import { installChromium } from "../../scripts/chromium.mjs";
import { installEngine } from "../browsers/install-engine.mjs";

import { installGrpcurl } from "./install-grpcurl.ts";

export default function prepare(): void {
  installChromium();
  installEngine("firefox");
  installGrpcurl();
}
