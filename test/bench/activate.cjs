// Loads the extension's bundle in a fresh process and activates it, with an editor that only says yes; prints both times in ms.
'use strict';

const Module = require('node:module');
const { performance } = require('node:perf_hooks');

/** Whatever is asked of it is a function, an object and a class of the same kind. */
const anything = new Proxy(function () {}, {
  get: (_target, key) =>
    key === Symbol.toPrimitive
      ? () => ''
      : key === Symbol.iterator
        ? undefined
        : key === 'then'
          ? undefined
          : key === 'length'
            ? 0
            : anything,
  apply: () => anything,
  construct: () => anything,
});
class Disposable {
  static from() {
    return new Disposable();
  }
  dispose() {}
}
const vscode = new Proxy(
  {
    Disposable,
    workspace: new Proxy({ notebookDocuments: [], textDocuments: [] }, fallback()),
    window: new Proxy({ visibleTextEditors: [], activeTextEditor: undefined }, fallback()),
  },
  fallback(),
);

function fallback() {
  return { get: (target, key) => (key in target ? target[key] : anything) };
}

const load = Module._load;
Module._load = function (request, ...rest) {
  return request === 'vscode' ? vscode : load.call(this, request, ...rest);
};

const start = performance.now();
const extension = require(process.argv[2]);
const loaded = performance.now();
extension.activate({
  subscriptions: [],
  extensionUri: anything,
  workspaceState: { get: () => undefined, update: async () => {} },
});
const activated = performance.now();
console.log(JSON.stringify({ load: loaded - start, activate: activated - loaded }));
