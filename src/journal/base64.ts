/**
 * Base64 with exactly one text for each sequence of bytes: Node's own decoder forgives spaces,
 * other alphabets and bits that mean nothing, and what is signed must not have two spellings.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
