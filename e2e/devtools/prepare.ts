/** Once before all tests: what they run is there, or is installed where that is possible. */
import { installChromium } from "../../scripts/chromium.mjs";
import { installFirefox } from "./install-firefox.ts";
import { installGrpcurl } from "./install-grpcurl.ts";

export default function prepare(): void {
  installChromium();
  installFirefox();
  installGrpcurl();
}
