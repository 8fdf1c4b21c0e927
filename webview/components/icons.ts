/** The icons in use, by their codicon names; the characters are those of the font in @vscode/codicons. */
export const ICONS = {
  warning: '\uea6c',
  pass: '\ueba4',
  error: '\uea87',
  info: '\uea74',
  'chevron-left': '\ueab5',
  'chevron-right': '\ueab6',
  play: '\ueb2c',
  'debug-pause': '\uead1',
  pinned: '\ueba0',
  target: '\uebf8',
  discard: '\ueae2',
  code: '\ueac4',
  'mortar-board': '\ueb21',
  question: '\ueb32',
  edit: '\uea73',
  copy: '\uebcc',
} as const;

export type IconName = keyof typeof ICONS;
