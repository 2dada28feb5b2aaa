/** Opens the page in WebKitGTK. */
import { startWebKit } from "./web-driver.mjs";

/** @type {import("./index.mjs").Launch} */
export async function launch(url, report) {
  const { send, close } = await startWebKit({ report });
  try {
    await send("POST", "/url", { url });
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}
