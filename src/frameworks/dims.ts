import type { SizeRule } from '../engine/index.js';
import * as sym from '../python/sym/sym.js';
import { Sym } from '../python/sym/sym.js';

/** A dimension: certain, symbolic (a polynomial with floors over names), or unknown for the reason given. */
export type Dim = number | Sym | UnknownDim;

export interface UnknownDim {
  readonly unknown: string;
}

export type Shape = readonly Dim[];
