const FROM = /^[ \t]*from[ \t]+(\.*)[ \t]*([\w.]*)[ \t]+import[ \t]*(?:\(([^)]*)|([^\n#;]*))/gmu;
const IMPORT = /^[ \t]*import[ \t]+([^\n#;]*)/gmu;
/** More than this many of one text are not fetched ahead. */
const MAX_IMPORTS = 500;

/**
 * The modules that a text may import, with the packages above them, read roughly and from its lines alone: only good for fetching
 * files before they are asked for. `pack` is the package that relative imports start from.
 */
export function importsOf(text: string, pack: string): string[] {
  const found = new Set<string>();
  const add = (name: string): void => {
    const parts = name.split('.');
    if (parts.some(part => part === '')) return;
    for (let length = 1; length <= parts.length && found.size < MAX_IMPORTS; length++)
      found.add(parts.slice(0, length).join('.'));
  };
  for (const [, dots = '', module = '', inBrackets, onLine] of text.matchAll(FROM)) {
    const packages = pack === '' ? [] : pack.split('.');
    const base = dots === '' ? [] : packages.slice(0, Math.max(0, packages.length + 1 - dots.length));
    const from = [...base, ...(module === '' ? [] : [module])].join('.');
    if (from !== '') add(from);
    for (const name of namesIn(inBrackets ?? onLine ?? '')) add(from === '' ? name : `${from}.${name}`);
  }
  for (const [, list = ''] of text.matchAll(IMPORT)) for (const name of namesIn(list)) add(name);
  return [...found];
}

function namesIn(list: string): string[] {
  return list
    .split(',')
    .map(item => /^[\s\\]*([\w.]+)/u.exec(item)?.[1] ?? '')
    .filter(name => name !== '' && !name.startsWith('.') && !name.endsWith('.'));
}
