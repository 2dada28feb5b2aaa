/** Bytes by what they are and not by their class: each realm (a jest environment, an iframe, a vm) has a class of its own. */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === "[object Uint8Array]";
}
