import { isString } from './guard.js';

/**
 * Every text that the view shows, in English. {0}, {1} … are filled by `fill`. The host translates them by their
 * English text (vscode.l10n) and puts them into the page; so a new text is added here and in media/l10n alone.
 */
export const STRINGS = {
  // header
  on: 'on',
  was: 'was {0}',
  reset: 'Reset',
  resetHint: 'Back to what the code says',
  apply: 'Apply to code',
  applyHint: 'Write the changed parameters into the call, as one step that Undo takes back',
  applied: 'Written into the code.',
  notApplied: 'Not written: {0}',
  follows: 'Follows cursor',
  followsHint: 'Shows the convolution under the cursor. Press to stay with this one.',
  pinned: 'Pinned',
  pinnedHint: 'Stays with this convolution. Press to follow the cursor.',
  goToCode: 'Go to the code',
  lesson: 'the lesson',
  openLesson: 'Open the lesson',
  copyShapes: 'Copy the shapes',
  copied: 'Copied: {0}',
  noShape: 'none',
  alike: '{0} alike',
  parameterCount: '{0} parameters',
  parameterCountOne: '1 parameter',
  parametersNeed: 'parameters depend on {0}',
  multiplyAdds: '{0} multiply-adds',
  inputAxis: 'input size, {0}',
  fieldAxis: '{0}, {1}',
  height: 'height',
  width: 'width',
  depth: 'depth',
  length: 'length',
  splitAxes: 'per axis',
  splitAxesHint: 'Set each axis of {0} on its own',
  joinAxes: 'one for all',
  joinAxesHint: 'One number for all axes of {0}',
  defaultHint: '{0}: not written in the code, this is the default',
  unknownHint: '{0}: {1}',
  oneNumber: 'Write one whole number.',
  numbersPerAxis: 'Write one whole number, or {0} of them: {1}',
  wordOrNumbers: 'Write {0}, one whole number, or {1} of them.',
  certaintyPossible: 'a call that may happen',
  certaintyAssumed: 'input size assumed',
  certaintyRemembered: 'on the size that you gave for this file',
  alsoRuns: 'also {0}',
  moreRuns: 'and {0} more',

  // verdict: the engine's own templates (src/engine/words.ts), which a test keeps equal to these
  'verdict.element1': 'position',
  'verdict.element2': 'pixel',
  'verdict.element3': 'voxel',
  'verdict.evenOne': 'Even: 1 contribution per {element}',
  'verdict.even': 'Even: {count} contributions per {element}',
  'verdict.uneven': 'Uneven: {min} to {max} contributions per {element}, period {period}',
  'verdict.evenOneReads': 'Even: each input {element} is read once',
  'verdict.evenReads': 'Even: each input {element} is read {count} times',
  'verdict.unevenReads':
    'Uneven: each input {element} is read {min} to {max} times, period {period}, and its gradient is painted likewise',
  'verdict.holes': 'some get none',
  'verdict.border': 'fewer at the border',
  'verdict.noInterior': 'this input is too small to have an interior',
  'verdict.unpaintedOne': '1 output {element} has no contribution and carries only the bias',
  'verdict.unpainted': '{count} output {element}s have no contribution and carry only the bias',
  'verdict.unreadOne': '1 input {element} is never read',
  'verdict.unread': '{count} input {element}s are never read',
  'verdict.separator': '; ',
  evenFix: 'Even at the same size:',
  tryIt: 'Try it: only here, the code stays as it is',

  // sections
  windows: 'Windows',
  overlap: 'Overlap',
  matrix: 'Matrix',
  equal: 'Equal by four ways',
  overlapOutputs: 'how often each output {0} is painted',
  overlapInputs: 'how often each input is used = how often Cᵀ paints it',
  matrixBlocks: 'one of {0} blocks: channel 0 → 0',
  matrixBlocksUnknown: 'one block: channel 0 → 0',
  matrixEntries: '{0} of {1} entries are not zero',
  groupsNote: 'in {0} groups, each channel meets only its own group',
  depthwiseNote: 'depthwise: each channel has its own kernel, channels are not mixed',
  separableNote: 'the depthwise stage; a 1 × 1 convolution mixes the channels after it',
  inputValues: 'input values',
  weightValues: 'kernel weights',
  weightHint: 'Example numbers: the real weights are learned. Each can be typed over in the picture.',
  inputHint: 'Example numbers: the real input is data. Each can be typed over in the picture.',
  colour: 'colour',
  colourLabel: 'colour of the weights',
  byIndex: 'weight',
  byValue: 'value',
  checkerboard: 'Show the checkerboard',
  checkerboardHint: 'x and w of ones: y is then the overlap map itself',
  previous: 'Previous output',
  next: 'Next output',
  play: 'Play through the outputs',
  pause: 'Stop',

  // kinds of values
  example: 'example',
  typed: 'as typed',
  ones: 'ones',
  ramp: 'ramp',
  blob: 'blob',
  impulse: 'impulse',
  picture: 'picture',
  wave: 'wave',
  random: 'random',
  smooth: 'smooth',
  edges: 'edges',

  // equality
  way: 'way',
  result: 'result',
  products: 'products',
  withZero: 'with a zero',
  matrixProduct: 'matrix product {0}·x',
  slidingWindow: 'sliding window',
  scatter: 'scatter (painting)',
  zeroInsertion: 'zero insertion',
  adjoint: '⟨Cx, z⟩ = ⟨x, Cᵀz⟩',
  sum: 'Σ = {0}',
  same: 'equal, element by element',
  different: 'differs',
  notChecked: 'Not multiplied out here: {0} products for each way are more than a view should do.',

  // read-out
  output: 'output ({0})',
  input: 'input ({0})',
  rowOf: 'row {0} of {1} · x',
  columnOf: 'column {0} of {1}',
  taps: '{0} taps',
  tapOne: '1 tap',
  noTap: 'no tap: only the bias reaches it',
  feeds: 'feeds {0}',
  paints: 'is painted over {0}',
  outputsCount: '{0} outputs',
  outputOne: '1 output',
  unused: 'is never used',
  manyToOne: 'many-to-one',
  oneToMany: 'one-to-many',
  entryReach: 'input ({0}) → output ({1}) with {2} = {3}',
  entryZero: 'input ({0}) does not reach output ({1})',
  weight: 'weight w({0})',
  weightText: 'one number, {0} entries of {1}',
  weightTextOne: 'one number, 1 entry of {0}',
  atRestConvolution: 'Many-to-one: one output is a sum over {0} inputs.',
  atRestTransposed: 'One-to-many: each input value is painted over {0} outputs.',
  pointAt: 'Point at any element, weight or entry.',
  and: '…',

  // states
  waiting: 'Waiting for the editor…',
  noneTitle: 'No convolution under the cursor',
  noneText: 'Move the cursor onto one, or take one of {0}:',
  noneEmpty: '{0} has no convolution of a library that is known here.',
  noneNoFile: 'Open a Python file and move the cursor onto a convolution.',
  line: 'line {0}',
  unevenMark: 'uneven',
  incomplete: 'This call is being typed. The picture is of what stood here before.',
  incompleteEmpty: 'This call is being typed.',
  sizeTitle: 'What size goes in?',
  sizeText: 'The code gives the layer but no input. The shape above holds for any {0}; the pictures need numbers.',
  sizeTextNoShape: 'The code gives the layer but no input. The pictures need numbers.',
  sizeDraw: 'Draw',
  sizeUsual: 'Often used:',
  sizeKept: 'Kept for this file; the code is not touched.',
  sizeWrong: 'Write {0}, each at least 1.',
  sizeWrongOne: 'one whole number',
  sizeWrongMany: '{0} whole numbers',
  parametersTitle: 'Not every number is known',
  parametersText: 'Type them in the call above to try values; the code is not touched.',
  parameterUnknown: '{0}: {1}',
  parameterUnknownNoReason: '{0} is not known from the code.',
  impossibleTitle: 'This layer has no output',
  impossibleParameters: 'This layer cannot be built',
  nearest: 'Nearest that works:',
  inputSize: 'input size {0}',
  gives: '→ {0}',
  largeTitle: 'Too large to draw, not too large to know',
  largeText:
    'Shapes, counts and the verdict hold; drawing every element would not fit. The same layer on a smaller input has the same structure:',
  largeTextOnly: 'Shapes, counts and the verdict hold; drawing every element would not fit.',
  drawAt: 'Draw it on {0}',
  factMatrix: '{0}, one channel pair',
  factEntries: 'of {0} entries are not zero',
  factDense: 'written in full',
  factSparse: 'kept sparse',
  modeTitle: 'padding_mode {0} is not drawn yet',
  modeText: 'The shapes above hold. The pictures draw zeros around the input, and this layer puts other values there.',
} as const satisfies Record<string, string>;

export type StringKey = keyof typeof STRINGS;
export type Strings = Readonly<Record<StringKey, string>>;

/** The id of the element in the view's page that holds the host's translations as JSON. */
export const STRINGS_ELEMENT_ID = 'conv-strings';

/** Puts values into a template's places: fill('was {0}', 3) is "was 3". A place without a value stays as written. */
export function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
}

/** Reads what the host put into the page; what is missing or malformed stays English. */
export function readStrings(json: string | null | undefined): Strings {
  let given: unknown;
  try {
    given = JSON.parse(json ?? '');
  } catch {
    given = null;
  }
  const texts: Record<string, string> = { ...STRINGS };
  if (typeof given === 'object' && given !== null) {
    for (const [key, text] of Object.entries(given)) {
      if (Object.hasOwn(STRINGS, key) && isString(text)) {
        texts[key] = text;
      }
    }
  }
  return texts as Strings;
}
