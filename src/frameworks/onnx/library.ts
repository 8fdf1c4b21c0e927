import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { moduleTable, type ModuleTable } from '../../python/library.js';
import { Args, NativeFn } from '../../python/native.js';
import type { ConvRow } from '../convRow.js';
import { bindConv, recordRun, registerNaming } from '../convSites.js';
import { isAttribute, operatorRow } from './convRows.js';
import { UNRECOGNIZED } from './readConv.js';

/** What make_node takes beside an operator's attributes (onnx/helper.py). */
const OWN = ['op_type', 'inputs', 'outputs', 'name', 'doc_string', 'domain', 'overload'];

/**
 * onnx.helper.make_node('Conv', ['X', 'W'], ['Y'], kernel_shape=[3, 3]): the call is a site of the operator that it names. Tensors are
 * names there, so that it is never run.
 */
const MAKE_NODE = NativeFn.freeRaw('make_node', (cx, args) => {
  const row = rowOf(args);
  if (row) {
    // An attribute that the operator has not makes a node, which no checker takes.
    const unknown = [...args.kw.keys()].find(name => !OWN.includes(name) && !isAttribute(row, name));
    const kept = new Map([...args.kw].filter(([name]) => OWN.includes(name) || isAttribute(row, name)));
    const conv = bindConv(
      cx,
      row,
      new Args(args.pos, kept, args.origins),
      () => ({}),
      values => {
        if (unknown !== undefined) values.set(UNRECOGNIZED, unknown);
      },
    );
    const problem = conv.build.reading.problems[0];
    if (problem) recordRun(cx, conv, null, null, null, problem);
  }
  return node(cx);
});

registerNaming(MAKE_NODE, rowOf);

/** The row of the operator that a call names; undefined for any other, or one of another domain. */
function rowOf(args: Args): ConvRow | undefined {
  const op = args.pos[0] ?? args.kw.get('op_type');
  const domain = args.pos[5] ?? args.kw.get('domain') ?? null;
  return typeof op === 'string' && (domain === null || domain === '') ? operatorRow(op) : undefined;
}

function node(cx: Interp): Value {
  return cx.unknown('unmodelled', 'what is done with a node of ONNX is not modelled');
}

const MODULES: Readonly<Record<string, ModuleTable>> = {
  onnx: moduleTable({ helper: { module: 'onnx.helper' } }),
  'onnx.helper': moduleTable({ make_node: MAKE_NODE }),
};

/** ONNX's module of that name; what it does not list is unknown. */
export function onnxModule(name: string): ModuleTable | undefined {
  return Object.hasOwn(MODULES, name) ? MODULES[name] : undefined;
}
