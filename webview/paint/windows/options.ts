/** Which depth of each 3-D array is shown; 0 for fewer axes. */
export interface Depths {
  readonly input: number;
  readonly output: number;
  readonly weight: number;
}

export const NO_DEPTH: Depths = { input: 0, output: 0, weight: 0 };

/** The elements around which insets and long strips show what they show: flat indices. */
export interface Centres {
  readonly input: number;
  readonly output: number;
}
