/** What --help prints, for the program and for each command. */
export const HELP = {
  program: `Usage: conv-explorer COMMAND …

Finds the convolutions of Python code and says what they do, without running the code.

Commands:
  layers FILE…   lists the convolution calls of files and the shapes that run through them
  matrix EXPR    prints the matrix of one layer
  overlap EXPR   prints how often each element of a layer's output is painted

  --help         says more about a command: conv-explorer layers --help
  --version      prints the version

Results go to standard output, everything else to standard error. Exit status: 0 it could do its work, 1 an impossible
layer, 2 bad usage or an unreadable file.
`,
  layers: `Usage: conv-explorer layers FILE… [--root DIR] [--call EXPR]… [--argv 'ARGS'] [--path DIR]… [--explain LINE] [--json]

Lists the convolution calls of Python files and notebooks, and the shapes that run through them.

  --root DIR      the folder that names are relative to (default: the nearest one above FILE without __init__.py)
  --call EXPR     imports FILE, evaluates EXPR in its namespace, and lists what runs then
  --argv 'ARGS'   sys.argv[1:], as one text that is split as a shell would
  --path DIR      another entry of sys.path, behind the root; calls in files there are not listed
  --explain LINE  says what is known, and why other things are not, of the calls on this line (from 1)
  --json          prints one JSON document instead of a table
`,
  matrix: `Usage: conv-explorer matrix EXPR --input SHAPE [--pair O,I] [--stage STAGE] [--transpose] [--weights FILE.npy] [--format json|csv|mtx|npy|png]

Prints the matrix of a layer's own linear map: rows are its output elements, columns its input elements.

  EXPR               a layer: 'nn.ConvTranspose2d(16, 8, 3, stride=2)', or a function with its data left out:
                     'F.conv_transpose2d(weight=(16, 8, 3, 3), stride=2)'; other frameworks by their full names,
                     'flax.linen.Conv(8, (3, 3))'
  --import LINE      a line of Python that gives EXPR more names: 'from torch import nn as n'
  --input SHAPE      the input's shape with or without batch and channels: 1,16,8,8 or 16,8,8 or 8,8
  --pair O,I         one output and one input channel only
  --stage STAGE      of a separable convolution, depthwise or pointwise: it is two maps, one after the other
  --transpose        the transposed matrix
  --weights FILE     a .npy file with the layer's weight tensor: all but json then carry values.
                     Given twice (depthwise, then pointwise), they are the values of a whole separable convolution
  --format FORMAT    json (CSR), csv or mtx (MatrixMarket); npy (an array of NumPy's) and png (a grey picture, one
                     pixel an entry, greater is lighter) are the dense matrix, as bytes: redirect them into a file
`,
  overlap: `Usage: conv-explorer overlap EXPR --input SHAPE [--gradient] [--stage STAGE] [--format json|csv|npy|png]

Prints how many taps paint each element of a layer's output, for one channel pair.

  EXPR               a layer: 'nn.ConvTranspose2d(16, 8, 3, stride=2)'
  --import LINE      a line of Python that gives EXPR more names
  --input SHAPE      the input's shape with or without batch and channels: 1,16,8,8 or 16,8,8 or 8,8
  --gradient         how often each element of the input is read instead
  --stage STAGE      of a separable convolution, depthwise (the default) or pointwise
  --format FORMAT    json, or csv (a line per row of the map); npy (an array of NumPy's) and png (a grey picture, one
                     pixel an element, greater is lighter) are bytes: redirect them into a file
`,
} as const;
