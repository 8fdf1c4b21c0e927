import type { LayerParams, Problem } from '../engine/index.js';
import { PyRaise } from '../python/errors.js';
import { Choice, choose } from '../python/choice.js';
import type { JoinCx } from '../python/heap.js';
import type { Interp } from '../python/interp.js';
import type { Machine } from '../python/machine.js';
import { PyClass, PyObj, T, type Value } from '../python/klass.js';
import { NativeFn, Signature, type Args, type BoundArgs } from '../python/native.js';
import { PyList, PyTuple, type PyInstance } from '../python/value.js';
import { readConv, type ConvContext } from './convParams.js';
import { convFramework } from './convFrameworks.js';
import { dataParameter, shortName, weightParameter, type ConvRow } from './convRow.js';
import { modulePath, outermostCall } from './modulePath.js';
import { isPlainList, plainKey, type Plain } from './plain.js';
import { Records, type Build, type SeenArgument, type Site } from './records.js';
import { firstTensor, Tensor } from './tensor.js';
import { toPlain } from './values.js';

/**
 * Where convolutions are built and run: the site of a call, what its arguments were, and each run of an instance.
 */

const RECORDS = {};

/** What it takes to build or run a layer, in steps of the interpreter (measured: 20 µs and 8 µs, where a step takes 0.3 µs). */
const BUILD_STEPS = 50;
const RUN_STEPS = 25;

/** The records of this interpretation. */
export function recordsOf(cx: Interp): Records {
  return cx.state(RECORDS, () => new Records());
}

/** What a native convolution class carries, so that instances of user subclasses are known as well. */
export class ConvClass {
  constructor(readonly row: ConvRow) {}
}

export function convDataOf(instance: PyInstance): ConvRow | undefined {
  const data = instance.cls.nativeData;
  return data instanceof ConvClass ? data.row : undefined;
}

const functionRows = new WeakMap<PyObj, ConvRow>();

/** Notes that a native function is this row's. */
export function registerFunction(fn: PyObj, row: ConvRow): void {
  functionRows.set(fn, row);
}

const namingFunctions = new WeakMap<PyObj, (args: Args) => ConvRow | undefined>();

/** Notes that a native function's arguments say which row its call is of. */
export function registerNaming(fn: PyObj, rowOf: (args: Args) => ConvRow | undefined): void {
  namingFunctions.set(fn, rowOf);
}

/**
 * The row of a value whose call enters a convolution's constructor, or that is a convolution function; `args` are asked for where
 * they say it.
 */
export function convRowOf(value: Value, args: () => Args | null): ConvRow | undefined {
  if (value instanceof PyClass) {
    const data = value.nativeData;
    return data instanceof ConvClass && value.lookup('__init__') instanceof NativeFn ? data.row : undefined;
  }
  if (!(value instanceof PyObj)) return undefined;
  const naming = namingFunctions.get(value);
  if (!naming) return functionRows.get(value);
  const given = args();
  return given ? naming(given) : undefined;
}

/** Ties an instance to where it was built. Copies of the instance share it. */
export class BuildRef extends PyObj {
  /** What the constructor made: while an instance still has it, the build's own reading holds. */
  made: ReadonlyMap<string, unknown> = new Map();

  constructor(
    readonly row: ConvRow,
    readonly site: Site | null,
    readonly build: Build,
  ) {
    super();
  }
  get cls(): PyClass {
    return T.object;
  }

  /** An instance that was built in one of two ways at one site: what they have in common. */
  override joinWith(other: PyObj, cx: JoinCx): Value | undefined {
    if (!(other instanceof BuildRef) || other.row !== this.row || other.site !== this.site) return undefined;
    if (other.build === this.build) return this;
    const theirs = new Map(other.build.arguments.map(argument => [argument.name, argument]));
    const joined = this.build.arguments.map(argument => {
      const its = theirs.get(argument.name);
      const same = its !== undefined && plainKey(its.value) === plainKey(argument.value);
      return same ? argument : { ...argument, value: { unknown: cx.reason.message } };
    });
    const reading = readConv(this.row, new Map(joined.map(({ name, value }) => [name, value])));
    return new BuildRef(this.row, this.site, { arguments: joined, reading, bindProblem: null });
  }
}

const BUILD = '\0build';

