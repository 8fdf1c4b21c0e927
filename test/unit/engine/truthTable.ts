/** What the tests against recorded answers share: the numbers that both sides put in, and the table that they print. */

interface Row {
  readonly framework: string;
  readonly what: string;
  readonly cases: number;
  readonly disagreements: number;
}

const rows: Row[] = [];

export function row(framework: string, what: string, cases: number, disagreements: number): void {
  rows.push({ framework, what, cases, disagreements });
}

/** Integers from −9 to 9, scattered by a multiplicative hash: `values` of the generators in test/truth. */
export function scattered(count: number, salt: number): Float64Array {
  return Float64Array.from({ length: count }, (_, n) => ((((Math.imul(n, 2654435761) + salt) >>> 0) >>> 13) % 19) - 9);
}

after(() => {
  if (rows.length === 0) return;
  const line = (cells: readonly (string | number)[]) =>
    `    ${String(cells[0]).padEnd(12)}${String(cells[1]).padEnd(28)}${String(cells[2]).padStart(7)}${String(cells[3]).padStart(15)}`;
  console.log(`\n${line(['framework', 'compared', 'cases', 'disagreements'])}`);
  for (const r of rows) console.log(line([r.framework, r.what, r.cases, r.disagreements]));
});
