import assert from 'node:assert/strict';
import { Dependencies } from '../../../src/editor/dependencies.js';
import { exampleCalls } from '../../../src/editor/exampleCalls.js';
import { globPattern } from '../../../src/editor/globPattern.js';
import { settingPath } from '../../../src/editor/settingPath.js';

describe('a file pattern', () => {
  const fits = (pattern: string, name: string): boolean | undefined => globPattern(pattern)?.test(name);

  const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['net.py', ['net.py', 'models/net.py', 'a/b/net.py'], ['net.pyi', 'mynet.py', 'net.py/x']],
    ['models/*.py', ['models/a.py'], ['models/a/b.py', 'a.py', 'x/models/a.py']],
    ['models/**/*.py', ['models/a.py', 'models/x/y/a.py'], ['other/a.py']],
    ['**/models/*.py', ['models/a.py', 'x/models/a.py'], ['mymodels/a.py']],
    ['src/**', ['src/a.py', 'src/x/a.py'], ['a.py']],
    ['./src/a.py', ['src/a.py'], ['a.py']],
    ['/a.py', ['a.py', 'x/a.py'], []],
    ['{a,b}?.py', ['a1.py', 'b2.py', 'x/b2.py'], ['a.py', 'c1.py']],
    ['net[0-9].py', ['net1.py'], ['neta.py', 'net.py']],
    ['net[!0-9].py', ['neta.py'], ['net1.py']],
    ['a+b (c).py', ['a+b (c).py'], ['aab (c).py']],
    ['层/*.py', ['层/网.py'], ['网.py']],
  ];
  for (const [pattern, good, bad] of CASES) {
    it(`${pattern} fits ${good.join(', ')}${bad.length > 0 ? ` and not ${bad.join(', ')}` : ''}`, () => {
      for (const name of good) assert.equal(fits(pattern, name), true, name);
      for (const name of bad) assert.equal(fits(pattern, name), false, name);
    });
  }

  it('that cannot be read fits nothing', () => {
    for (const pattern of ['', '  ', '{a', '[z-a].py', '/']) assert.equal(globPattern(pattern), null, pattern);
  });
});

describe('the setting of example calls', () => {
  it('gives a file the expressions of all patterns that it meets, each once', () => {
    const setting = { '*.py': ['a()', 'b()'], 'models/**': ['b()', 'c()'], 'other.py': ['d()'], 'net.py': 'e()' };
    assert.deepEqual(exampleCalls(setting, 'models/net.py'), ['a()', 'b()', 'c()', 'e()']);
  });

  it('is of no use where it has another type', () => {
    for (const setting of [
      null,
      undefined,
      3,
      'a()',
      ['a()'],
      { '*.py': 3 },
      { '*.py': [3, null, ' '] },
      { '{': ['a()'] },
    ])
      assert.deepEqual(exampleCalls(setting, 'net.py'), []);
  });
});

describe('a path of a setting', () => {
  const env = { HOME: '/home/me', LIBS: '/opt/libs' };
  const CASES: readonly (readonly [string, string | null, string | null])[] = [
    ['lib', '/w', '/w/lib'],
    ['../lib/./x/', '/w/p', '/w/lib/x'],
    ['/abs/lib', null, '/abs/lib'],
    ['${workspaceFolder}/lib', '/w', '/w/lib'],
    ['~/lib', '/w', '/home/me/lib'],
    ['~', '/w', '/home/me'],
    ['${userHome}/lib', null, '/home/me/lib'],
    ['${env:LIBS}/a', '/w', '/opt/libs/a'],
    ['${env:NONE}/a', '/w', null],
    ['${workspaceFolder}/lib', null, null],
    ['lib', null, null],
    ['  ', '/w', null],
    ['.venv\\Scripts\\python.exe', 'c:/w', 'c:/w/.venv/Scripts/python.exe'],
    ['C:\\Python\\python.exe', 'c:/w', 'C:/Python/python.exe'],
    ['lib', 'vscode-vfs://github/owner/name', 'vscode-vfs://github/owner/name/lib'],
  ];
  for (const [path, folder, expected] of CASES) {
    it(`${path} in ${folder ?? 'no folder'} is ${expected ?? 'not known'}`, () => {
      assert.equal(settingPath(path, folder, env), expected);
    });
  }
});

describe('what an analysis depends on', () => {
  const dependencies = new Dependencies({
    read: ['/w/a.py', '/w/pkg/__init__.py', '/w/gone.py'].join('\n'),
    listed: '/w/names',
  });

  it('are the files that it read or looked for, and the folders that it listed', () => {
    for (const name of ['/w/a.py', '/w/gone.py', '/w/names', '/w/names/new', '/w/names/new.py', '/w/pkg', '/w', '/'])
      assert.equal(dependencies.dependsOn(name), true, name);
  });

  it('are no others', () => {
    for (const name of ['/w/b.py', '/w/pkg2', '/w/pkg/other.py', '/x', '/w/names2'])
      assert.equal(dependencies.dependsOn(name), false, name);
    assert.equal(dependencies.hasRead('/w/names/new.py'), false);
  });
});
