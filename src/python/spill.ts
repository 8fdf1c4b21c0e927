import { merge } from './fork.js';
import type { Frame } from './frame.js';
import { Poison } from './iterators.js';
import { exBlock, type Stmt } from './nodes/base.js';
import { LoopJoin, runUnknownLoop } from './unknownLoop.js';
import type { Reason } from './value.js';

/**
 * Does what the rest of a suspended generator may do. Where in its body it stands cannot be followed through a fork: the whole
 * body is run as a loop of unknown count over local variables that keep what they had beside what is stored. What it records
 * is possible, what it changes elsewhere is joined with what was there.
 */
export function spill(frame: Frame, body: readonly Stmt[], why: Reason): void {
  const { weak, outs } = frame;
  frame.weak = new LoopJoin(frame.cx, why);
  frame.outs = [];
  try {
    runUnknownLoop(frame, why, () => exBlock(body, frame));
    for (const out of frame.outs) merge(frame, out, true);
  } finally {
    frame.weak = weak;
    frame.outs = outs;
  }
}

/** Ends a generator some of whose executions went another way: those come in again, and nothing more is known of it. */
export function poisonWays(frame: Frame, why: Reason): never {
  const outs = frame.outs;
  frame.outs = [];
  for (const out of outs) merge(frame, out, true);
  throw new Poison(why);
}
