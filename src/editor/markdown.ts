/**
 * Text from code or from a framework's message as plain markdown: no character of it is read as markup, as a link, as
 * HTML, or as an icon `$(…)`. Line breaks become spaces.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$&:]/g, '\\$&').replace(/\s+/g, ' ');
}

/** A code span that holds any text, backticks too (CommonMark 6.1: a longer fence, padded by one space). */
export function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(run => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return fence + padding + text.replace(/\s+/g, ' ') + padding + fence;
}

/** A link that runs a command with arguments; the hover trusts only commands that it names. */
export function commandLink(label: string, command: string, args: readonly unknown[], tooltip: string): string {
  const query = encodeURIComponent(JSON.stringify(args)).replace(/[()]/g, bracket => (bracket === '(' ? '%28' : '%29'));
  return `[${escapeMarkdown(label)}](command:${command}?${query} "${tooltip.replace(/["\\]/g, '')}")`;
}