/** Notes what an instance is as its constructor leaves it. */
export function noteMade(instance: PyInstance, made: ReadonlyMap<string, unknown>): void {
  const ref = instance.attrs.get(BUILD);
  if (ref instanceof BuildRef) ref.made = made;
}

/** Whether an instance is still as its constructor left it. */
export function isAsMade(instance: PyInstance, now: ReadonlyMap<string, unknown>): boolean {
  const ref = instance.attrs.get(BUILD);
  if (!(ref instanceof BuildRef) || ref.made.size !== now.size) return false;
  for (const [name, value] of now) if (ref.made.get(name) !== value) return false;
  return true;
}

export function buildOf(instance: PyInstance): { row: ConvRow; site: Site | null; build: Build } | undefined {
  const ref = instance.attrs.get(BUILD);
  return ref instanceof BuildRef ? ref : undefined;
}

/** What a functional call's tensors say about its layer. Nothing of a layer, whose arguments say it all. */
export function callContext(row: ConvRow, bound: BoundArgs): ConvContext {
  const lists = hasLists(bound.maybe('padding')) ? { paddingHasLists: true } : {};
  if (row.form === 'layer' || row.tensorsByName) return lists;
  const sizes = (name: string): readonly Plain[] | null => sizesOf(bound.maybe(name));
  return {
    ...lists,
    weight: sizes(weightParameter(row)),
    input: sizes(dataParameter(row)),
    ...(row.pointwiseParameter ? { pointwise: sizes(row.pointwiseParameter) } : {}),
  };
}

/** Whether a part of a sequence is a list. */
function hasLists(value: Value | undefined): boolean {
  return (value instanceof PyTuple || value instanceof PyList) && value.items.some(part => part instanceof PyList);
}

/** A tensor's sizes; in the command line's notation a plain tuple stands for a tensor of that shape. */
function sizesOf(value: Value | undefined): readonly Plain[] | null {
  if (value instanceof Tensor) return value.shape;
  const plain = value === undefined ? null : toPlain(value);
  return isPlainList(plain) ? plain : null;
}

export interface BoundConv {
  readonly bound: BoundArgs;
  readonly values: Map<string, Plain>;
  readonly site: Site | null;
  readonly build: Build;
}

const signatures = new Map<ConvRow, Signature>();

function signatureOf(row: ConvRow): Signature {
  let signature = signatures.get(row);
  if (!signature) {
    const layer = row.form === 'layer';
    const { moreParameters } = convFramework(row.convention);
    const text = `${layer ? 'self, ' : ''}${row.signature}${moreParameters ? `, ${moreParameters}` : ''}`;
    signature = Signature.parse(text, layer ? `${shortName(row.api)}.__init__` : shortName(row.api));
    signatures.set(row, signature);
  }
  return signature;
}

/**
 * Binds a call's arguments to a row's signature and notes the site. What does not bind is noted with Python's message
 * and raised. `context` may look at the bound values (the weight of a functional call).
 */
export function bindConv(
  cx: Interp,
  row: ConvRow,
  args: Args,
  context: (bound: BoundArgs) => ConvContext = bound => callContext(row, bound),
  prepare: (values: Map<string, Plain>) => void = () => undefined,
): BoundConv {
  cx.tick(BUILD_STEPS);
  const at = cx.callSite();
  const site = at ? recordsOf(cx).site(row, at.file, at.span, at.calleeSpan) : null;
  return bindAt(cx, row, args, site, context, prepare);
}

