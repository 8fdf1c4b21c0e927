import { version } from '../../package.json';
import { HELP } from './help.js';
import { EXIT_OK, EXIT_USAGE, UsageError, type Io } from './io.js';
import { layers } from './layers.js';
import { matrix } from './matrix.js';
import { overlap } from './overlap.js';

const COMMANDS = { layers, matrix, overlap } as const;

/** Runs the command line; the exit status. Never throws for bad input. */
export function run(argv: readonly string[], io: Io): number {
  const [first, ...rest] = argv;
  try {
    if (first === '--version' || first === '-v') {
      io.out(`${version}\n`);
      return EXIT_OK;
    }
    if (first === '--help' || first === '-h' || (first === 'help' && rest.length === 0)) {
      io.out(HELP.program);
      return EXIT_OK;
    }
    if (first === undefined) throw new UsageError('A command is missing.');
    if (!isCommand(first)) throw new UsageError(`There is no command "${first}".`);
    // Behind -- an argument is never an option.
    const options = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
    if (options.includes('--help') || options.includes('-h')) {
      io.out(HELP[first]);
      return EXIT_OK;
    }
    return COMMANDS[first](rest, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const help = first !== undefined && isCommand(first) ? `${first} ` : '';
    io.err(`conv-explorer: ${error.message}\nTry: conv-explorer ${help}--help\n`);
    return EXIT_USAGE;
  }
}

function isCommand(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}
