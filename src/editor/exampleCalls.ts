import { globPattern } from './globPattern.js';

/**
 * The expressions of all patterns that a file meets, in their order, each once. `setting` maps file patterns to expressions; what in it
 * has another type counts as not there.
 */
export function exampleCalls(setting: unknown, name: string): string[] {
  if (typeof setting !== 'object' || setting === null) return [];
  const calls = Object.entries(setting)
    .filter(([pattern]) => globPattern(pattern)?.test(name))
    .flatMap(([, expressions]) => textList(expressions));
  return [...new Set(calls)];
}

/** The texts of a list; a single text counts as a list of it. */
export function textList(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter(item => typeof item === 'string' && item.trim() !== '') as string[];
}
