/** Opens the page in Firefox. */
import { startFirefox } from "./marionette.mjs";

/** @type {import("./index.mjs").Launch} */
export async function launch(url, report) {
  const { send, close } = await startFirefox({ report });
  try {
    await send("WebDriver:Navigate", { url });
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}
