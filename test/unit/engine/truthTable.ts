/** What the tests against recorded answers share: the numbers that both sides put in, and the table that they print. */

/**
 * What a row compares: shapes (refusals included) and numbers that a framework computed, both of which count towards the
 * goals; derived ones, which were read in a framework's source or documentation and not executed; or something else.
 */
export type RowKind = 'shapes' | 'numeric' | 'derived' | 'other';

export interface RowDetails {
  readonly kind?: RowKind;
  /** How many of the cases the framework refuses. */
  readonly refusals?: number;
  /** How many of the cases are answered with unknown. */
  readonly unknown?: number;
}

interface Row extends RowDetails {
  readonly framework: string;
  readonly what: string;
  readonly kind: RowKind;
  readonly cases: number;
  readonly disagreements: number;
}

/** What issue 4 asks for, over all frameworks. */
const GOALS = { shapes: 6000, refusals: 1000, numeric: 600 } as const;

const rows: Row[] = [];

/** Adds a row to the table that is printed at the end of the run. */
export function row(
  framework: string,
  what: string,
  cases: number,
  disagreements: number,
  details: RowKind | RowDetails = 'other',
): void {
  const { kind = 'shapes', ...others } = typeof details === 'string' ? { kind: details } : details;
  rows.push({ framework, what, cases, disagreements, kind, ...others });
}

/** Integers from −9 to 9, scattered by a multiplicative hash: `values` of the generators in test/truth. */
export function scattered(count: number, salt: number): Float64Array {
  return Float64Array.from({ length: count }, (_, n) => ((((Math.imul(n, 2654435761) + salt) >>> 0) >>> 13) % 19) - 9);
}

function line(cells: readonly (string | number)[]): string {
  const [framework, what, ...numbers] = cells.map(String);
  return `    ${framework!.padEnd(12)}${what!.padEnd(40)}${numbers.map(cell => cell.padStart(11)).join('')}`;
}

function sum(of: readonly Row[], value: (its: Row) => number | undefined): number {
  return of.reduce((all, its) => all + (value(its) ?? 0), 0);
}

/** A row's cells: its cases stand in the column of their kind. */
function cells(its: Row): (string | number)[] {
  const at = (kind: RowKind): string | number => (its.kind === kind ? its.cases : '');
  const { refusals, unknown } = its;
  return [at('shapes'), refusals ?? '', at('numeric'), at('other'), at('derived'), unknown ?? '', its.disagreements];
}

after(() => {
  if (rows.length === 0) return;
  const head = ['executed', 'refusals', 'numeric', 'others', 'derived', 'unknown', 'disagree'];
  console.log(`\n${line(['framework', 'compared', ...head])}`);
  for (const its of rows) console.log(line([its.framework, its.what, ...cells(its)]));
  const kind = (name: RowKind): Row[] => rows.filter(its => its.kind === name);
  const executed = kind('shapes');
  const totals = [
    sum(executed, its => its.cases),
    sum(executed, its => its.refusals),
    sum(kind('numeric'), its => its.cases),
    sum(kind('other'), its => its.cases),
    sum(kind('derived'), its => its.cases),
    sum(rows, its => its.unknown),
    sum(rows, its => its.disagreements),
  ];
  console.log(line(['all', '', ...totals]));
  console.log(line(['goal', 'at least', GOALS.shapes, GOALS.refusals, GOALS.numeric, '', '', '', 0]));
});
