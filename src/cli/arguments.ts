import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './io.js';

type Options = NonNullable<ParseArgsConfig['options']>;

/** The options and the other arguments of a command. @throws UsageError for what the command does not know */
export function readArguments<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: joinNegative(args), options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(firstSentence(error.message));
  }
}

/** Options whose value may look like an option. */
const ANY_VALUE: readonly string[] = ['--argv', '--call'];

/**
 * An option's value that begins with a minus is joined to its option: `--input -1,8` is a shape (an impossible one), not a cluster
 * of options, and `--argv '--size 9'` is what a script is given.
 */
function joinNegative(args: readonly string[]): string[] {
  const joined: string[] = [];
  args.forEach((arg, i) => {
    const before = args[i - 1];
    const isValue =
      arg.startsWith('-') &&
      (ANY_VALUE.includes(before ?? '') || (/^-\d/.test(arg) && before?.startsWith('--') && !before.includes('=')));
    if (isValue) joined.push(`${joined.pop()}=${arg}`);
    else joined.push(arg);
  });
  return joined;
}

function firstSentence(message: string): string {
  const sentence = message.split(/\.\s|\n/)[0] ?? message;
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}

/** One of a few words. @throws UsageError for any other */
export function oneOf<T extends string>(option: string, value: string, words: readonly T[]): T {
  const word = words.find(candidate => candidate === value);
  if (word === undefined) throw new UsageError(`${option} takes ${words.join(', ')}; it got "${value}".`);
  return word;
}

/** Ints separated by commas, spaces or ×, in brackets or not: "1,16,8,8", "(16, 8, 8)", "8x8". @throws UsageError */
export function readInts(option: string, text: string): number[] {
  const body = text.trim().replace(/^[([]\s*(.*?)\s*[)\]]$/, '$1');
  const parts = body.split(/\s*[,x×]\s*|\s+/).filter((part, i, all) => part !== '' || i < all.length - 1);
  const ints = parts.map(part => (/^[-+]?\d+$/.test(part) ? Number(part) : NaN));
  if (ints.length === 0 || ints.some(Number.isNaN)) {
    throw new UsageError(`${option} takes ints like 8,8; it got "${text}".`);
  }
  return ints;
}
