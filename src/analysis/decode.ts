/** The encoding that one of the first two lines declares (PEP 263); UTF-8 where none does. */
export function encodingOf(bytes: Uint8Array): string {
  const head = Array.from(bytes.subarray(0, 400), byte => String.fromCharCode(byte)).join('');
  const declared = head
    .split(/\r\n?|\n/)
    .slice(0, 2)
    .map(line => /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line)?.[1])
    .find(name => name !== undefined);
  return declared?.replace(/^latin[-_]?1$/i, 'latin1') ?? 'utf-8';
}

/**
 * Python source as text, without its byte-order mark, in the encoding that it declares.
 * @throws TypeError or RangeError where it is no such text
 */
export function decodeSource(bytes: Uint8Array): string {
  // The decoder drops a byte-order mark.
  return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
}

/** As `decodeSource`; null where it is no such text. */
export function decodeSourceOrNull(bytes: Uint8Array): string | null {
  try {
    return decodeSource(bytes);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}
