import { Lost } from './lost.js';
import { PyObj, Unknown, type DictEntry, type Reason } from './value.js';

/** The reason for a value that is one of these (or what they are unknown for), and it is not known which. */
export function oneOf(reason: Reason, ...values: readonly unknown[]): Reason {
  const made: Reason = { ...reason, lost: new Lost() };
  if (reason.lost) made.lost?.addAll(reason.lost);
  lose(made, ...values);
  return made;
}

/** Notes that an unknown value of this reason may be one of these, contents of containers included. */
export function lose(reason: Reason, ...values: readonly unknown[]): void {
  loseEach(reason, values);
}

/** As `lose`: a list may be longer than arguments may be many. */
function loseEach(reason: Reason, values: readonly unknown[]): void {
  for (const value of values) {
    if (value instanceof Unknown) {
      if (value.why !== reason && value.why.lost) (reason.lost ??= new Lost()).addAll(value.why.lost);
    } else if (value instanceof PyObj) (reason.lost ??= new Lost()).add(value);
    else if (Array.isArray(value)) loseEach(reason, value);
    else if (value instanceof Map) for (const entry of value.values()) lose(reason, (entry as DictEntry).value);
    else if (typeof value === 'object' && value !== null) {
      if ('items' in value) lose(reason, value.items);
      if ('map' in value) lose(reason, value.map);
    }
  }
}
