import { lose } from '../../python/alternatives.js';
import { Choice } from '../../python/choice.js';
import type { Heap, JoinCx } from '../../python/heap.js';
import { joinDicts } from '../../python/joinDicts.js';
import type { PyObj, Value } from '../../python/klass.js';
import { CONTENT, PyDict, PyInstance, PyTuple, type DictContent } from '../../python/value.js';
import { MODULE } from './moduleBase.js';

/** A module's own dictionaries `_parameters`, `_buffers` and `_modules`, which user code reads and writes. */

export const TABLES = ['_parameters', '_buffers', '_modules'] as const;

interface TableContent extends DictContent {
  /** Where the keys differ between executions: a choice of tuples of (key, value), each in order. */
  readonly either?: Choice | undefined;
}

/** Alternatives of longer tables are not kept. */
const MAX_ENTRIES = 200;

/** An instance's own dictionary: those that it gets in two arms of an undecided condition are one afterwards. */
export class Table extends PyDict {
  override joinWith(other: PyObj, cx: JoinCx): Value | undefined {
    if (!(other instanceof Table)) return undefined;
    const made = new Table();
    made.content = joinTables(this.content, other.content, cx);
    return made;
  }

  override joinCell(key: string | number, a: unknown, b: unknown, cx: JoinCx): unknown {
    if (key !== CONTENT) return super.joinCell(key, a, b, cx);
    return joinTables(a as TableContent, b as TableContent, cx);
  }

  override get either(): Choice | undefined {
    return (this.content as TableContent).either;
  }

  override contentOf(alternative: PyTuple): DictContent {
    return { map: new Map(entriesOf(alternative).map(([key, value]) => [key, { key, value }])), open: null };
  }

  override forgetAlternatives(): void {
    if (this.either !== undefined) this.content = this.copyContent();
  }

  override setString(heap: Heap, key: string, value: Value): void {
    const either = this.either;
    super.setString(heap, key, value);
    if (either === undefined) return;
    this.keep(heap, either, entries => {
      const made = entries.map((entry): [string, Value] => (entry[0] === key ? [key, value] : entry));
      return entries.some(([name]) => name === key) ? made : [...made, [key, value]];
    });
  }

  override removeString(heap: Heap, key: string): void {
    const either = this.either;
    super.removeString(heap, key);
    if (either !== undefined && this.either === undefined)
      this.keep(heap, either, entries => entries.filter(([name]) => name !== key));
  }

  /** What was done to the dictionary is done to each of its alternatives. */
  private keep(heap: Heap, either: Choice, change: (entries: [string, Value][]) => [string, Value][]): void {
    const made = either.mapped(one => tupleOf(change(entriesOf(one as PyTuple))));
    heap.set(this, CONTENT, { ...this.content, either: made } satisfies TableContent);
  }
}

function joinTables(x: TableContent, y: TableContent, cx: JoinCx): TableContent {
  const joined = joinDicts(x, y, cx);
  if (joined === x || joined.open === null) return joined;
  const [p, q] = cx.keepsAlternatives && joined.maybe !== undefined ? [known(x), known(y)] : [undefined, undefined];
  if (p === undefined || q === undefined) return joined;
  const either = cx.eitherOf(p, q);
  if (!(either instanceof Choice)) return joined;
  lose(joined.open, ...either.alternatives.flatMap(one => entriesOf(one.value as PyTuple).map(([, value]) => value)));
  return { ...joined, either };
}

/** The entries in order, or a choice of such; undefined where they are not known. */
function known(content: TableContent): Value | undefined {
  if (content.either !== undefined) return content.either;
  if (content.open !== null || content.map.size > MAX_ENTRIES) return undefined;
  return tupleOf([...content.map.values()].map(({ key, value }) => [String(key), value]));
}

function tupleOf(entries: readonly [string, Value][]): PyTuple {
  return new PyTuple(entries.map(entry => new PyTuple(entry)));
}

function entriesOf(alternative: PyTuple): [string, Value][] {
  return alternative.items.map(entry => {
    const [key = null, value = null] = (entry as PyTuple).items;
    return [String(key), value];
  });
}

/** One of an instance's dictionaries; undefined before Module.__init__() ran. */
export function tableOf(self: Value, table: (typeof TABLES)[number]): PyDict | undefined {
  const found = self instanceof PyInstance ? self.attrs.get(table) : undefined;
  return found instanceof PyDict ? found : undefined;
}

export function isModule(value: Value | undefined): value is PyInstance {
  return value instanceof PyInstance && value.cls.isSubclass(MODULE);
}
