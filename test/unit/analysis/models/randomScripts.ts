/** A random script over convolutions whose conditions are `flag()`; it raises in no execution. */
export function randomScript(random: (below: number) => number): string {
  const lines: string[] = [];
  const pick = <T>(...options: readonly T[]): T => options[random(options.length)] as T;
  // Four channels in and out and no size below 1, whatever the order.
  const layer = (): string =>
    pick(
      () => `nn.Conv2d(4, 4, 3, padding=1)`,
      () => `nn.Conv2d(4, 4, 3, ${1 + random(3)}, 1)`,
      () => `nn.Conv2d(4, 4, kernel_size=(2, 3), padding=1, groups=${pick(1, 2, 4)})`,
      () => `nn.Conv2d(4, 4, 1, bias=flag())`,
      () => `nn.Conv2d(4, 4, 3, padding=1, stride=2 if flag() else 1)`,
      () => `nn.ConvTranspose2d(4, 4, 2, stride=2)`,
      () => 'nn.Identity()',
      () => 'nn.MaxPool2d(3, 1, 1)',
      () => `nn.Sequential(nn.Conv2d(4, 4, 3, padding=1), nn.ReLU())`,
      () => `Block(${random(2)})`,
    )();
  const module = (): string => pick('a', 'b', 'net', 'box.layer', 'c', 'c', 'd');
  const block = (indent: string, depth: number, returns: boolean): void => {
    for (let n = 1 + random(3); n > 0; n--) statement(indent, depth, returns);
  };
  const statement = (indent: string, depth: number, returns: boolean): void => {
    const inner = `${indent}    `;
    const put = (text: string): void => void lines.push(indent + text);
    const nested = (): void => block(inner, depth - 1, returns);
    switch (random(depth > 0 ? 21 : 12)) {
      case 0:
      case 1:
      case 2:
        return put(`x = ${module()}(x)`);
      case 3:
        return put(`${pick('a', 'b', 'box.layer')} = ${layer()}`);
      case 4:
        return put(`net = nn.Sequential(${module()}, ${layer()})`);
      case 5:
        return put(`mods.append(${module()})`);
      case 6:
        return put(pick('a, b = b, a', 'x = mods[-1](x)', 'x = x + 1', 'a = box.layer'));
      case 7:
        return put(`x = ${module()}(x) if flag() else ${module()}(x)`);
      case 8:
        return put(`x = torch.zeros(${pick(1, 2)}, 4, ${8 + random(4)}, ${8 + random(4)})`);
      case 9:
      case 10:
        return put(`${pick('c', 'd')}(torch.zeros(1, 4, ${pick('n', '6', '7')}, n + ${random(3)}))`);
      case 11:
        return put(pick('n = n + 1 if n < 12 else 6', `n = ${6 + random(3)}`, 'x = torch.zeros(1, 4, n, 9)'));
      case 12:
      case 13:
      case 14:
        put('if flag():');
        nested();
        if (random(2) === 0) return;
        put('else:');
        return nested();
      case 15:
        put(`for i in range(${1 + random(2)}):`);
        nested();
        if (random(3) === 0) lines.push(`${inner}if flag(): ${pick('break', 'continue')}`, `${inner}x = a(x)`);
        return;
      case 16:
        put('while flag():');
        return nested();
      case 17:
        put('for m in mods[:2]:');
        return put('    x = m(x)');
      case 18:
        put('try:');
        nested();
        put(`    if flag(): raise ValueError`);
        put(`    x = ${module()}(x)`);
        put('except ValueError:');
        return nested();
      case 19:
        return put(`x = ${pick('once', 'Block(1)', 'box')}(x)`);
      default:
        return put(returns ? 'if flag(): return x' : 'pass');
    }
  };
  lines.push(
    'class Block(nn.Module):',
    '    def __init__(self, n):',
    '        super().__init__()',
    '        self.n = n',
  );
  lines.push(`        self.layer = nn.Conv2d(4, 4, 3, ${pick('1', '2', 'n + 1')}, 1)`);
  lines.push('        if flag(): self.more = nn.Conv2d(4, 4, 1)', '        else: self.more = None');
  lines.push('    def forward(self, x):', `        ${pick('x = self.layer(x)', 'if flag(): return x', 'pass')}`);
  lines.push('        if self.more is not None: x = self.more(x)', '        return self.layer(x)');
  lines.push(`a, b = ${layer()}, ${layer()}`, 'c = nn.Conv2d(4, 4, 3, padding=1)', 'd = nn.Conv2d(4, 4, 3, (2, 1), 1)');
  lines.push('n = 7', 'box = Block(0)', 'net = nn.Sequential(a, b)', 'mods = [a]');
  lines.push('x = torch.zeros(1, 4, 8, 9)', 'def once(x):', '    global a, b, net, n');
  block('    ', 2, true);
  lines.push('    return x');
  for (let n = 3 + random(4); n > 0; n--) statement('', 3, false);
  return lines.join('\n');
}
