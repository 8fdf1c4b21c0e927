import { Abort } from './errors.js';
import { takeWork } from './sym/sym.js';

export const DEFAULT_STEPS = 3_000_000;

/** After this many steps it is asked whether the run is still wanted. */
const CHECK_EVERY = 1024;

export interface BudgetOptions {
  /** Steps until the run is given up. */
  readonly maxSteps?: number;
  /** Steps that one module-level statement may take of these; all of them by default. */
  readonly maxStepsPerStatement?: number;
  /** Cooperative cancellation, asked every 1,024 steps. */
  readonly cancelled?: () => boolean;
}

/** How much an interpretation may still do, counted in steps so that results are the same on any machine. */
export class Budget {
  private left: number;
  /** Steps that later statements may take beside those left to the present one. */
  private kept = 0;
  private untilCheck = CHECK_EVERY;

  constructor(private readonly options: BudgetOptions) {
    this.left = options.maxSteps ?? DEFAULT_STEPS;
  }

  /** Charges steps. @throws Abort when they are used up, or the run is cancelled */
  tick(steps: number): void {
    // Arithmetic of symbolic sizes can cost thousands of steps at once.
    this.left -= steps + takeWork();
    if (this.left < 0) throw new Abort({ code: 'budget', message: 'the interpretation took too many steps' });
    this.untilCheck -= steps;
    if (this.untilCheck < 0) {
      this.untilCheck = CHECK_EVERY;
      if (this.options.cancelled?.() === true)
        throw new Abort({ code: 'budget', message: 'the interpretation was cancelled' });
    }
  }

  get used(): number {
    return (this.options.maxSteps ?? DEFAULT_STEPS) - this.left - this.kept;
  }

  /** The next module-level statement gets its share of the budget. */
  grant(): void {
    // Whoever prints sizes between two statements does not do the program's work.
    takeWork();
    const left = Math.max(0, this.left) + this.kept;
    this.left = Math.min(left, this.options.maxStepsPerStatement ?? left);
    this.kept = left - this.left;
  }

  /** A new budget, for the next unit of work. */
  refill(steps = this.options.maxSteps ?? DEFAULT_STEPS): void {
    takeWork();
    this.left = steps;
    this.kept = 0;
  }
}
