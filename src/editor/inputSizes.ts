/** What a Memento of VS Code offers, so that this file needs no editor. */
export interface Store {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): Thenable<void>;
}

const KEY = 'convExplorer.inputSizes';
/** More documents than this are not remembered: the oldest answer is forgotten first. */
const MAX_DOCUMENTS = 200;

/**
 * The answers to "what size goes in?", per document and spatial rank, kept in this workspace. An untitled document's
 * answer lives as long as the window: its name will be another document's next time.
 */
export class InputSizes {
  private readonly untitled = new Map<string, readonly number[]>();

  constructor(private readonly store: Store) {}

  get(uri: string, rank: number): readonly number[] | null {
    const size = isUntitled(uri) ? this.untitled.get(keyOf(uri, rank)) : this.kept().get(keyOf(uri, rank));
    return isSize(size, rank) ? size : null;
  }

  async set(uri: string, size: readonly number[]): Promise<void> {
    const key = keyOf(uri, size.length);
    if (isUntitled(uri)) {
      this.untitled.set(key, size);
      return;
    }
    const kept = this.kept();
    kept.delete(key);
    kept.set(key, size);
    await this.store.update(KEY, [...kept].slice(-MAX_DOCUMENTS));
  }

  /** What the store has; what is no list of answers, perhaps an older version's, counts as nothing. */
  private kept(): Map<string, readonly number[]> {
    const stored = this.store.get<unknown>(KEY);
    const pairs = Array.isArray(stored) ? stored.filter(isPair) : [];
    return new Map(pairs);
  }
}

function keyOf(uri: string, rank: number): string {
  return `${rank} ${uri}`;
}

function isUntitled(uri: string): boolean {
  return uri.startsWith('untitled:');
}

function isPair(value: unknown): value is [string, readonly number[]] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && Array.isArray(value[1]);
}

function isSize(value: unknown, rank: number): value is readonly number[] {
  return Array.isArray(value) && value.length === rank && value.every(size => Number.isSafeInteger(size) && size >= 1);
}