/** As bindConv, at a site that the caller names. */
export function bindAt(
  cx: Interp,
  row: ConvRow,
  args: Args,
  site: Site | null,
  context: (bound: BoundArgs) => ConvContext = bound => callContext(row, bound),
  prepare: (values: Map<string, Plain>) => void = () => undefined,
): BoundConv {
  const records = recordsOf(cx);
  let bound: BoundArgs;
  try {
    bound = signatureOf(row).bind(cx, args);
  } catch (error) {
    // A wrapper that is tried without arguments passes none on by its stars; that they are missing is not the code's fault.
    const isGuess = records.isTrying && cx.callSite()?.args.some(arg => arg.star !== '') === true;
    if (error instanceof PyRaise && site && !isGuess) {
      const message = cx.str(error.exception);
      const reading = readConv(row, new Map());
      records.build(site, { arguments: [], reading, bindProblem: { code: bindCode(message), message } });
    }
    throw error;
  }
  const values = new Map<string, Plain>();
  const seen: SeenArgument[] = [];
  for (const param of bound.signature.params) {
    if (param.name === 'self' || param.kind === 'kwargs') continue;
    const value = bound.maybe(param.name);
    if (value === undefined) continue;
    const plain = toPlain(value);
    values.set(param.name, plain);
    const origin = bound.given(param.name) ? bound.origin(param.name) : undefined;
    seen.push({
      name: param.name,
      value: plain,
      span: origin?.star === '' ? origin.span : null,
      keyword: origin?.star === '' && origin.keyword !== null,
      given: bound.given(param.name),
    });
  }
  prepare(values);
  const reading = readConv(row, values, context(bound));
  const build: Build = { arguments: seen, reading, bindProblem: null };
  return { bound, values, site, build: site ? records.build(site, build) : build };
}

function bindCode(message: string): Problem['code'] {
  if (message.includes('missing')) return 'argument-missing';
  return message.includes('unexpected keyword') ? 'argument-unknown' : 'argument-invalid';
}

export function tieBuild(cx: Interp, instance: PyInstance, row: ConvRow, { site, build }: BoundConv): void {
  cx.heap.set(instance, BUILD, new BuildRef(row, site, build));
}

/** What is noted while an instance runs. */
interface Flight {
  params: LayerParams | null;
  why: string;
}

/** Instances whose call is in flight. It follows the JavaScript stack, so it needs no undoing. */
const inFlight = new WeakMap<Interp, Map<PyInstance, Flight>>();

function flightsOf(cx: Interp): Map<PyInstance, Flight> {
  let flights = inFlight.get(cx);
  if (!flights) inFlight.set(cx, (flights = new Map()));
  return flights;
}

/** Tells the run that is in flight which parameters the layer really had. */
export function noteParams(cx: Interp, instance: PyInstance, params: LayerParams | null): void {
  const flight = flightsOf(cx).get(instance);
  if (flight) flight.params = params;
}

/** Runs an instance of a convolution; the outermost call of it is recorded as one run of its site. */
export function recordModuleRun(cx: Interp, instance: PyInstance, input: Tensor | undefined, run: () => Value): Value {
  cx.tick(RUN_STEPS);
  const ref = instance.attrs.get(BUILD);
  if (ref instanceof Choice) {
    // Built at one of several sites: one arm for each.
    return choose(cx as Machine, ref, one => {
      cx.heap.set(instance, BUILD, one);
      return recordModuleRun(cx, instance, input, run);
    });
  }
  const flights = flightsOf(cx);
  const outer = flights.get(instance);
  if (outer) {
    // Only what forward takes it for says why an unknown value has no shape.
    outer.why ||= input?.whyUnknown ?? '';
    return run();
  }
  const flight = { params: null as LayerParams | null, why: input?.whyUnknown ?? '' };
  flights.set(instance, flight);
  const shape = input?.shape ?? null;
  try {
    const output = run();
    const out = firstTensor([output]);
    recordRun(cx, buildOf(instance), shape, out?.shape ?? null, flight.params, null, flight.why);
    return output;
  } finally {
    flights.delete(instance);
  }
}

const muted = new WeakMap<Interp, number>();

/** Runs something that computes shapes only: no layer is really called, so no run is recorded. */
export function withoutRuns<R>(cx: Interp, run: () => R): R {
  muted.set(cx, (muted.get(cx) ?? 0) + 1);
  try {
    return run();
  } finally {
    muted.set(cx, (muted.get(cx) ?? 1) - 1);
  }
}

/** Records one run of a site: of an instance, or of a functional call. */
export function recordRun(
  cx: Interp,
  built: { site: Site | null; build: Build } | undefined,
  input: Tensor['shape'],
  output: Tensor['shape'],
  params: LayerParams | null,
  problem: Problem | null = null,
  whyInput = '',
): void {
  if (!built?.site || (muted.get(cx) ?? 0) > 0) return;
  const run = {
    site: built.site,
    build: built.build,
    input,
    output,
    params: params ?? built.build.reading.params,
    problem,
    from: outermostCall(cx),
    whyInput,
  };
  recordsOf(cx).addRun(cx, run, modulePath(cx));
}
