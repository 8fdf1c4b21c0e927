/** How many positions of an axis are shown before its middle is left out, and how many remain at each end. */
export const SHOWN = 24;
const ENDS = 4;

/** The positions of an axis that a map shows; null stands for those left out between. */
export function shownPositions(size: number, shown = SHOWN, ends = ENDS): readonly (number | null)[] {
  if (size <= shown) return Array.from({ length: size }, (_, position) => position);
  const first = Array.from({ length: ends }, (_, position) => position);
  return [...first, null, ...first.map(position => size - ends + position)];
}

/** Neighbouring positions with the same count. */
export interface Run {
  readonly first: number;
  /** One behind the last. */
  readonly end: number;
  readonly count: number;
}

export function runsOf(profile: ArrayLike<number>, from = 0, to = profile.length): Run[] {
  const runs: Run[] = [];
  for (let first = from; first < to;) {
    let end = first + 1;
    while (end < to && profile[end] === profile[first]) end++;
    runs.push({ first, end, count: profile[first] ?? 0 });
    first = end;
  }
  return runs;
}
