/** Saves a text as a file. Parts of a long one need not be joined. */
export function saveFile(name: string, type: string, text: string | string[]): void {
  const url = URL.createObjectURL(new Blob(typeof text === "string" ? [text] : text, { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Not immediately, because the browser is still reading it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
