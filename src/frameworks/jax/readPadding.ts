import { JAX_WORD_WITH_DILATION, type ExplicitPadding, type PaddingWord } from '../../engine/index.js';
import type { ConvReader } from '../convReader.js';
import { intOf, isPlainList, whyUnknown, type Plain } from '../plain.js';

/** The words of jax.lax, which it takes in any case. */
const WORDS: ReadonlyMap<string, PaddingWord> = new Map([
  ['SAME', 'same'],
  ['SAME_LOWER', 'same-lower'],
  ['VALID', 'valid'],
]);

/** The padding word that a string is in jax.lax; undefined for any other. */
export function paddingWord(text: string): PaddingWord | undefined {
  return WORDS.get(text.toUpperCase());
}

/** A (low, high) pair of ints; 'unknown' where it may be one; undefined where it is none. */
export function pairOf(value: Plain): readonly [number, number] | 'unknown' | undefined {
  if (!isPlainList(value)) return whyUnknown(value) === undefined ? undefined : 'unknown';
  if (value.length !== 2) return undefined;
  const [low, high] = value.map(intOf);
  if (low !== undefined && high !== undefined) return [low, high];
  return whyUnknown(value) === undefined ? undefined : 'unknown';
}

/** Padding per axis from pairs. */
export function explicitOf(pairs: readonly (readonly [number, number])[]): ExplicitPadding {
  return { begin: pairs.map(pair => pair[0]), end: pairs.map(pair => pair[1]) };
}

/**
 * A padding word as jax.lax reads it. A transposed convolution knows SAME and VALID as they stand; any other spelling it hands
 * on, so that with a stride of 1 it is the padding of an ordinary convolution, and refused otherwise.
 */
export function readLaxWord(reader: ConvReader, text: string): void {
  const { known, row } = reader;
  const word = paddingWord(text);
  const transposed = row.kind === 'transposed';
  if (transposed && (text === 'SAME' || text === 'VALID')) {
    known.padding = word!;
    return;
  }
  const steps = transposed ? known.stride : known.inputDilation;
  if (transposed && !steps) reader.leaveOpen('padding', 'the strides are not known');
  else if (steps?.some(step => step !== 1) === true) {
    reader.refuse('padding', 'arguments-conflict', JAX_WORD_WITH_DILATION);
  } else if (!word) {
    const message = `Unrecognized padding type: expected 'VALID', 'SAME', or 'SAME_LOWER', got ${text}.`;
    reader.refuse('padding', 'invalid-padding-string', message);
  } else if (transposed) readPlainPadding(reader, word);
  else known.padding = word;
}

function readPlainPadding(reader: ConvReader, word: PaddingWord): void {
  const { known } = reader;
  const { kernelSize, dilation } = known;
  if (!kernelSize || !dilation) {
    reader.leaveOpen('padding', 'the kernel is not known');
    return;
  }
  const totals = kernelSize.map((size, axis) => (word === 'valid' ? 0 : (dilation[axis] ?? 1) * (size - 1)));
  const [small, large] = [totals.map(total => Math.floor(total / 2)), totals.map(total => Math.ceil(total / 2))];
  known.padding = word === 'same-lower' ? { begin: large, end: small } : { begin: small, end: large };
}
