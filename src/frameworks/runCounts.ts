import type { CellKey, Owner } from '../python/heap.js';
import type { Interp } from '../python/interp.js';

/** How often something happens: in every execution at least `least` times; `exact` where in every one just as often. */
export interface Count {
  readonly least: number;
  readonly exact: boolean;
}

/** Where runs happen: attributes from the outermost model that is being called (`ResNet.layer3.0.conv2`), and how often. */
export interface RunPlace extends Count {
  readonly path: string;
}

/** How often a run happens, in all and in each place, in order of first occurrence. */
export interface Times extends Count {
  readonly places: readonly RunPlace[];
}

const NEVER: Count = { least: 0, exact: true };

/** Beyond so many places of one run, the others are counted in the place that they have in common with the last. */
const MAX_PLACES = 64;

/** Between a run's key and a place. */
const IN = '\0in ';

/**
 * How often each run happens, as cells on the heap: two arms of an undecided condition that run a layer once and twice leave
 * "at least once".
 */
export class RunCounts implements Owner {
  private readonly cells = new Map<CellKey, Count>();
  /** The places of each run that any execution has, in order of first occurrence. */
  private readonly placesOf = new Map<string, string[]>();

  /** Counts one run more; `certain`: false where it may not happen. */
  add(cx: Interp, key: string, path: string, certain: boolean): void {
    for (const cell of [key, `${key}${IN}${this.place(key, path)}`]) {
      const { least, exact } = this.cells.get(cell) ?? NEVER;
      const next = certain ? { least: least + 1, exact } : { least, exact: false };
      if (certain || exact) cx.heap.set(this, cell, next);
    }
  }

  /** What is counted for a run in the present state. */
  timesOf(key: string): Times {
    const places = (this.placesOf.get(key) ?? []).flatMap(path => {
      const count = this.cells.get(`${key}${IN}${path}`);
      return count ? [{ path, ...count }] : [];
    });
    return { ...(this.cells.get(key) ?? NEVER), places };
  }

  clear(): void {
    this.cells.clear();
    this.placesOf.clear();
  }

  private place(key: string, path: string): string {
    let places = this.placesOf.get(key);
    if (!places) this.placesOf.set(key, (places = []));
    if (places.includes(path)) return path;
    const last = places.at(-1);
    const place = places.length < MAX_PLACES || last === undefined ? path : commonPath([last, path]);
    if (!places.includes(place)) places.push(place);
    return place;
  }

  peek(key: CellKey): unknown {
    return this.cells.get(key);
  }

  poke(key: CellKey, value: unknown): void {
    if (value === undefined) this.cells.delete(key);
    else this.cells.set(key, value as Count);
  }

  joinCell(_key: CellKey, a: unknown, b: unknown): unknown {
    const [x = NEVER, y = NEVER] = [a as Count | undefined, b as Count | undefined];
    const least = Math.min(x.least, y.least);
    const exact = x.exact && y.exact && x.least === y.least;
    // A loop's fixed point asks whether anything has changed.
    return least === x.least && exact === x.exact ? a : { least, exact };
  }

  havocCell(key: CellKey, old: unknown): unknown {
    return this.unsureCell(key, old);
  }

  unsureCell(_key: CellKey, value: unknown): unknown {
    return this.joinCell(_key, { least: 0, exact: false }, value);
  }
}

/** The attributes that all paths begin with: `ResNet.layer3` for those of its blocks; '' where they begin differently. */
export function commonPath(paths: readonly string[]): string {
  const [first = '', ...others] = paths.map(path => path.split('.'));
  if (first === '') return '';
  const length = others.reduce((shared, other) => {
    const differs = first.findIndex((part, at) => part !== other[at]);
    return Math.min(shared, differs < 0 ? first.length : differs);
  }, first.length);
  return first.slice(0, length).join('.');
}

/** The counts of two analyses of which both happen, one after the other. */
export function addTimes(a: Times, b: Times): Times {
  const places = new Map(a.places.map(place => [place.path, place]));
  for (const place of b.places) {
    const present = places.get(place.path);
    places.set(place.path, present ? { path: place.path, ...sum(present, place) } : place);
  }
  return { ...sum(a, b), places: [...places.values()] };
}

function sum(a: Count, b: Count): Count {
  return { least: a.least + b.least, exact: a.exact && b.exact };
}
