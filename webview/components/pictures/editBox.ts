import { html, nothing } from 'lit';
import type { ReactiveControllerHost } from 'lit';
import { unflatten } from '../../../src/engine/index.js';
import { Lit } from '../../paint/lit.js';
import type { Box, Layout } from '../../paint/part.js';
import type { Pointed, Scene } from '../../state/scene.js';
import { sendValue } from './events.js';
import { putAt } from './putAt.js';

/** What an edit box needs of its picture. */
export interface EditHost extends ReactiveControllerHost, EventTarget {
  readonly scene: Scene | null;
  readonly layout: Layout | null;
  readonly renderRoot: ParentNode;
  /** Puts the focus back on the picture. */
  focusPicture(): void;
}

interface Editing {
  readonly target: 'x' | 'w';
  readonly index: number;
  readonly box: Box;
  /** What the box shows first, and the number that stands there now. */
  readonly text: string;
  readonly before: string;
  readonly wrong: boolean;
}

/** The keys with which a number can begin. */
export const NUMBER_START = /^[\d.−-]$/u;

/** The number that is typed: with a real minus or a decimal comma too; null for anything that is no finite number. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  const value = plain === '' ? NaN : Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** A small box over an input value or a weight, in which another number is typed. */
export class EditBox {
  private editing: Editing | null = null;
  private fresh = false;

  constructor(private readonly host: EditHost) {}

  /** Opens over what is pointed at; an entry of the matrix is one of its weights. False where nothing can be typed. */
  open(pointed: Pointed, typed: string | null): boolean {
    const { scene } = this.host;
    if (!scene || !pointed || pointed.kind === 'output') return false;
    const index =
      pointed.kind === 'entry' ? new Lit(scene, pointed).entryWeights(pointed.output, pointed.input)[0] : pointed.index;
    if (index === undefined) return false;
    const role = pointed.kind === 'input' ? 'input' : 'weight';
    const box = this.placeOf(pointed) ?? this.placeOf({ kind: role, index });
    if (!box) return false;
    const before = String((role === 'input' ? scene.x : scene.w)[index] ?? 0);
    const target = role === 'input' ? 'x' : 'w';
    this.set({ target, index, box, text: typed ?? before, before, wrong: false });
    this.fresh = true;
    return true;
  }

  /** Closes without taking anything: what was edited may not be there any more. */
  close(): void {
    if (this.editing) this.set(null);
  }

  private set(editing: Editing | null): void {
    this.editing = editing;
    this.host.requestUpdate();
  }

  private placeOf(pointed: NonNullable<Pointed>): Box | null {
    for (const part of this.host.layout?.parts ?? []) {
      let box: Box | null | undefined = null;
      if (pointed.kind === 'entry') box = part.placeEntry?.(pointed.output, pointed.input);
      else if (pointed.kind !== 'output') box = part.place?.(pointed.kind, pointed.index);
      if (box) return box;
    }
    return null;
  }

  render() {
    const { editing } = this;
    const { scene } = this.host;
    if (!editing || !scene) return nothing;
    const shape = editing.target === 'x' ? scene.inputSpatial : scene.spec.kernelSize;
    return html`<input
      class="edit"
      .value=${editing.text}
      inputmode="decimal"
      aria-label=${`${editing.target}(${unflatten(editing.index, shape).join(', ')})`}
      aria-invalid=${editing.wrong ? 'true' : 'false'}
      @keydown=${this.onKey}
      @blur=${this.onBlur}
    />`;
  }

  /** After rendering: stands over its cell, and takes the focus once. */
  rendered(): void {
    const { editing } = this;
    const { layout } = this.host;
    const input = this.host.renderRoot.querySelector<HTMLInputElement>('input.edit');
    if (!input || !editing || !layout) return;
    const { box } = editing;
    const w = Math.max(56, box.w + 4);
    const x = Math.max(0, Math.min(layout.width - w, box.x + box.w / 2 - w / 2));
    putAt(input, { x, y: Math.max(0, box.y + box.h / 2 - 12), w, h: 24 });
    if (!this.fresh) return;
    this.fresh = false;
    input.focus({ preventScroll: true });
    // What was typed to open the box goes on; a number that was there is to be typed over.
    if (editing.text === editing.before) input.select();
    else input.setSelectionRange(editing.text.length, editing.text.length);
  }

  private readonly onKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') {
      this.close();
      this.host.focusPicture();
    } else if (event.key === 'Enter') this.commit((event.target as HTMLInputElement).value, true);
  };

  private readonly onBlur = (event: FocusEvent) => {
    this.commit((event.target as HTMLInputElement).value, false);
  };

  /** Takes the number. What is none stays marked, or is given up when the box is left. */
  private commit(text: string, byKey: boolean): void {
    const { editing } = this;
    if (!editing) return;
    const value = parseNumber(text);
    if (value === null && byKey) {
      this.set({ ...editing, text, wrong: true });
      return;
    }
    this.set(null);
    if (byKey) this.host.focusPicture();
    if (value === null || value === Number(editing.before)) return;
    sendValue(this.host, { target: editing.target, index: editing.index, value });
  }
}
