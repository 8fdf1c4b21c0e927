import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { HELP } from '../../../src/cli/help.js';
import { readReference, shellWords } from './reference.js';
import { runCli } from './runCli.js';

const page = readFileSync('CLI.md', 'utf8');
const { examples, files } = readReference(page);
/** What examples wrote into files, for those that come after them. */
const written: Record<string, Uint8Array> = {};

describe('the reference page of the command line', () => {
  it('has examples of every command', () => {
    for (const command of ['layers', 'matrix', 'overlap']) {
      assert.ok(
        examples.some(example => example.command.startsWith(command)),
        command,
      );
    }
  });

  for (const { command, expected } of examples) {
    it(`prints what it shows for ${command}`, () => {
      const [words = '', file] = command.split(' > ');
      const { status, out, bytes, err } = runCli(shellWords(words), { ...files, ...written });
      if (file !== undefined) written[file] = bytes;
      assert.equal((file === undefined ? out : '') + err + (status === 0 ? '' : `[exit status ${status}]\n`), expected);
    });
  }

  it('names every option that --help names', () => {
    for (const [, option = ''] of Object.values(HELP)
      .join('\n')
      .matchAll(/(--[a-z]+)/g)) {
      assert.ok(page.includes(option) || option === '--version', option);
    }
  });
});
