/** Actions of a developer on chrome://extensions. */
import type { BrowserContext } from "@playwright/test";

interface DeveloperPrivate {
  updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>;
  getExtensionsInfo(): Promise<{ id: string; name: string }[]>;
  reload(id: string): Promise<void>;
}

/** Presses "Reload" on an extension that was loaded unpacked. */
export async function reloadExtension(context: BrowserContext, name: string): Promise<void> {
  const page = await context.newPage();
  await page.goto("chrome://extensions");
  await page.evaluate(async (wanted) => {
    const { developerPrivate } = chrome as unknown as { developerPrivate: DeveloperPrivate };
    await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }); // required to reload extensions
    const extension = (await developerPrivate.getExtensionsInfo()).find((one) => one.name === wanted);
    await developerPrivate.reload(extension?.id ?? "");
  }, name);
  await page.close();
}
