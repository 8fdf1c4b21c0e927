// Loads the extension's bundle in a fresh process and activates it, with an editor that only says yes; prints both times in ms.
//   node activate.cjs BUNDLE NAME…   where NAMEs are the parts of the vscode module that the extension uses
'use strict';

const Module = require('node:module');
const { performance } = require('node:perf_hooks');

const [, , bundle, ...names] = process.argv;

/** Whatever is asked of it is a function, a class and an object of the same kind; it is no promise and has no items. */
const anything = new Proxy(function () {}, {
  get: (_target, key) => {
    if (key === Symbol.toPrimitive) return () => '';
    if (key === Symbol.iterator) return [][Symbol.iterator];
    return key === 'then' ? undefined : key === 'length' ? 0 : anything;
  },
  apply: () => anything,
  construct: () => anything,
});
class Disposable {
  static from() {
    return new Disposable();
  }
  dispose() {}
}
/** The lists of an editor in which nothing is open. */
const empty = { notebookDocuments: [], textDocuments: [], visibleTextEditors: [], activeTextEditor: undefined };
const room = new Proxy({}, { get: (_target, key) => (key in empty ? empty[key] : anything) });
const vscode = { Disposable };
for (const name of names) vscode[name] ??= name === 'workspace' || name === 'window' ? room : anything;

const load = Module._load;
Module._load = function (request, ...rest) {
  return request === 'vscode' ? vscode : load.call(this, request, ...rest);
};

const start = performance.now();
const extension = require(bundle);
const loaded = performance.now();
const context = {
  subscriptions: [],
  extensionUri: anything,
  workspaceState: { get: () => undefined, update: async () => {} },
};
extension.activate(context);
const activated = performance.now();
console.log(
  JSON.stringify({ load: loaded - start, activate: activated - loaded, registered: context.subscriptions.length }),
);
