/** A command of the reference page, with all that it prints there. */
export interface Example {
  readonly command: string;
  readonly expected: string;
}

export interface Reference {
  readonly examples: readonly Example[];
  /** Files whose content the page shows, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * The examples of a page: in a block ```console each line that begins with "$ conv-explorer" is a command, and what follows is what it
 * prints, standard error included ("> NAME" at the end of a command sends it into a file); a last line [exit status n] says a status that is not 0. A block ```python NAME is a file.
 */
export function readReference(markdown: string): Reference {
  const examples: Example[] = [];
  const files: Record<string, string> = {};
  for (const [, info = '', body = ''] of markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)) {
    const file = /^python (\S+)$/.exec(info)?.[1];
    if (file !== undefined) files[file] = body;
    if (info !== 'console') continue;
    for (const [, command = '', expected = ''] of body.matchAll(/^\$ conv-explorer (.*)\n((?:(?!\$ ).*\n)*)/gm)) {
      examples.push({ command, expected });
    }
  }
  return { examples, files };
}

/** Words as a shell splits them, with single and double quotes. */
export function shellWords(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );
}
