import { readFileSync } from 'node:fs';
import { FormatError } from '../../../src/python/format.js';
import { NumberError } from '../../../src/python/number.js';

/** A value as numbers.py writes it: its Python type, and its text. */
export type Encoded = readonly [type: string, text?: string];

/** What CPython answered: see numbers.py for what each row holds. */
export interface NumbersTruth {
  readonly version: string;
  readonly floats: readonly (readonly [string, string, number, string, string, string, string, string])[];
  readonly ints: readonly (readonly [string, string, number, number, ...(string | number)[]])[];
  readonly powers: readonly (readonly [kind: string, a: string, b: string, result: string])[];
  readonly formats: readonly (readonly [Encoded, spec: string, result: string])[];
  readonly percents: readonly (readonly [format: string, readonly Encoded[], result: string])[];
  readonly templates: readonly (readonly [template: string, readonly Encoded[], result: string])[];
  readonly texts: readonly (readonly [text: string, repr: string, ascii: string])[];
  readonly parses: readonly (readonly [text: string, base: number, int: string, float: string])[];
}

export function numbersTruth(): NumbersTruth {
  return JSON.parse(readFileSync('test/truth/python/numbers.json', 'utf8')) as NumbersTruth;
}

/** A float from its Python repr. */
export function floatOf(text: string): number {
  return text.endsWith('inf') ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);
}

/** The result's text, or "!" and the exception, as numbers.py records it. */
export function answer(compute: () => string): string {
  try {
    return compute();
  } catch (error) {
    if (error instanceof NumberError || error instanceof FormatError) return `!${error.type}: ${error.message}`;
    throw error;
  }
}
