import type { CallOutcome } from '../analysis/index.js';
import { codeSpan, escapeMarkdown } from './markdown.js';
import type { Translate } from './translate.js';

/** More errors than this are counted, not listed. */
const LISTED = 2;

/** Which of the setting's example calls raise, as markdown; nothing where none does. */
export function exampleErrors(examples: readonly CallOutcome[], t: Translate): string {
  const failed = examples.filter(({ error }) => error !== null);
  const lines = failed
    .slice(0, LISTED)
    .map(({ call, error }) => `$(warning) ${t('Example call {0}: {1}', codeSpan(call), escapeMarkdown(error ?? ''))}`);
  if (failed.length > LISTED) lines.push(escapeMarkdown(t('and {0} more', String(failed.length - LISTED))));
  return lines.join('  \n');
}
