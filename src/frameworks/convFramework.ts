import type { Convention, Layout, LayerParams, Problem, SpatialRank } from '../engine/index.js';
import type { ConvContext, ConvReading } from './convReading.js';
import type { ConvRow } from './convRow.js';
import type { Plain } from './plain.js';

/** What one framework decides for itself between a call in code and the engine: a file of its own, listed in convFrameworks.ts. */
export interface ConvFramework {
  readonly convention: Convention;
  /**
   * Reads a call's bound arguments (defaults included) as a layer. Wrong kinds of values are problems in the framework's
   * manner; wrong numbers are left to the engine, which has the framework's words for them.
   */
  read(row: ConvRow, values: ReadonlyMap<string, Plain>, context: ConvContext): ConvReading;
  /** Where the channels are, as far as nothing else is known. */
  readonly layout: Layout;
  /** An input of another rank is refused before anything that is wrong with the parameters' numbers. */
  readonly ranksFirst?: true;
  /** So is an input of another number of channels: its problem. */
  channelsFirst?(params: LayerParams, channels: number): Problem;
  /** What its signatures end with: keywords that every layer takes. */
  readonly moreParameters?: string;
  /** An input of another rank, whose sizes are texts where they are no numbers. */
  rankMessage(row: ConvRow, rank: SpatialRank, sizes: readonly string[]): string;
  /** An input of another number of channels, likewise. */
  channelsMessage(params: LayerParams, sizes: readonly string[], channels: number): string;
  /** What a function says where the layer has other words for the same parameters. */
  inFunctionWords?(params: LayerParams, problem: Problem): Problem;
}
