import * as vscode from 'vscode';
import { isAbsolute, nameBelow, resolveName } from '../analysis/session/index.js';
import type { SearchHints } from '../analysis/session/index.js';
import { fileNameOf } from './fileNames.js';
import { globPattern } from './globPattern.js';

/** What the settings say of the analysis of one file. A value of a type that the manifest does not declare counts as not set. */
export interface AnalysisSettings {
  /** The file's name; for one that is not stored yet, a name in the folder of the workspace that it would be stored in. */
  readonly name: string | null;
  readonly hints: SearchHints;
  readonly calls: readonly string[];
  /** Null: what the thread can afford. */
  readonly steps: number | null;
}

/** Settings that an analysis depends on. */
export const ANALYSIS_SECTIONS = [
  'convExplorer.python.searchPaths',
  'convExplorer.exampleCalls',
  'convExplorer.analysis.maxSteps',
  'python.defaultInterpreterPath',
  'python.analysis.extraPaths',
] as const;

const FEWEST_STEPS = 1000;
const MOST_STEPS = 1_000_000_000;

/** The settings for the file, or the notebook, of this address. */
export function analysisSettings(uri: vscode.Uri): AnalysisSettings {
  const workspaceFolder =
    uri.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0] : vscode.workspace.getWorkspaceFolder(uri);
  const folder = workspaceFolder === undefined ? null : fileNameOf(workspaceFolder.uri);
  const scope = workspaceFolder?.uri ?? uri;
  const own = vscode.workspace.getConfiguration('convExplorer', scope);
  const python = vscode.workspace.getConfiguration('python', scope);
  const name = fileNameOf(uri) ?? (folder === null ? null : `${folder}/untitled.py`);
  const paths = [...texts(own.get('python.searchPaths')), ...texts(python.get('analysis.extraPaths'))];
  const resolved = paths.map(path => resolvedPath(path, folder)).filter(path => path !== null);
  const interpreter = python.get<unknown>('defaultInterpreterPath');
  const steps = own.get<unknown>('analysis.maxSteps');
  return {
    name,
    hints: {
      folder,
      folders: resolved,
      // A bare name such as "python" is looked for by the shell, which nobody asks here.
      interpreter:
        typeof interpreter === 'string' && /[\\/]/.test(interpreter) ? resolvedPath(interpreter, folder) : null,
    },
    calls: name === null ? [] : exampleCalls(own.get('exampleCalls'), relativeName(name, folder)),
    steps: isSteps(steps) && isChanged(own, 'analysis.maxSteps') ? steps : null,
  };
}

function relativeName(name: string, folder: string | null): string {
  return (folder === null ? null : nameBelow(folder, name)) ?? name.slice(name.lastIndexOf('/') + 1);
}

/** The expressions of all patterns that a file meets, in their order, each once. */
export function exampleCalls(setting: unknown, name: string): string[] {
  if (typeof setting !== 'object' || setting === null) return [];
  const calls = Object.entries(setting)
    .filter(([pattern]) => globPattern(pattern)?.test(name))
    .flatMap(([, expressions]) => texts(expressions));
  return [...new Set(calls)];
}

/** The texts of a list; a single text counts as a list of it. */
function texts(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter(item => typeof item === 'string' && item.trim() !== '') as string[];
}

/** A path of a setting as an absolute name; null where it is relative to no folder, or has a variable without a value. */
function resolvedPath(path: string, folder: string | null): string | null {
  const env = (globalThis.process as NodeJS.Process | undefined)?.env ?? {};
  const home = env['HOME'] ?? env['USERPROFILE'];
  let isKnown = true;
  const filled = path
    .trim()
    .replace(/^~(?=$|[\\/])/, '${userHome}')
    .replace(/\$\{(workspaceFolder|workspaceRoot|userHome|env:([^}]*))\}/g, (_, variable: string, name?: string) => {
      const value = name !== undefined ? env[name] : variable === 'userHome' ? home : folder;
      isKnown &&= typeof value === 'string';
      return value ?? '';
    })
    .replaceAll('\\', '/');
  if (!isKnown || (folder === null && !isAbsolute(filled))) return null;
  return resolveName(folder ?? '/', filled);
}

function isSteps(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= FEWEST_STEPS && value <= MOST_STEPS;
}

/** Somebody has set it: otherwise a thread that can afford less than the manifest says does less. */
function isChanged(configuration: vscode.WorkspaceConfiguration, name: string): boolean {
  const found = configuration.inspect(name);
  return [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].some(value => value !== undefined);
}
