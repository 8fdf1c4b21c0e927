// How long the extension host's thread is held while a person types, and how long an answer takes: with nothing to do, with the
// analysis in slices on the same thread, and with the worker thread.
//   npm run bench -- typing [--file FILE]    (a file that imports what its folder has, instead of the long one)
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { longFile } from './longFile.mjs';
import { median, ms, row } from './report.mjs';

/** After each burst of keys the person waits for the answer. */
const BURSTS = 8;
const KEYS = 10;
/** Milliseconds between two keys. */
const PAUSE = 80;

/** Types into the middle of a text; `answer` is given each version, and resolves true where it was answered. */
async function typing(text, answer) {
  const at = text.indexOf('\n', text.length / 2) + 1;
  const held = monitorEventLoopDelay({ resolution: 1 });
  const times = [];
  held.enable();
  for (let key = 0; key < BURSTS * KEYS; key++) {
    const start = performance.now();
    const version = `${text.slice(0, at)}x = "${'a'.repeat(key)}"\n${text.slice(at)}`;
    const answered = answer(version);
    await new Promise(resolve => setTimeout(resolve, PAUSE));
    if (key % KEYS === KEYS - 1 && (await answered)) times.push(performance.now() - start);
  }
  held.disable();
  return { held, times };
}

/** The analysis in slices on the thread of the host; a key ends the one that is under way. */
function inHost({ DocumentAnalyzer, EDITOR_BUDGET, inSlices }) {
  const analyzer = new DocumentAnalyzer({ budget: EDITOR_BUDGET });
  let last = 0;
  let turn = Promise.resolve();
  return async version => {
    const own = ++last;
    const isWanted = () => own === last;
    const result = turn.then(() => (isWanted() ? inSlices(analyzer.updating(version), isWanted) : undefined));
    turn = result;
    return (await result) !== undefined;
  };
}

/** The worker thread; a key cancels the analysis that is under way. */
function inWorker({ nodeThread, fromClonable }, name) {
  const waiting = new Map();
  const thread = nodeThread(
    { scheme: 'file', fsPath: path.resolve('dist/worker.js') },
    {
      message: message => {
        if (message.kind === 'ready') return;
        const calls = message.kind === 'answer' ? fromClonable(message.answer.parts)[0].calls.length : 0;
        waiting.get(message.id)(message.kind === 'answer' && calls > 0);
      },
      ended: why => {
        throw new Error(`The worker ended: ${why}`);
      },
    },
  );
  let id = 0;
  const hints = { folder: null, folders: [], interpreter: null };
  const ask = version => {
    thread.post({ kind: 'cancel', id });
    const request = { id: ++id, key: 'file', name, content: { text: version }, hints, calls: [], steps: null };
    thread.post({ kind: 'analyse', request });
    return new Promise(resolve => waiting.set(id, resolve));
  };
  return { ask, dispose: () => thread.dispose() };
}

/** Prints the table. dist/worker.js must be built. */
export async function typingTable(args = []) {
  const outfile = 'out/bench/typing.mjs';
  await build({
    entryPoints: ['test/bench/typing.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    minify: true,
    logLevel: 'warning',
    // The part of the bundle that asks the editor for files is not used here.
    alias: { vscode: path.resolve('test/bench/noEditor.mjs') },
  });
  const parts = await import(pathToFileURL(path.resolve(outfile)).href);
  const file = args.includes('--file') ? path.resolve(args[args.indexOf('--file') + 1] ?? '') : null;
  const text = file === null ? longFile(2000) : readFileSync(file, 'utf8');
  const lines = text.split('\n').length;
  console.log(
    `\nTyping in a file of ${lines} lines, ${BURSTS} times ${KEYS} keys, one each ${PAUSE} ms: the host's thread`,
  );
  row('', 'half below', '99 % below', 'longest', 'to answer');
  const print = (what, { held, times }) => {
    const at = percentile => ms(held.percentile(percentile) / 1e6);
    row(what, at(50), at(99), ms(held.max / 1e6), times.length > 0 ? ms(median(times)) : '');
  };
  const worker = inWorker(parts, file?.replaceAll('\\', '/') ?? null);
  const host = inHost(parts);
  // Both begin warm, as after the first minute of work.
  await worker.ask(text);
  if (file === null) await host(text);
  print('nothing to do', await typing(text, async () => false));
  if (file === null) print('in slices on the same thread', await typing(text, host));
  print('in the worker thread', await typing(text, worker.ask));
  worker.dispose();
}
