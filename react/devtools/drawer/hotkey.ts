/** Keys as "Alt+Shift+F" writes them. */

/** By its place on the keyboard where it is a letter or a digit: with Alt, a Mac makes another character of it. */
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
