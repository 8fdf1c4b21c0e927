import { PyObj, T, type PyClass, type Value } from './klass.js';

/**
 * What a module's cell holds for an imported name while nobody has used it. It is no value of the program: whoever reads a cell
 * that may hold one resolves it first.
 */
export class LazyName extends PyObj {
  /** How often a name has been asked for while its import was under way. */
  private static circles = 0;

  private state: 'open' | 'resolving' | 'done' = 'open';
  private value: Value | undefined;

  /**
   * `make`: makes the import; undefined where there turns out to be no such name, for which `before` is there instead. `before`
   * is what the cell held: a module that is run for the import still sees that. `source`: the module of a star import.
   */
  constructor(
    private readonly make: () => Value | undefined,
    private readonly before: Value | undefined = undefined,
    private readonly source: PyObj | null = null,
  ) {
    super();
  }

  get cls(): PyClass {
    return T.object;
  }

  /** Whether the value is final: not while a module that is needed for it runs. */
  get isDone(): boolean {
    return this.state === 'done';
  }

  /** The value that the import gives; undefined where the name is not bound. Never throws a PyRaise. */
  resolve(): Value | undefined {
    if (this.state === 'done') return this.value;
    if (this.state === 'resolving') {
      LazyName.circles++;
      return this.earlier();
    }
    const { circles } = LazyName;
    this.state = 'resolving';
    try {
      const made = this.make();
      const value = made === undefined ? this.earlier() : made;
      if (circles === LazyName.circles) {
        this.value = value;
        this.state = 'done';
      }
      return value;
    } finally {
      if (this.state !== 'done') this.state = 'open';
    }
  }

  /** What the cell has for a module's own code: what it held before the star import of that module, if there was one. */
  forModule(module: PyObj): Value | undefined {
    for (let cell: Value | undefined = this; cell instanceof LazyName; cell = cell.before)
      if (cell.source === module) return cell.before;
    return this;
  }

  private earlier(): Value | undefined {
    return this.before instanceof LazyName ? this.before.resolve() : this.before;
  }
}
