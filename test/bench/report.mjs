// What every table of the benchmark needs: how a time is taken and how a line is printed.

export const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];

export const ms = value => `${value < 0.1 ? value.toFixed(4) : value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
export const kB = bytes => `${(bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0)} kB`;

/** One line of a table: what, then its values in columns. */
export const row = (what, ...values) =>
  console.log(`  ${what.padEnd(44)}${values.map(value => String(value).padStart(14)).join('')}`);

/** Milliseconds that some work takes. */
export function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The median of this many runs in milliseconds. */
export const repeated = count => work => median(Array.from({ length: count }, () => timed(work)));

/**
 * The median in milliseconds of at least `least` runs, and of as many as fit into 300 ms, after as long a time in which the machine's
 * compiler and caches get warm.
 */
export function steady(work, least = 5) {
  const spend = budget => {
    const times = [];
    for (let spent = 0; spent < budget || times.length < least; spent += times.at(-1)) times.push(timed(work));
    return median(times);
  };
  spend(150);
  return spend(300);
}

/** A plain loop of integer arithmetic, a million steps: what this machine takes for work of a known size. All of it in small integers. */
export function calibrationLoop() {
  let sum = 0;
  for (let i = 0; i < 1_000_000; i++) sum = (sum * 5 + (i & 1023)) & 0xffff;
  return sum;
}
