import { UsageError } from './io.js';

/** A code cell of a notebook. */
export interface Cell {
  /** Its place among all cells, from 0. */
  readonly index: number;
  readonly text: string;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The Python cells of a notebook (nbformat 4). @throws UsageError where the text is none; `shown` is the file's name */
export function pythonCells(json: string, shown: string): Cell[] {
  let notebook: unknown;
  try {
    notebook = JSON.parse(json);
  } catch {
    throw new UsageError(`${shown} cannot be read: it is no JSON.`);
  }
  if (!isRecord(notebook) || !Array.isArray(notebook['cells'])) {
    throw new UsageError(`${shown} cannot be read: it has no cells of a notebook in format 4.`);
  }
  if (!/^i?python/i.test(languageOf(notebook))) return [];
  return notebook['cells'].flatMap((cell: unknown, index): Cell[] => {
    if (!isRecord(cell) || cell['cell_type'] !== 'code') return [];
    const source = cell['source'];
    const text = Array.isArray(source) ? source.filter(line => typeof line === 'string').join('') : source;
    return typeof text === 'string' ? [{ index, text }] : [];
  });
}

function languageOf(notebook: Record<string, unknown>): string {
  const metadata = isRecord(notebook['metadata']) ? notebook['metadata'] : {};
  for (const [part, key] of [
    ['language_info', 'name'],
    ['kernelspec', 'language'],
  ] as const) {
    const value = isRecord(metadata[part]) ? metadata[part][key] : undefined;
    if (typeof value === 'string') return value;
  }
  return 'python';
}
