/** Makes sure that there is a Chromium for the tests, or says in one sentence what to install. */
import { installChromium } from "./chromium.mjs";

try {
  installChromium();
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 1;
}
