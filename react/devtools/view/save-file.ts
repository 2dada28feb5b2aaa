/** Saves a text as a file. A long one comes as a Blob, made part by part. */
export function saveFile(name: string, type: string, text: string | Blob): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Not immediately, because the browser is still reading it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
