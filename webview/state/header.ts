import { isSymmetric, type LayerParams, type ParameterRole } from '../../src/engine/index.js';
import type { FieldView } from '../../src/protocol/messages.js';
import { formatNumber, say } from '../strings.js';
import { isTuple, nameOfRole } from './edits.js';
import { fieldKind, isPadding, pairsOf } from './parseField.js';
import type { FieldKind, FieldValue } from './parseField.js';
import type { Changes, Subject } from './subject.js';

/** One parameter in the header: its boxes, and how it differs from the code. */
export interface HeaderField {
  /** The framework's own name. */
  readonly name: string;
  readonly role: ParameterRole | null;
  readonly kind: FieldKind;
  readonly words: readonly string[];
  /** Written in the call; else it follows behind as what the code leaves out. */
  readonly written: boolean;
  readonly keyword: boolean;
  /** The texts of its boxes: one per axis where split, else one. */
  readonly texts: readonly string[];
  /** Each axis has its own box. */
  readonly split: boolean;
  /** It could be split: several axes, and numbers. */
  readonly splittable: boolean;
  readonly known: boolean;
  /** Why it is not known. */
  readonly why: string | null;
  /** What the code says, where the person changed it. */
  readonly was: string | null;
  readonly fault: boolean;
}

/** Parameters that are shown although the code leaves them out, in this order. */
const SHOWN_DEFAULTS: readonly ParameterRole[] = [
  'stride',
  'padding',
  'paddingMode',
  'outputPadding',
  'dilation',
  'groups',
  'depthMultiplier',
  'bias',
];

/** The header's fields: those in the code, in its order, then the defaults that can be changed. */
export function headerFields(subject: Subject, changes: Changes, faults: ReadonlySet<string>): readonly HeaderField[] {
  const fields = subject.fields.filter(field => !field.isDefault || isShown(field, { ...subject.known, ...changes }));
  const order = (field: FieldView) => (field.role === null ? 0 : SHOWN_DEFAULTS.indexOf(field.role));
  const defaults = fields.filter(field => field.isDefault).sort((a, b) => order(a) - order(b));
  const shown = [...fields.filter(field => !field.isDefault), ...defaults].map(field =>
    headerField(field, subject, changes, faults),
  );
  // A functional call takes its kernel from a weight tensor: the size can be tried although no argument holds it.
  if (!fields.some(field => field.role === 'kernelSize')) {
    const kernelSize = subject.known.kernelSize ?? null;
    const name = nameOfRole([], 'kernelSize');
    const view: FieldView = {
      name,
      role: 'kernelSize',
      text: kernelSize ? '' : '?',
      keyword: false,
      isDefault: true,
      value: kernelSize,
      known: kernelSize !== null,
    };
    shown.push(headerField(view, subject, changes, faults));
  }
  return shown;
}

/** A functional call's bias is a tensor or None, which is no choice between True and False. */
function isTensorBias(field: FieldView): boolean {
  return field.known && typeof field.value !== 'boolean';
}

function isShown(field: FieldView, known: Partial<LayerParams>): boolean {
  if (field.role === null || !SHOWN_DEFAULTS.includes(field.role)) return false;
  if (field.role === 'bias') return !isTensorBias(field);
  if (field.role === 'outputPadding') return known.kind === 'transposed';
  // A padding mode says nothing while there is no padding, and a transposed layer has only zeros.
  if (field.role === 'paddingMode') {
    const { padding } = known;
    return (
      known.kind === 'convolution' && padding !== undefined && isSymmetric(padding) && padding.some(size => size !== 0)
    );
  }
  if (field.role === 'depthMultiplier') return known.kind === 'depthwise' || known.kind === 'separable';
  return true;
}

function headerField(field: FieldView, subject: Subject, changes: Changes, faults: ReadonlySet<string>): HeaderField {
  const { role } = field;
  const { kind: bare, words } = fieldKind(role, subject.known);
  const code = role === null ? undefined : subject.known[role];
  const changed = role === null ? undefined : changes[role];
  const value = changed ?? (changed === null ? null : code);
  const kind = role === 'bias' && isTensorBias(field) ? 'fixed' : bare;
  const numbers = Array.isArray(value) ? (value as readonly number[]) : null;
  const uneven = numbers !== null && numbers.some(number => number !== numbers[0]);
  const split = numbers !== null && numbers.length > 1 && (uneven || (!field.isDefault && isTuple(field.text)));
  const known = field.known || value !== undefined;
  return {
    name: field.name,
    role,
    kind,
    words,
    written: !field.isDefault,
    keyword: field.keyword,
    texts:
      split && numbers ? numbers.map(plain) : [value === undefined || kind === 'fixed' ? field.text : valueText(value)],
    split,
    splittable: numbers !== null && numbers.length > 1,
    known,
    why: known ? null : (subject.unknown.find(({ name }) => name === field.name)?.why ?? null),
    was: changed === undefined ? null : code === undefined ? field.text : valueText(code),
    fault: faults.has(field.name) || (role !== null && faults.has(role)),
  };
}

/** A value as it is read: 3 for equal axes, 3, 2 for others, words and True as they are. */
export function valueText(value: FieldValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return plain(value);
  if (isPadding(value)) return pairsOf(value).join(', ');
  const [first] = value;
  return first !== undefined && value.every(number => number === first) ? plain(first) : value.map(plain).join(', ');
}

/** A number to type over: no separators, an ordinary minus. */
function plain(value: number): string {
  return String(value);
}

/** A suggestion in the framework's words: "kernel_size 4, padding 1, output_padding 1". */
export function changeText(
  fields: readonly FieldView[],
  set: Readonly<Record<string, FieldValue | undefined>>,
): string {
  return Object.entries(set)
    .filter((entry): entry is [string, FieldValue] => entry[1] !== undefined)
    .map(([role, value]) => `${nameOfRole(fields, role as ParameterRole)} ${readable(value)}`)
    .join(', ');
}

function readable(value: FieldValue): string {
  if (!Array.isArray(value)) return valueText(value);
  const numbers = value as readonly number[];
  return numbers.every(number => number === numbers[0])
    ? formatNumber(numbers[0] ?? 0)
    : `(${numbers.map(formatNumber).join(', ')})`;
}

/** The words for the spatial axes: height and width, or length, or depth, height and width. */
export function axisNames(rank: number): readonly string[] {
  if (rank === 1) return [say('length')];
  return rank === 2 ? [say('height'), say('width')] : [say('depth'), say('height'), say('width')];
}

/** The letters for spatial sizes that are not known. */
export function axisLetters(rank: number): readonly string[] {
  return rank === 1 ? ['L'] : rank === 2 ? ['H', 'W'] : ['D', 'H', 'W'];
}
