/** Python's text of values: repr, str, format specifications, % formatting and str.format. */
export * from './format/errors.js';
export { floatRepr, intText } from './format/digits.js';
export { formatFloat, formatInt, formatText } from './format/scalars.js';
export { percentFormat, type PercentHooks } from './format/percent.js';
export { templateFormat, type TemplateHooks } from './format/template.js';
export { asciiOf, bytesRepr, textAscii, textRepr } from './format/text.js';
export { containerRepr, formatScalar, scalarRepr, scalarStr, unsupported } from './format/values.js';
