/** Fetched with the page where it will be needed: later there may be no network. */
const fallback = globalThis.crypto?.subtle ? null : import('./digest');

/** SHA-256 of bytes as lower-case hex: the browser's own, or ours where the page is not served over HTTPS. */
export async function sha256(data: ArrayBuffer): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  const digest = subtle
    ? new Uint8Array(await subtle.digest('SHA-256', data))
    : (await (fallback ?? import('./digest'))).digestOf(new Uint8Array(data));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
