import * as vscode from 'vscode';

/** The settings that the manifest declares, with the values that hold where nothing else is set. */
const DEFAULTS = {
  'hover.enabled': true,
  'hover.picture': true,
  'explorer.followCursor': true,
} as const;

export type Setting = keyof typeof DEFAULTS;

/** The setting's value for this document, or for the window. A value of another type counts as not set. */
export function setting(name: Setting, scope?: vscode.TextDocument): boolean {
  const value = vscode.workspace.getConfiguration('convExplorer', scope ?? null).get<unknown>(name);
  return typeof value === 'boolean' ? value : DEFAULTS[name];
}
