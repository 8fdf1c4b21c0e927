import type { CallOutcome } from '../evaluateCalls.js';
import type { FileAnalysis } from '../types.js';
import type { Fetched } from './fetchedFiles.js';
import type { Plain } from './plain.js';
import type { SearchHints } from './searchPath.js';

/** An analysis that an editor asks for. */
export interface AnalysisRequest {
  /** Grows from request to request. */
  readonly id: number;
  /** Tells the documents apart; what is kept from an earlier analysis of the same one is used again. */
  readonly key: string;
  /** The absolute name of the file or notebook; null where it has none that imports could start from. */
  readonly name: string | null;
  /** The text of a file, or those of a notebook's cells. */
  readonly content: { readonly text: string } | { readonly cells: readonly string[] };
  readonly hints: SearchHints;
  /** Expressions that are evaluated instead of running the file as a script. */
  readonly calls: readonly string[];
  /** Steps of the budget; null for what the thread can afford. */
  readonly steps: number | null;
}

/** From the editor to whoever analyses. */
export type ToAnalysis =
  | { readonly kind: 'analyse'; readonly request: AnalysisRequest }
  /** Documents that are open in the editor; null for those that are not any more. */
  | { readonly kind: 'open'; readonly files: readonly { readonly name: string; readonly text: string | null }[] }
  /** Files or folders that may have changed where they are stored. */
  | { readonly kind: 'changed'; readonly names: readonly string[] }
  | { readonly kind: 'fetched'; readonly files: readonly Fetched[] }
  /** The folders of the workspace that only the editor can read. */
  | { readonly kind: 'folders'; readonly names: readonly string[] }
  /** Requests up to this one are not wanted any more. */
  | { readonly kind: 'cancel'; readonly id: number }
  /** A document is closed: what was kept of it is not needed. */
  | { readonly kind: 'close'; readonly key: string };

/** What an analysis found. */
export interface AnalysisAnswer {
  readonly parts: Plain<readonly FileAnalysis[]>;
  readonly outcomes: Plain<readonly CallOutcome[]>;
  /** The first entry of sys.path, which the names of other files are relative to; null without any. */
  readonly root: string | null;
  /** sys.path behind the root. */
  readonly searchPath: readonly string[];
  /** The files that it read, or looked for in vain, one a line: thousands of texts take much longer to send than one. */
  readonly read: string;
  /** The folders whose names it asked for, one a line. */
  readonly listed: string;
}

/** From whoever analyses to the editor. */
export type FromAnalysis =
  /** A worker has started. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: AnalysisAnswer }
  | { readonly kind: 'cancelled'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  /** Files or folders that only the editor can read, and that an analysis needs. */
  | { readonly kind: 'wanted'; readonly names: readonly string[] };
