import type { LayerParams, ParameterRole, Problem, ConvSpec } from '../engine/index.js';
import type { Dim, Shape, UnknownDim } from '../frameworks/dims.js';
import type { RunPlace, Times } from '../frameworks/runCounts.js';
import type { Place } from '../python/value.js';

/** Half-open range of UTF-16 offsets into the document's text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type { Dim, Place, RunPlace, Shape, Times, UnknownDim };

/** What became of one argument, or of a default that the call leaves out. */
export interface Argument {
  /** The framework's own name: kernel_size, strides, … */
  readonly name: string;
  readonly role: ParameterRole | null;
  /** As written in the code, or the default's text. */
  readonly text: string;
  /** Where its expression is in the document; null for a default. */
  readonly span: Span | null;
  readonly keyword: boolean;
  /** Its value where the code determines one, per axis for spatial parameters as the user gave it (a number or a list). */
  readonly value: number | readonly number[] | string | boolean | null | undefined;
  /** Why value is undefined, in one sentence. */
  readonly why?: string;
  /** The value is an expression over a name without a value: how it reads (ngf*8). */
  readonly symbolic?: string;
}

/** One pass through a layer: the shapes that go in and come out. */
export interface Run {
  readonly input: Shape | null;
  readonly output: Shape | null;
  /** How often it happens, and where in which model. */
  readonly times?: Times;
  /** The call that leads to it: of the outermost model, or of the layer itself. */
  readonly from?: Place;
  /** Why it may not happen, or why how many dimensions there are is not known. */
  readonly why?: Why;
}

/** Why something is not known or not certain, with the nearest place in the user's files. */
export interface Why {
  readonly message: string;
  readonly place?: Place;
}

/** How sure the displayed shapes are: see cli.md's words certain, possible and assumed. */
export type Certainty = 'certain' | 'possible' | 'assumed';

/** One convolution call site of a document. */
export interface ConvCall {
  /** Full public name: torch.nn.ConvTranspose2d, keras.layers.Conv2D, torch.nn.functional.conv2d. */
  readonly api: string;
  /** The whole call expression, from the callee's first character to the closing parenthesis. */
  readonly span: Span;
  readonly calleeSpan: Span;
  readonly callee: string;
  /** It is a function, which takes its weight at the call. */
  readonly functional?: true;
  /** The framework's rules were read in its source and documentation; its own answers were not compared. */
  readonly derived?: true;
  /** False for a half-typed call, of which no number may be shown. */
  readonly complete: boolean;
  /** In the order of the signature: those written, then those left out. */
  readonly arguments: readonly Argument[];
  /** All parameters known, or null. inChannels can be known from the shapes that reach the layer. */
  readonly params: LayerParams | null;
  /**
   * The canonical convolution. Where `params` is null but the geometry is known (a lazy layer, symbolic channels), it is
   * a spec of one channel that is good for sizes and overlap alone.
   */
  readonly spec: ConvSpec | null;
  /** What is known of the parameters although not all are. */
  readonly known: Partial<LayerParams>;
  /** Every distinct set of parameters that the call is evaluated with (in a loop, in a function that is called twice), the shown one first. */
  readonly variants?: readonly LayerParams[];
  /** What certainly happens when the module level runs, per cli.md. */
  readonly runs: readonly Run[];
  readonly maybe: readonly Run[];
  readonly assumed: boolean;
  /** What is taken for granted where the runs or the shown shapes are assumed, in one sentence. */
  readonly assumption?: string;
  /** Symbols that are multiples there, and of what: ⌊H/2⌋ is H/2 then. */
  readonly divisible?: Readonly<Record<string, number>>;
  /** The shapes to show: a run's, or those that flow from a symbolic input; never an invented number. */
  readonly shown: Run;
  readonly certainty: Certainty;
  readonly problems: readonly (Problem & { readonly span: Span })[];
}

/** What is wrong with a file other than with one of its calls, at the statement that would raise. */
export interface FileProblem {
  /** raises: a module-level statement raises; internal: the analysis itself failed; unread: the file is too long or nested too deeply. */
  readonly code: 'raises' | 'internal' | 'unread';
  readonly message: string;
  readonly span: Span;
}

export interface FileAnalysis {
  readonly calls: readonly ConvCall[];
  readonly problems: readonly FileProblem[];
}
