import assert from 'node:assert/strict';
import { openWorkbench } from './harness.js';

const CALL = 'nn.ConvTranspose2d(16, 8, 3, stride=2)';

describe('in the browser’s own extension host, without Node, as on vscode.dev', () => {
  it('shows the hover, and the explorer that it opens', async () => {
    const workbench = await openWorkbench({ host: 'web' });
    await workbench.openFile('dcgan.py', CALL);
    const hover = await workbench.hoverOn(CALL);
    assert.match((await hover.innerText()).replace(/\u00a0/g, ' '), /\(1, 16, 8, 8\) → \(1, 8, 17, 17\)/);
    await hover.getByText('Explore').first().click();
    await workbench.explorer().locator('conv-overlap[data-verdict=uneven]').waitFor();
  });
});
