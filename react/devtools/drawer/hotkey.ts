/** Matches shortcuts such as "Alt+Shift+F". */

/** Compares letters and digits by their place on the keyboard: with Alt, a Mac types another character. */
export function isHotkey(event: KeyboardEvent, hotkey: string): boolean {
  const parts = hotkey.toLowerCase().split("+");
  const key = parts.pop() ?? "";
  const names = [`key${key}`, `digit${key}`];
  return (
    (names.includes(event.code.toLowerCase()) || event.key.toLowerCase() === key) &&
    event.altKey === parts.includes("alt") &&
    event.shiftKey === parts.includes("shift") &&
    event.ctrlKey === (parts.includes("ctrl") || parts.includes("control")) &&
    event.metaKey === (parts.includes("meta") || parts.includes("cmd"))
  );
}
