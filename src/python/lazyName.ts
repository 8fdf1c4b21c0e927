import { PyObj, T, type PyClass, type Value } from './klass.js';

/**
 * What a module's cell holds for an imported name while nobody has used it. It is no value of the program: whoever reads a cell
 * that may hold one resolves it first.
 */
export class LazyName extends PyObj {
  private state: 'open' | 'resolving' | 'done' = 'open';
  private value: Value | undefined;

  /** `make`: makes the import; undefined where there turns out to be no such name, for which `before` is there instead. */
  constructor(
    private readonly make: () => Value | undefined,
    private readonly before: Value | undefined = undefined,
  ) {
    super();
  }

  get cls(): PyClass {
    return T.object;
  }

  /** The value that the import gives; undefined where the name is not bound. Never throws a PyRaise. */
  resolve(): Value | undefined {
    if (this.state === 'done') return this.value;
    // An import that needs its own result is circular, and would have failed.
    if (this.state === 'resolving') return undefined;
    this.state = 'resolving';
    try {
      this.value = this.make();
      if (this.value === undefined) this.value = this.before instanceof LazyName ? this.before.resolve() : this.before;
      this.state = 'done';
      return this.value;
    } finally {
      if (this.state !== 'done') this.state = 'open';
    }
  }
}
