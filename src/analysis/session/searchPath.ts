import { folderOf, isAbsolute, nameBelow, resolveName, type AskedFiles } from './files.js';

/** Where an editor's settings say that imports are found. Names are absolute. */
export interface SearchHints {
  /** The folder of the workspace that the document is in; null where it is in none. */
  readonly folder: string | null;
  /** Folders before those of installed packages, in their order. */
  readonly folders: readonly string[];
  /** The Python whose installed packages are meant; null where none is set. */
  readonly interpreter: string | null;
}

/** Folders in which virtual environments usually are. */
const ENVIRONMENTS = ['.venv', 'venv', 'env'];

/** The nearest folder above a file that is no package: the first entry of Python's sys.path when it runs the file. */
export function rootOf(files: AskedFiles, file: string): string {
  let folder = folderOf(file) ?? '/';
  while (files.text(`${folder}/__init__.py`) !== null) {
    const above = folderOf(folder);
    if (above === null) break;
    folder = above;
  }
  return folder;
}

/**
 * sys.path behind the root, as Python tools of an editor have it: the workspace's folder, its `src`, the folders that the
 * settings name, then what is installed: beside the interpreter that is set, and in the workspace's virtual environments.
 */
export function searchPathOf(files: AskedFiles, { folder, folders, interpreter }: SearchHints): string[] {
  const found: string[] = [];
  if (folder !== null) {
    found.push(folder);
    const source = `${folder}/src`;
    if (files.names(source) !== null && files.text(`${source}/__init__.py`) === null) found.push(source);
  }
  found.push(...folders);
  const prefixes = interpreter === null ? [] : prefixesOf(interpreter);
  if (folder !== null) prefixes.push(...ENVIRONMENTS.map(name => `${folder}/${name}`));
  for (const prefix of prefixes)
    for (const packages of packagesIn(files, prefix)) found.push(...withLinks(files, packages));
  return [...new Set(found)];
}

/** The folders that an interpreter may belong to: the one above `bin` or `Scripts`, else its own (Windows). */
function prefixesOf(interpreter: string): string[] {
  const own = folderOf(interpreter);
  const above = own === null ? null : folderOf(own);
  return [above, own].filter(folder => folder !== null && folder !== '/') as string[];
}

/** The folders of installed packages below an environment's. */
function packagesIn(files: AskedFiles, prefix: string): string[] {
  if (files.names(prefix) === null) return [];
  const found: string[] = [];
  const versions = (files.names(`${prefix}/lib`) ?? []).filter(name => /^python\d/.test(name));
  // Where an environment has several Pythons, the newest comes first.
  versions.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  for (const version of versions) {
    for (const kind of ['site-packages', 'dist-packages']) {
      const folder = `${prefix}/lib/${version}/${kind}`;
      if (files.names(folder) !== null) found.push(folder);
    }
  }
  const windows = `${prefix}/Lib/site-packages`;
  if (found.length === 0 && files.names(windows) !== null) found.push(windows);
  return found;
}

/** A folder of packages and the folders that its .pth files add, as packages that are installed for editing have them. */
function withLinks(files: AskedFiles, packages: string): string[] {
  const links = (files.names(packages) ?? []).filter(name => name.endsWith('.pth'));
  const added = links.flatMap(link =>
    (files.text(`${packages}/${link}`) ?? '')
      .split(/\r\n?|\n/)
      .map(line => line.trim())
      // A line that begins with "import" is code, which is not run.
      .filter(line => line !== '' && !/^(?:#|import[ \t])/.test(line))
      .map(line => resolveName(packages, line.replaceAll('\\', '/'))),
  );
  return [packages, ...added.filter(folder => isAbsolute(folder) && files.names(folder) !== null)];
}

/** A file as an import names it: its dotted path below the root, and the package that it is in. */
export function importNameOf(root: string, file: string): { name: string; package: string } | null {
  const below = nameBelow(root, file);
  if (below === null) return null;
  const names = below.replace(/\.\w+$/, '').split('/');
  const isPackage = names.length > 1 && names.at(-1) === '__init__';
  if (isPackage) names.pop();
  return { name: names.join('.'), package: (isPackage ? names : names.slice(0, -1)).join('.') };
}
