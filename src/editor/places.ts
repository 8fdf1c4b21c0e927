import * as vscode from 'vscode';
import type { ConvCall, Place } from '../analysis/index.js';
import { decodeSourceOrNull } from '../analysis/reading.js';
import { isAbsolute, resolveName } from '../analysis/session/index.js';
import type { Analysed } from './documents.js';
import { notebookOf, openDocument } from './documents.js';
import { fileNameOf, uriOfFile } from './fileNames.js';
import { PlaceTexts, placesOf, type PlaceText } from './placeTexts.js';
import type { Translate } from './translate.js';

/** Finds the lines of the places that a call's reasons name, in its own document and in the files that were read for it. */
export async function placeTextsOf(call: ConvCall, analysed: Analysed, t: Translate): Promise<PlaceTexts> {
  const own = analysed.document.positionAt(call.span.from).line;
  const texts: [Place, PlaceText][] = [];
  for (const place of placesOf(call)) {
    const found = await placeText(place, analysed, own, t);
    if (found) texts.push([place, found]);
  }
  return new PlaceTexts(texts);
}

async function placeText(place: Place, analysed: Analysed, ownLine: number, t: Translate): Promise<PlaceText | null> {
  const { document, root } = analysed;
  if (place.file === EXPRESSION) return { label: t('the example call'), target: null };
  const uri = addressOf(place, document, root);
  if (uri === null) return null;
  const text = await textOf(uri, analysed);
  if (text === null) return null;
  const line = text.slice(0, place.from).split(/\r\n|\r|\n/).length;
  const isOwn = uri.toString() === document.uri.toString();
  if (isOwn && line === ownLine + 1) return { label: t('this line'), target: null };
  const cell = cellNumber(place);
  if (cell !== null) {
    // The fragment of a cell's address names the cell: a line has no place in it.
    const label = isOwn ? t('line {0}', line) : t('cell {0}, line {1}', cell, line);
    return { label, target: uri.toString() };
  }
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return {
    label: isOwn ? t('line {0}', line) : `${name}:${line}`,
    target: uri.with({ fragment: `L${line}` }).toString(),
  };
}

/** The file name of what an example call is. */
const EXPRESSION = '<expression>';

/** The number of the notebook's cell, from 1, that a place is in; null for a file. */
function cellNumber({ file }: Place): number | null {
  const number = /^cell (\d+)$/.exec(file)?.[1];
  return number === undefined ? null : Number(number);
}

/** The document of a place: the call's own, a cell of its notebook, or a file. */
function addressOf(place: Place, document: vscode.TextDocument, root: string | null): vscode.Uri | null {
  const cell = cellNumber(place);
  if (cell !== null) {
    const cells =
      notebookOf(document)
        ?.getCells()
        .filter(its => its.document.languageId === 'python') ?? [];
    return cells[cell - 1]?.document.uri ?? null;
  }
  if (place.file === '') return document.uri;
  const name = isAbsolute(place.file) ? place.file : root === null ? null : resolveName(root, place.file);
  if (name === null) return null;
  return name === fileNameOf(document.uri) ? document.uri : uriOfFile(name);
}

async function textOf(uri: vscode.Uri, { document, text }: Analysed): Promise<string | null> {
  if (uri.toString() === document.uri.toString()) return text;
  const open = openDocument(uri.toString());
  if (open) return open.getText();
  try {
    return decodeSourceOrNull(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}
