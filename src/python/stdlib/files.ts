import { free } from '../builtins/define.js';
import { chargeText } from '../charge.js';
import type { Value } from '../klass.js';
import type { DataFiles } from '../library.js';
import type { Machine } from '../machine.js';
import { plain } from '../operators.js';
import { PyBytes, PyList, Unknown } from '../value.js';

/** Paths that the program has opened for writing: what they hold from then on is not known. */
const written = new WeakMap<Machine, Set<string>>();

function writtenBy(cx: Machine): Set<string> {
  let paths = written.get(cx);
  if (paths === undefined) written.set(cx, (paths = new Set()));
  return paths;
}

/** An absolute path without "." and "..", as os.path.normpath(os.path.join(folder, path)). */
export function absolutePath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

interface Found {
  readonly files: DataFiles;
  /** Absolute. */
  readonly path: string;
  /** As the program names it. */
  readonly shown: string;
}

/** The file that a text, or what has __fspath__(), names. */
function find(cx: Machine, given: Value): Found | Unknown {
  const path = pathText(cx, given);
  if (path instanceof Unknown) return path;
  const files = cx.options.sources?.data;
  if (files === undefined) return cx.unknown('data-dependent', 'files are not read here', 'file');
  return { files, path: absolutePath(files.folder, path), shown: path };
}

function pathText(cx: Machine, given: Value): string | Unknown {
  let path = plain(given);
  if (!(path instanceof Unknown) && typeof path !== 'string') {
    const own = cx.special(path, '__fspath__');
    if (own !== undefined && !cx.isUnknown(own)) path = plain(cx.callWith(own));
  }
  return typeof path === 'string' ? path : cx.unknown('data-dependent', 'the path of the file is not known', 'file');
}

/** What depends on a file that is not there is not certain: a handler of its exception may run. */
function absent(cx: Machine, { shown }: Found, hint: string): Unknown {
  const raise = cx.error('FileNotFoundError', `[Errno 2] No such file or directory: '${shown}'`);
  if (cx.tries.some(catches => catches(raise.exception))) cx.maybeRaise(raise);
  return cx.unknown('data-dependent', `there is no ${shown} among the files here`, hint);
}

const LARGE = 2 ** 20;
const UTF8 = /^utf[-_]?8([-_]sig)?$/i;

/** The text of a file with "\n" at the ends of its lines, or its bytes. */
const read = free('_read_file', 'path, binary, encoding', (cx, a) => {
  const found = find(cx as Machine, a.get('path'));
  if (found instanceof Unknown) return found;
  const unknown = (message: string): Value => cx.unknown('data-dependent', message, 'file');
  if (writtenBy(cx as Machine).has(found.path)) return unknown(`the program writes ${found.shown} itself`);
  const text = found.files.read(found.path);
  if (text === null) return absent(cx as Machine, found, 'file');
  if (text === undefined) return unknown(`${found.shown} is no UTF-8 text of at most 1 MB`);
  if (text.length > LARGE) return unknown(`${found.shown} is larger than 1 MB`);
  cx.tick(text.length >> 4);
  chargeText(cx, text.length);
  if (a.get('binary') === true) return new PyBytes(bytesOf(text));
  const encoding = plain(a.get('encoding'));
  const isAscii = /^[\0-\x7f]*$/.test(text);
  if (encoding !== null && !isAscii && (typeof encoding !== 'string' || !UTF8.test(encoding)))
    return unknown(`the encoding of ${found.shown} is not read`);
  const whole = text.replace(/\r\n?/g, '\n');
  return typeof encoding === 'string' && /sig$/i.test(encoding) ? whole.replace(/^\ufeff/, '') : whole;
});

/** A text's UTF-8, one character for each byte. */
function bytesOf(text: string): string {
  let out = '';
  for (const byte of new TextEncoder().encode(text)) out += String.fromCharCode(byte);
  return out;
}

/** Notes that a file is written. */
const write = free('_write_file', 'path', (cx, a) => {
  const found = find(cx as Machine, a.get('path'));
  if (!(found instanceof Unknown)) writtenBy(cx as Machine).add(found.path);
  return null;
});

/** 'file', 'folder', or unknown: what is not there may be where the program runs. */
const kind = free('_kind', 'path', (cx, a) => {
  const found = find(cx as Machine, a.get('path'));
  if (found instanceof Unknown) return cx.unknownFor(found.why, 'bool');
  const { files, path, shown } = found;
  if (writtenBy(cx as Machine).has(path))
    return cx.unknown('data-dependent', `the program writes ${shown} itself`, 'bool');
  if (files.list(path) !== null) return 'folder';
  const slash = path.lastIndexOf('/');
  const isThere = files.list(path.slice(0, slash) || '/')?.includes(path.slice(slash + 1)) === true;
  return isThere ? 'file' : cx.unknown('data-dependent', `there is no ${shown} among the files here`, 'bool');
});

/** The names in a folder, sorted, where Python's order is the file system's. */
const list = free('_listdir', 'path', (cx, a) => {
  const found = find(cx as Machine, a.get('path'));
  if (found instanceof Unknown) return found;
  const names = found.files.list(found.path);
  if (names === null) return absent(cx as Machine, found, 'list');
  cx.tick(names.length);
  return new PyList([...names].sort());
});

/** The working directory. */
const cwd = free('_cwd', '', cx => {
  const folder = (cx as Machine).options.sources?.data?.folder;
  return folder ?? cx.unknown('data-dependent', 'the working directory is not known', 'str');
});

const isUnknown = free('_unknown', 'value', (_cx, a) => a.get('value') instanceof Unknown);

export const FILE_NATIVES: Readonly<Record<string, Value>> = {
  _read_file: read,
  _write_file: write,
  _kind: kind,
  _listdir: list,
  _cwd: cwd,
  _unknown: isUnknown,
};
