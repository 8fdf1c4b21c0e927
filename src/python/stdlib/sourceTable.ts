import type { Interp } from '../interp.js';
import type { Value } from '../klass.js';
import type { ModuleTable } from '../library.js';
import type { Machine } from '../machine.js';
import type { PyModule } from '../value.js';

/**
 * A module whose model is written in Python: it runs at its first use, once for each interpreter, in the state before
 * executions parted, as an imported file does. What it does with unknown values follows from the interpreter.
 * @param text its source
 * @param natives names that the source finds among its globals
 */
export function sourceTable(
  name: string,
  text: string,
  options: { readonly natives?: Readonly<Record<string, Value>>; readonly complete?: boolean } = {},
): ModuleTable {
  const made = new WeakMap<Interp, PyModule>();
  const moduleOf = (cx: Machine): PyModule => {
    const known = made.get(cx);
    if (known !== undefined) return known;
    const file = `<${name}>`;
    const module = cx.atBase(() =>
      cx.runFile(name, file, text, false, fresh => {
        for (const [key, value] of Object.entries(options.natives ?? {})) fresh.cells.set(key, value);
        made.set(cx, fresh);
        return fresh;
      }),
    );
    return module;
  };
  const isOwn = (key: string): boolean => Object.hasOwn(options.natives ?? {}, key);
  return {
    complete: options.complete ?? false,
    get: (key, cx) => (key.startsWith('\0') || isOwn(key) ? undefined : moduleOf(cx as Machine).globals.get(key)),
    names: () => [...text.matchAll(/^(?:def|class) ([A-Za-z]\w*)|^([A-Za-z]\w*) = /gm)].map(m => m[1] ?? m[2] ?? ''),
  };
}

/** A table whose names come from the first of several tables that has them. */
export function tableOf(...tables: readonly ModuleTable[]): ModuleTable {
  return {
    complete: tables.some(table => table.complete),
    get(name, cx) {
      for (const table of tables) {
        const value = table.get(name, cx);
        if (value !== undefined) return value;
      }
      return undefined;
    },
    names: () => new Set(tables.flatMap(table => [...table.names()])),
  };
}
