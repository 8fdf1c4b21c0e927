import { css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { entryCount, matrixName, visitRow } from '../../paint/matrix/entries.js';
import type { RowRole } from '../../paint/matrix/entries.js';
import { LARGE, largeLayout } from '../../paint/matrix/largeLayout.js';
import { lensLayout } from '../../paint/matrix/lensLayout.js';
import type { MapLayout, Views } from '../../paint/matrix/lensLayout.js';
import type { MapGroup } from '../../paint/matrix/mapGroup.js';
import { smallLayout } from '../../paint/matrix/smallLayout.js';
import { panBy, zoomAt } from '../../paint/matrix/view.js';
import type { View } from '../../paint/matrix/view.js';
import { contains } from '../../paint/part.js';
import type { Layout } from '../../paint/part.js';
import type { Pointed, Scene } from '../../state/scene.js';
import { say } from '../../strings.js';
import { lensOutput } from './lensFollow.js';
import { ConvPicture, putAt } from './picture.js';
import { pictureStyles } from './pictureStyles.js';

const WHOLE: Views = { output: null, input: null };
const STEP = 1.5;

/** C and Cᵀ with their vectors: all numbers, or the whole with a lens, or its structure, as large as it is. */
@customElement('conv-matrix')
export class ConvMatrix extends ConvPicture {
  @property({ attribute: false }) colourBy: 'index' | 'value' = 'index';
  private views: Views = WHOLE;
  private lensAt = 0;
  private moved = false;
  private drag: { readonly role: RowRole; x: number; y: number; moved: boolean } | null = null;

  static override readonly styles = [
    pictureStyles,
    css`
      .zoom {
        position: absolute;
        display: flex;
        gap: 2px;
      }
      .zoom button {
        width: 24px;
        height: 22px;
        padding: 0;
        border: 1px solid transparent;
        border-radius: 4px;
        background: none;
        color: var(--conv-muted, inherit);
        font: 14px/20px var(--conv-font, system-ui);
        cursor: pointer;
      }
      .zoom button:hover {
        background: var(--vscode-toolbar-hoverBackground, #5a5d5e50);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
      }
      .zoom button:focus-visible {
        outline: var(--conv-focus-width, 1px) solid var(--vscode-focusBorder, #0078d4);
      }
    `,
  ];

  private get maps(): readonly MapGroup[] {
    return (this.layout as MapLayout | null)?.maps ?? [];
  }

  override willUpdate(changed: PropertyValues): void {
    const before = changed.get('scene') as Scene | null | undefined;
    const { scene } = this;
    if (changed.has('scene') && scene && !sameSizes(before ?? null, scene)) {
      this.views = WHOLE;
      this.lensAt = Math.min(this.lensAt, scene.y.length - 1);
    }
    super.willUpdate(changed);
    this.moved = false;
  }

  protected override arrange(scene: Scene, width: number): Layout {
    const small = smallLayout(scene, width);
    if (small) return small;
    const layout = scene.x.length * scene.y.length > LARGE ? largeLayout : lensLayout;
    return layout(scene, width, this.lensAt, this.views);
  }

  protected override rearranges(changed: PropertyValues): boolean {
    return changed.has('colourBy') || this.moved;
  }

  protected override weightColours(): 'index' | 'value' {
    return this.colourBy;
  }

  /** The lens follows the subject, but holds still while the pointer is in it. */
  protected override follow(scene: Scene, pointed: Pointed, still: boolean): boolean {
    const output = still ? null : lensOutput(scene, pointed);
    if (output === null || output === this.lensAt) return false;
    this.lensAt = output;
    return true;
  }

  /** Only the lens and the blocks follow. */
  protected override followsAbove(): boolean {
    return true;
  }

  protected override describe(scene: Scene): string {
    const own = matrixName(scene, 'output');
    const entries = say('figureLabel', own, scene.y.length, scene.x.length, entryCount(scene));
    const label = say('matrixLabel', own, entries);
    return this.maps.length > 0 ? `${label}. ${say('zoomKeys')}` : label;
  }

  protected override overlay(): TemplateResult | typeof nothing {
    if (this.maps.length === 0) return nothing;
    return html`${this.maps.map(
      ({ map }) =>
        html`<div class="zoom" role="group" aria-label=${say('zoomOf', map.figure.name)}>
          <button title=${say('zoomInHint')} aria-label=${say('zoomIn')} @click=${() => this.zoom(map.rowRole, STEP)}>
            +
          </button>
          <button
            title=${say('zoomOutHint')}
            aria-label=${say('zoomOut')}
            @click=${() => this.zoom(map.rowRole, 1 / STEP)}
          >
            −
          </button>
          <button
            title=${say('zoomWholeHint')}
            aria-label=${say('zoomWhole')}
            @click=${() => this.setView(map.rowRole, null)}
          >
            ⤢
          </button>
        </div>`,
    )}`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    for (const [index, element] of this.renderRoot.querySelectorAll<HTMLElement>('.zoom').entries()) {
      const group = this.maps[index];
      if (group) putAt(element, group.buttons);
    }
  }

  override firstUpdated(): void {
    // Not passive: a zoom must keep the page from scrolling.
    this.surface.addEventListener('wheel', this.onWheel, { passive: false });
    this.surface.addEventListener('pointerdown', this.onDown);
    this.surface.addEventListener('pointermove', this.onDrag);
    this.surface.addEventListener('pointerup', this.onUp);
    this.surface.addEventListener('pointercancel', this.onUp);
  }

  protected override onOwnKey(event: KeyboardEvent): boolean {
    const group = this.maps[0];
    if (!group) return false;
    const { rowRole } = group.map;
    if (event.key === '+' || event.key === '=') this.zoom(rowRole, STEP, true);
    else if (event.key === '-' || event.key === '−') this.zoom(rowRole, 1 / STEP, true);
    else if (event.key === '0') this.setView(rowRole, null);
    else return false;
    return true;
  }

  private groupAt(event: MouseEvent): { group: MapGroup; x: number; y: number } | null {
    const bounds = this.surface.getBoundingClientRect();
    const x = event.clientX - bounds.left;
    const y = event.clientY - bounds.top;
    const group = this.maps.find(({ map }) => contains(map.box, x, y));
    return group ? { group, x, y } : null;
  }

  private setView(role: RowRole, view: View | null): void {
    this.views = { ...this.views, [role]: view };
    this.moved = true;
    this.requestUpdate();
  }

  /** Zooms about what is pointed at where it is in the map, else about the middle. */
  private zoom(role: RowRole, factor: number, atSubject = true): void {
    const group = this.maps.find(({ map }) => map.rowRole === role);
    const { scene, pointed } = this;
    if (!group || !scene) return;
    const { map } = group;
    const { box, view, size, fit } = map;
    // From the whole of a large matrix to its entries it is far: larger steps first.
    const step = view.scale < 0.5 ? factor * factor : factor;
    let x = box.x + box.w / 2;
    let y = box.y + box.h / 2;
    const output = atSubject ? lensOutput(scene, pointed) : null;
    if (output !== null && role === 'output') {
      const place = box.y + (output + 0.5 - view.row) * view.scale;
      if (place >= box.y && place <= box.y + box.h) y = place;
      const input =
        pointed?.kind === 'entry'
          ? pointed.input
          : pointed?.kind === 'input'
            ? pointed.index
            : middleInput(scene, output);
      const across = box.x + (input + 0.5 - view.col) * view.scale;
      if (across >= box.x && across <= box.x + box.w) x = across;
    }
    this.setView(role, zoomAt(view, step, x, y, size, box, fit));
  }

  private readonly onWheel = (event: WheelEvent) => {
    const at = this.groupAt(event);
    // A plain wheel scrolls the page until the picture was chosen by a click or by Tab.
    if (!at || !(event.ctrlKey || event.metaKey || this.surface.matches(':focus'))) return;
    const { map } = at.group;
    const view = zoomAt(map.view, Math.exp(-event.deltaY / 240), at.x, at.y, map.size, map.box, map.fit);
    if (view.scale === map.view.scale && event.deltaY > 0 && !event.ctrlKey) return;
    event.preventDefault();
    this.setView(map.rowRole, view);
  };

  private readonly onDown = (event: PointerEvent) => {
    const at = this.groupAt(event);
    if (!at || event.button !== 0 || at.group.map.view.scale <= at.group.map.fit) return;
    this.drag = { role: at.group.map.rowRole, x: event.clientX, y: event.clientY, moved: false };
  };

  private readonly onDrag = (event: PointerEvent) => {
    const { drag } = this;
    const group = this.maps.find(({ map }) => map.rowRole === drag?.role);
    if (!drag || !group || event.buttons === 0) return;
    const dx = event.clientX - drag.x;
    const dy = event.clientY - drag.y;
    if (!drag.moved && Math.hypot(dx, dy) < 4) return;
    if (!drag.moved) this.surface.setPointerCapture(event.pointerId);
    this.drag = { ...drag, x: event.clientX, y: event.clientY, moved: true };
    const { view, size, box, fit } = group.map;
    this.setView(drag.role, panBy(view, dx, dy, size, box, fit));
  };

  private readonly onUp = (event: PointerEvent) => {
    if (this.drag?.moved) {
      this.surface.releasePointerCapture(event.pointerId);
      // The click that ends a drag chooses nothing.
      this.surface.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => this.surface.removeEventListener('click', swallow, { capture: true }));
    }
    this.drag = null;
  };
}

function swallow(event: Event): void {
  event.stopImmediatePropagation();
}

/** The middle of the inputs that an output takes. */
function middleInput(scene: Scene, output: number): number {
  const columns: number[] = [];
  visitRow(scene, 'output', output, column => columns.push(column));
  return columns[columns.length >> 1] ?? 0;
}

function sameSizes(a: Scene | null, b: Scene): boolean {
  return a !== null && a.x.length === b.x.length && a.y.length === b.y.length;
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-matrix': ConvMatrix;
  }
}
