import * as vscode from 'vscode';
import { nameBelow } from '../analysis/session/index.js';
import type { SearchHints } from '../analysis/session/index.js';
import { exampleCalls, textList } from './exampleCalls.js';
import { fileNameOf } from './fileNames.js';
import { settingPath } from './settingPath.js';

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
  const env = (globalThis.process as NodeJS.Process | undefined)?.env ?? {};
  const name = fileNameOf(uri) ?? (folder === null ? null : `${folder}/untitled.py`);
  const paths = [...textList(own.get('python.searchPaths')), ...textList(python.get('analysis.extraPaths'))];
  const resolved = paths.map(path => settingPath(path, folder, env)).filter(path => path !== null);
  const interpreter = python.get<unknown>('defaultInterpreterPath');
  const steps = own.get<unknown>('analysis.maxSteps');
  return {
    name,
    hints: {
      folder,
      folders: resolved,
      // A bare name such as "python" is looked for by the shell, which nobody asks here.
      interpreter:
        typeof interpreter === 'string' && /[\\/]/.test(interpreter) ? settingPath(interpreter, folder, env) : null,
    },
    calls: name === null ? [] : exampleCalls(own.get('exampleCalls'), relativeName(name, folder)),
    steps: isSteps(steps) && isChanged(own, 'analysis.maxSteps') ? steps : null,
  };
}

function relativeName(name: string, folder: string | null): string {
  return (folder === null ? null : nameBelow(folder, name)) ?? name.slice(name.lastIndexOf('/') + 1);
}

function isSteps(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= FEWEST_STEPS && value <= MOST_STEPS;
}

/** Somebody has set it: otherwise a thread that can afford less than the manifest says does less. */
function isChanged(configuration: vscode.WorkspaceConfiguration, name: string): boolean {
  const found = configuration.inspect(name);
  return [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].some(value => value !== undefined);
}
