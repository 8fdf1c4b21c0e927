import { rowOffsets } from './csr.js';
import { checkBudget, DEFAULT_BUDGET, type ValuedCsr } from './valuedCsr.js';
import type { Csr } from './matrixTypes.js';
import { ok, refuse, type Result } from './result.js';

/**
 * A sparse matrix whose entries are linear in a weight tensor: entry e is Σ coefficients[t]·weights[weightIdx[t]] over t from
 * termPtr[e] to termPtr[e + 1]. Columns ascend within a row and never repeat; so do the weights within an entry.
 */
export interface LinearCsr {
  readonly rows: number;
  readonly cols: number;
  /** rows + 1 offsets into colIdx. */
  readonly rowPtr: Int32Array | Float64Array;
  readonly colIdx: Int32Array;
  /** entries + 1 offsets into weightIdx and coefficients. */
  readonly termPtr: Int32Array | Float64Array;
  readonly weightIdx: Int32Array;
  readonly coefficients: Float64Array;
}

/**
 * csr·matrix, where csr keeps its weights unknown: what follows a fixed map is linear in the same weights. Refused with 'too-large'
 * before anything is allocated where even all terms apart would need more than budgetBytes.
 */
export function linearProduct(csr: Csr, matrix: ValuedCsr, budgetBytes = DEFAULT_BUDGET): Result<LinearCsr> {
  if (csr.cols !== matrix.rows) throw new RangeError(`${csr.rows} × ${csr.cols} times ${matrix.rows} × ${matrix.cols}`);
  const lengthOf = (row: number) => matrix.rowPtr[row + 1]! - matrix.rowPtr[row]!;
  let most = 0;
  let longest = 0;
  for (let row = 0, before = 0; row < csr.rows; row++, before = most) {
    for (let p = csr.rowPtr[row]!; p < csr.rowPtr[row + 1]!; p++) most += lengthOf(csr.colIdx[p]!);
    longest = Math.max(longest, most - before);
  }
  // A term may be an entry of its own: a column and an offset more.
  const problem = checkBudget(csr.rows, matrix.cols, most * 2, budgetBytes);
  if (problem) return refuse(problem);
  const build = new Builder(csr.rows, most, longest);
  for (let row = 0; row < csr.rows; row++) {
    for (let p = csr.rowPtr[row]!; p < csr.rowPtr[row + 1]!; p++) {
      const middle = csr.colIdx[p]!;
      for (let q = matrix.rowPtr[middle]!; q < matrix.rowPtr[middle + 1]!; q++) {
        build.add(matrix.colIdx[q]!, csr.weightIdx[p]!, matrix.values[q]!);
      }
    }
    build.endRow(row);
  }
  return ok(build.finish(csr.rows, matrix.cols));
}

/** Collects a row's terms, then puts them in order and adds up those of one place and weight. */
class Builder {
  private readonly rowPtr: Int32Array | Float64Array;
  private readonly termPtr: Int32Array | Float64Array;
  private readonly colIdx: Int32Array;
  private readonly weightIdx: Int32Array;
  private readonly coefficients: Float64Array;
  private readonly column: Int32Array;
  private readonly weight: Int32Array;
  private readonly value: Float64Array;
  private count = 0;
  private entries = 0;
  private terms = 0;

  constructor(rows: number, most: number, longest: number) {
    this.rowPtr = rowOffsets(rows, most);
    this.termPtr = rowOffsets(most, most);
    this.colIdx = new Int32Array(most);
    this.weightIdx = new Int32Array(most);
    this.coefficients = new Float64Array(most);
    this.column = new Int32Array(longest);
    this.weight = new Int32Array(longest);
    this.value = new Float64Array(longest);
  }

  add(column: number, weight: number, coefficient: number): void {
    this.column[this.count] = column;
    this.weight[this.count] = weight;
    this.value[this.count] = coefficient;
    this.count++;
  }

  endRow(row: number): void {
    const { column, weight, value } = this;
    const order = Int32Array.from({ length: this.count }, (_, n) => n);
    order.sort((a, b) => column[a]! - column[b]! || weight[a]! - weight[b]!);
    let last = -1;
    for (const n of order) {
      const samePlace = last >= 0 && column[n] === column[last];
      if (samePlace && weight[n] === weight[last]) {
        this.coefficients[this.terms - 1]! += value[n]!;
      } else {
        if (!samePlace) {
          this.colIdx[this.entries] = column[n]!;
          this.termPtr[this.entries++] = this.terms;
        }
        this.weightIdx[this.terms] = weight[n]!;
        this.coefficients[this.terms++] = value[n]!;
      }
      last = n;
    }
    this.rowPtr[row + 1] = this.entries;
    this.count = 0;
  }

  finish(rows: number, cols: number): LinearCsr {
    const { entries, terms } = this;
    this.termPtr[entries] = terms;
    return {
      rows,
      cols,
      rowPtr: this.rowPtr,
      colIdx: this.colIdx.slice(0, entries),
      termPtr: this.termPtr.slice(0, entries + 1),
      weightIdx: this.weightIdx.slice(0, terms),
      coefficients: this.coefficients.slice(0, terms),
    };
  }
}

/** The matrix for given weights. */
export function linearAt(linear: LinearCsr, weights: Float64Array): ValuedCsr {
  const values = new Float64Array(linear.colIdx.length);
  for (let entry = 0; entry < values.length; entry++) {
    let sum = 0;
    for (let t = linear.termPtr[entry]!; t < linear.termPtr[entry + 1]!; t++) {
      const weight = weights[linear.weightIdx[t]!];
      if (weight === undefined) throw new RangeError(`No weight ${linear.weightIdx[t]!} among ${weights.length}`);
      sum += linear.coefficients[t]! * weight;
    }
    values[entry] = sum;
  }
  const { rows, cols, rowPtr, colIdx } = linear;
  return { rows, cols, rowPtr, colIdx, values };
}
