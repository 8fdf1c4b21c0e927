import assert from 'node:assert/strict';
import { lightnessOf, makeTheme, mixColours, parseColour, themeKind } from '../../../../webview/paint/theme.js';

describe('The painters’ theme', () => {
  it('reads colours as VS Code writes them', () => {
    assert.deepEqual(parseColour('#1f1f1f'), [31, 31, 31]);
    assert.deepEqual(parseColour(' #fff '), [255, 255, 255]);
    assert.deepEqual(parseColour('#0078d480'), [0, 120, 212]);
    assert.deepEqual(parseColour('rgba(204, 204, 204, 0.5)'), [204, 204, 204]);
    assert.deepEqual(parseColour('rgb(1 2 3)'), [1, 2, 3]);
  });

  it('takes nothing else for a colour', () => {
    for (const text of ['', 'red', '#12345', 'var(--x)', 'rgb(1, 2)']) assert.equal(parseColour(text), null);
  });

  it('finds the kind in the body’s classes', () => {
    assert.equal(themeKind(['vscode-dark']), 'dark');
    assert.equal(themeKind(['vscode-light']), 'light');
    assert.equal(themeKind(['vscode-high-contrast']), 'high-contrast');
    assert.equal(themeKind(['vscode-high-contrast-light', 'vscode-high-contrast']), 'high-contrast-light');
    assert.equal(themeKind([]), 'dark');
  });

  it('falls back where a variable is missing', () => {
    const theme = makeTheme('light', () => '');
    assert.equal(theme.background, 'rgb(255 255 255)');
    assert.equal(theme.dark, false);
    assert.ok(theme.backgroundLightness > 0.99);
  });

  it('outlines the subject in the active contrast border only in high contrast', () => {
    const variables = (name: string) => (name === 'contrastActiveBorder' ? '#f38518' : '');
    assert.equal(makeTheme('high-contrast', variables).subject, 'rgb(243 133 24)');
    assert.equal(makeTheme('dark', variables).subject, makeTheme('dark', variables).text);
  });

  it('mixes as color-mix in sRGB does', () => {
    assert.equal(mixColours([200, 100, 0], 0.5, [0, 0, 100]), 'rgb(100 50 50)');
  });

  it('knows how light a colour is seen', () => {
    assert.ok(Math.abs(lightnessOf([255, 255, 255]) - 1) < 1e-3);
    assert.equal(lightnessOf([0, 0, 0]), 0);
  });
});
