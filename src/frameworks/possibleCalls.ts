import type { CellKey, Owner } from '../python/heap.js';
import type { Lost } from '../python/lost.js';
import { BoundMethod, PyFunction } from '../python/function.js';
import type { Interp } from '../python/interp.js';
import { PyIterator } from '../python/iterators.js';
import { PyClass } from '../python/klass.js';
import { PyDict, PyInstance, PyList, PyObj, PyTuple, Unknown, type Reason } from '../python/value.js';
import { BuildRef } from './convSites.js';
import type { Range, Site } from './records.js';

/** More objects than this are not followed: then everything may have run. */
const LIMIT = 10_000;

/**
 * What calls of unknown values may have run: where two arms of an undecided condition leave different modules in a
 * variable, calling it runs one of them, on shapes that are not recorded. Their sites may have more runs than are listed.
 */
export class PossibleCalls implements Owner {
  private readonly sites = new Set<Site>();
  private readonly bodies: (Range & { readonly file: string })[] = [];
  private everything = false;
  private readonly followed = new Set<PyObj>();
  /** How many of each of these have been followed. */
  private done = new WeakMap<Lost, number>();

  /** Whether the site may have run without being recorded. */
  covers(site: Site): boolean {
    const { from, to } = site.range;
    return (
      this.everything ||
      this.sites.has(site) ||
      this.bodies.some(body => body.file === site.file && body.from <= from && to <= body.to)
    );
  }

  /** What is known now: calls that are tried later, on assumptions, say nothing about the module level. */
  snapshot(): PossibleCalls {
    const copy = new PossibleCalls();
    this.sites.forEach(site => copy.sites.add(site));
    copy.bodies.push(...this.bodies);
    copy.everything = this.everything;
    return copy;
  }

  /** Forgets all calls so far. */
  forget(): void {
    this.sites.clear();
    this.bodies.length = 0;
    this.everything = false;
    this.followed.clear();
    this.done = new WeakMap();
  }

  /** One of these is called. */
  called(objects: Lost): void {
    const from = this.done.get(objects) ?? 0;
    if (this.everything || from === objects.size) return;
    const queue = [...objects.after(from)];
    this.done.set(objects, objects.size);
    for (let object = queue.pop(); object && !this.everything; object = queue.pop()) {
      if (this.followed.has(object)) continue;
      this.followed.add(object);
      if (this.followed.size > LIMIT) this.everything = true;
      // What an arm built is lost piece by piece where the arms meet: what a layer was built from, too.
      if (object instanceof BuildRef) {
        if (object.site) this.sites.add(object.site);
      } else if (object instanceof Unknown) queue.push(...(object.why.lost?.after(0) ?? []));
      else if (object instanceof PyInstance) {
        object.cls.mro.forEach(cls => this.methodsOf(cls));
        queue.push(...objectsIn(object.attrs.values()));
      } else if (object instanceof PyFunction || (object instanceof PyClass && !object.native)) {
        // What a function of the user's calls in turn is anybody's guess.
        this.everything = true;
      } else if (object instanceof BoundMethod) queue.push(...objectsIn([object.fn, object.self]));
      else if (object instanceof PyIterator) queue.push(...objectsIn(object.sources.flat()));
      else if (object instanceof PyTuple) queue.push(...objectsIn(object.items));
      else if (object instanceof PyList) queue.push(...objectsIn(object.items), ...lostIn(object.open));
      else if (object instanceof PyDict) {
        const { map, maybe, open } = object.content;
        const entries = [...map.values(), ...(maybe?.values() ?? [])];
        queue.push(...objectsIn(entries.map(entry => entry.value)), ...lostIn(open));
      }
    }
  }

  /** A model's own code may call functional convolutions. */
  private methodsOf(cls: PyClass): void {
    if (cls.native || this.followed.has(cls)) return;
    this.followed.add(cls);
    for (const value of cls.dict.values()) {
      if (value instanceof PyFunction)
        this.bodies.push({ file: value.code.file, from: value.code.from, to: value.code.to });
    }
  }

  // It only ever grows, in whichever arm: what may run in one may run.
  peek(_key: CellKey): unknown {
    return undefined;
  }
  poke(): void {
    throw new RangeError('possible calls have no cells');
  }
  joinCell(): unknown {
    return undefined;
  }
  havocCell(): unknown {
    return undefined;
  }
}

/** What may be in a container of which not all elements are known. */
function lostIn(open: Reason | null): readonly PyObj[] {
  return open?.lost?.after(0) ?? [];
}

function objectsIn(values: Iterable<unknown>): PyObj[] {
  return [...values].filter(value => value instanceof PyObj);
}

const KEY = {};

/** The possible calls of this interpretation. */
export function possibleCallsOf(cx: Interp): PossibleCalls {
  return cx.state(KEY, () => new PossibleCalls());
}
