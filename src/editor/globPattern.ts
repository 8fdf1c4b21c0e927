const SPECIAL = /[\\^$.|+()[\]{}]/;

/**
 * A file pattern as a regular expression over a path with "/": `*` and `?` within a name, `**` over any number of folders,
 * `{a,b}` and `[abc]`. A pattern without "/" is meant for files of that name in any folder. Null for one that cannot be read.
 */
export function globPattern(glob: string): RegExp | null {
  const pattern = glob.replace(/^(?:\.?\/)+/, '');
  if (pattern.trim() === '') return null;
  const whole = pattern.includes('/') ? pattern : `**/${pattern}`;
  let source = '';
  let depth = 0;
  for (let i = 0; i < whole.length; i++) {
    const char = whole[i] ?? '';
    if (whole.startsWith('**/', i) && (i === 0 || whole[i - 1] === '/')) {
      source += '(?:[^/]+/)*';
      i += 2;
    } else if (char === '*') {
      const isDeep = whole[i + 1] === '*';
      source += isDeep ? '.*' : '[^/]*';
      if (isDeep) i++;
    } else if (char === '?') source += '[^/]';
    else if (char === '{') {
      source += '(?:';
      depth++;
    } else if (char === '}' && depth > 0) {
      source += ')';
      depth--;
    } else if (char === ',' && depth > 0) source += '|';
    else if (char === '[' && whole.includes(']', i + 2)) {
      const end = whole.indexOf(']', i + 2);
      source += `[${whole
        .slice(i + 1, end)
        .replace(/^!/, '^')
        .replaceAll('\\', '\\\\')
        .replaceAll('[', '\\[')}]`;
      i = end;
    } else source += SPECIAL.test(char) ? `\\${char}` : char;
  }
  if (depth > 0) return null;
  try {
    return new RegExp(`^${source}$`, 'u');
  } catch {
    return null;
  }
}
