import { wantsTuple, type ParameterRole } from '../../src/engine/index.js';
import type { FieldView, ParameterEdit } from '../../src/protocol/messages.js';
import { isPadding, pairsOf, type FieldValue } from './parseField.js';
import type { Changes, Subject } from './subject.js';

/** A value as Python source. A tuple stays a tuple, and one number for all axes stays one number. */
export function pythonText(value: FieldValue, asTuple: boolean): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'number') return String(value);
  if (isPadding(value)) {
    const pairs = pairsOf(value);
    return pairs.length === 1 ? `(${pairs.join('')},)` : `(${pairs.join(', ')})`;
  }
  const [first] = value;
  const equal = value.every(number => number === first);
  if (equal && !asTuple && first !== undefined) return String(first);
  return value.length === 1 ? `(${value.join('')},)` : `(${value.join(', ')})`;
}

export function isTuple(text: string): boolean {
  return /^\s*[([]/.test(text);
}

/** The framework's name for a role: its field's, or the role's own in snake case where the call has no such field. */
export function nameOfRole(fields: readonly FieldView[], role: ParameterRole): string {
  const field = fields.find(candidate => candidate.role === role);
  return field?.name ?? role.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

/** The what-if as edits of the call, in the order of its fields. A parameter that the call cannot take is left out. */
export function editsOf(subject: Subject, changes: Changes): readonly ParameterEdit[] {
  const edits: ParameterEdit[] = [];
  for (const field of subject.fields) {
    const value = field.role === null ? undefined : changes[field.role];
    if (value === undefined) continue;
    const wanted = field.role !== null && wantsTuple(subject.known.convention, field.role);
    const asTuple = wanted || (!field.isDefault && isTuple(field.text));
    edits.push({ name: field.name, text: pythonText(value, asTuple) });
  }
  return edits;
}
