import type { Value } from '../../python/klass.js';
import type { Machine } from '../../python/machine.js';
import type { ModuleTable } from '../../python/library.js';

/** The package's own files that its top level exports names of, besides the models'. */
const TOP_FILES = [
  'activations',
  'backbone_utils',
  'cache_utils',
  'modeling_outputs',
  'modeling_rope_utils',
  'pytorch_utils',
];

/**
 * What a lazy package of transformers gives for a name: the definition in the one file that has it, found by its text, so that
 * no other is run. Undefined where the name is a submodule's or nowhere.
 */
export function publicName(cx: Machine, name: string, wanted: string, core: ModuleTable): Value | undefined {
  if (wanted.startsWith('_') || wanted.startsWith('\0')) return undefined;
  const isTop = name === 'transformers';
  if (isModule(cx, `${name}.${wanted}`)) return undefined;
  if (isTop) {
    const own = core.get(wanted, cx);
    if (own !== undefined) return own as Value;
  }
  for (const module of isTop ? candidates(cx, wanted) : modulesOf(cx, name)) {
    if (!defines(textOf(cx, module), wanted)) continue;
    const found = cx.modules.find(module);
    return found && cx.getAttr(found, wanted);
  }
  return undefined;
}

function roots(cx: Machine): readonly string[] {
  return (cx.options.searchPath ?? ['']).map(root => (root === '' ? '' : `${root}/`));
}

function listed(cx: Machine, name: string): readonly string[] {
  const path = name.replaceAll('.', '/');
  for (const root of roots(cx)) {
    const files = cx.options.sources?.list(`${root}${path}`);
    if (files) return files;
  }
  return [];
}

function textOf(cx: Machine, name: string): string {
  const path = name.replaceAll('.', '/');
  for (const root of roots(cx)) {
    const source = cx.options.sources?.read(`${root}${path}.py`);
    if (source) return source.text;
  }
  return '';
}

function isModule(cx: Machine, name: string): boolean {
  const dot = name.lastIndexOf('.');
  const files = listed(cx, name.slice(0, dot));
  return files.includes(`${name.slice(dot + 1)}.py`) || files.includes(name.slice(dot + 1));
}

function modulesOf(cx: Machine, name: string): string[] {
  return listed(cx, name)
    .filter(file => file.endsWith('.py') && file !== '__init__.py')
    .map(file => `${name}.${file.slice(0, -3)}`);
}

/** The modules that may define a name of the top level: of the models that the name begins with, the longest first. */
function candidates(cx: Machine, wanted: string): string[] {
  const lower = wanted.toLowerCase();
  const models = listed(cx, 'transformers.models')
    .filter(model => lower.startsWith(model.replaceAll('_', '')))
    .sort((a, b) => b.length - a.length);
  return [
    ...TOP_FILES.map(file => `transformers.${file}`),
    ...models.flatMap(model => modulesOf(cx, `transformers.models.${model}`)),
  ];
}

function defines(text: string, name: string): boolean {
  return /^\w+$/.test(name) && new RegExp(`^(?:(?:class|def) ${name}\\b|${name}\\b[^=\\n]*=(?!=))`, 'm').test(text);
}
