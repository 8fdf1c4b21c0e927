/**
 * Runs an action once, some milliseconds after it was first asked for; what is asked for in between is the same run.
 * So a burst of keys or cursor moves costs one analysis, and a picture is never older than the delay.
 */
export class Later {
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly action: () => void,
    /** Asked anew each time, so that the delay can follow how long the action takes. */
    private readonly milliseconds: () => number,
  ) {}

  ask(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.action();
    }, this.milliseconds());
  }

  dispose(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
  }
}
