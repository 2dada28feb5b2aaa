/** Installs Chromium for the tests if there is none, or says what to install. */
import { installChromium } from "./chromium.mjs";

try {
  installChromium();
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 1;
}
