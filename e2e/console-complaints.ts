/** Collects a page's errors and warnings in the console. */
import type { Page } from "@playwright/test";

/** Collects errors and warnings from now on. */
export function consoleComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // Chromium reports every response that is not 2xx, which in Connect is how errors are sent.
    const isNetwork = message.text().startsWith("Failed to load resource") || message.text().includes("CORS policy");
    if (["error", "warning"].includes(message.type()) && !isNetwork) {
      complaints.push(message.text());
    }
  });
  return complaints;
}
