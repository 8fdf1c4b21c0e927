let units = 0;

/** Notes work on polynomials; a unit is about what one step of the interpreter costs. */
export function work(amount: number): void {
  units += amount;
}

/** The work since the last question: the interpreter charges it to its budget, since one operation can cost thousands of steps. */
export function takeWork(): number {
  const taken = units;
  units = 0;
  return Math.ceil(taken);
}
