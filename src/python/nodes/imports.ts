import { NORMAL, type Completion, type Frame } from '../frame.js';
import { Stmt, type Target } from './base.js';

export class Import extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly names: readonly { readonly module: string; readonly asName: boolean; readonly target: Target }[],
  ) {
    super(from, to);
  }
  ex(f: Frame): Completion {
    f.cx.tick(1);
    for (const { module, asName, target } of this.names) {
      target.store(f, f.cx.importModule(f, module, asName, this));
    }
    return NORMAL;
  }
  override binds(): readonly string[] {
    return this.names.flatMap(name => name.target.names());
  }
}

export class ImportFrom extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly level: number,
    readonly module: string,
    readonly names: readonly { readonly name: string; readonly target: Target }[],
  ) {
    super(from, to);
  }
  ex(f: Frame): Completion {
    f.cx.tick(1);
    for (const { name, target } of this.names) {
      target.store(f, f.cx.importFrom(f, this.level, this.module, name, this));
    }
    return NORMAL;
  }
  override binds(): readonly string[] {
    return this.names.flatMap(name => name.target.names());
  }
}

export class ImportStar extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly level: number,
    readonly module: string,
  ) {
    super(from, to);
  }
  ex(f: Frame): Completion {
    f.cx.tick(1);
    f.cx.importStar(f, this.level, this.module, this);
    return NORMAL;
  }
}
