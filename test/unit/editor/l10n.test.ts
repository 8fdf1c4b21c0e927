import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { OVERLAP_TEMPLATES, VERDICT_TEMPLATES } from '../../../src/engine/index.js';
import { STRINGS } from '../../../src/protocol/strings.js';

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
const LANGUAGES = ['zh-cn'];

/** Every English message that the host says: the literals given to t(…) and l10n.t(…) in src/editor. */
function hostMessages(): string[] {
  const sources = [...globSync('src/editor/*.ts'), 'src/extension.ts'].map(path => readFileSync(path, 'utf8'));
  return sources.flatMap(text => [...text.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g)].map(match => match[1] ?? ''));
}

const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(match => match[0]).sort();

describe('the translations', () => {
  const templates = [...Object.values(VERDICT_TEMPLATES), ...Object.values(OVERLAP_TEMPLATES)];
  const messages = [...new Set([...hostMessages(), ...Object.values(STRINGS), ...templates])];

  for (const language of LANGUAGES) {
    const bundle = read(`media/l10n/bundle.l10n.${language}.json`);

    it(`into ${language} have every text of host, view and verdict`, () => {
      assert.ok(messages.length > 100, `only ${messages.length} texts were found`);
      assert.deepEqual(
        messages.filter(message => !Object.hasOwn(bundle, message)),
        [],
      );
    });

    it(`into ${language} have no text that is not said any more`, () => {
      assert.deepEqual(
        Object.keys(bundle).filter(message => !messages.includes(message)),
        [],
      );
    });

    it(`into ${language} keep the places for values`, () => {
      for (const [english, text] of Object.entries(bundle)) {
        assert.deepEqual([...new Set(places(text))], [...new Set(places(english))], english);
        assert.notEqual(text.trim(), '', english);
      }
    });

    it(`of the manifest into ${language} have the same keys`, () => {
      const keys = Object.keys(read('package.nls.json'));
      assert.deepEqual(Object.keys(read(`package.nls.${language}.json`)), keys);
      const used = [...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map(match => match[1]);
      assert.deepEqual([...new Set(used)].sort(), [...keys].sort());
    });
  }
});
