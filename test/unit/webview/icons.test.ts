import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ICONS } from '../../../webview/components/icons.js';

describe('the icons', () => {
  it('have the characters that the codicon font gives to their names', () => {
    const css = readFileSync('node_modules/@vscode/codicons/dist/codicon.css', 'utf8');
    for (const [name, character] of Object.entries(ICONS)) {
      const code = new RegExp(`\\.codicon-${name}:before \\{ content: "\\\\([0-9a-f]+)" \\}`).exec(css)?.[1];
      assert.equal(character, String.fromCodePoint(Number.parseInt(code ?? '', 16)), name);
    }
  });
});
