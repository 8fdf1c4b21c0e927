import assert from 'node:assert/strict';
import { analyzeText } from '../../../src/analysis/index.js';

const HEAD = `import torch
import torch.nn as nn
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 1)
    def forward(self, x):
        return self.conv(x)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = Block()
        self.second = Block()
    def forward(self, x):
        x = self.first(x)
`;

/** Whether more may happen at the only call than is listed, and how many runs are. */
function runs(code: string): { open: boolean; listed: number } {
  const [call] = analyzeText(HEAD + code).calls;
  assert.equal(call?.assumed, true);
  const isMore = ({ input, output }: { input: unknown; output: unknown }): boolean => input === null && output === null;
  return { open: call.runs.some(isMore), listed: call.runs.filter(run => !isMore(run)).length };
}

describe('a model that nobody calls', () => {
  it('has more than is listed where it goes on with what is not known', () => {
    assert.deepEqual(runs('        return self.second(torch.load(str(x)))\n'), { open: true, listed: 1 });
  });

  it('has no more than is listed where all is known', () => {
    assert.deepEqual(runs('        return self.second(x[:, :, ::2])\n'), { open: false, listed: 2 });
  });
});
