/** Runs once before all tests: installs what they need, where possible. */
import { installChromium } from "../../scripts/chromium.mjs";
import { installFirefox } from "./install-firefox.ts";
import { installGrpcurl } from "./install-grpcurl.ts";

export default function prepare(): void {
  installChromium();
  installFirefox();
  installGrpcurl();
}
