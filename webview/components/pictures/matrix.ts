import { css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { entryCount, matrixName } from '../../paint/matrix/entries.js';
import { LARGE, largeLayout } from '../../paint/matrix/largeLayout.js';
import { lensLayout } from '../../paint/matrix/lensLayout.js';
import type { MapLayout } from '../../paint/matrix/lensLayout.js';
import type { MapGroup } from '../../paint/matrix/mapGroup.js';
import { smallLayout } from '../../paint/matrix/smallLayout.js';
import type { Layout } from '../../paint/part.js';
import type { Pointed, Scene } from '../../state/scene.js';
import { say } from '../../strings.js';
import { lensOutput } from './lensFollow.js';
import { MapControl } from './mapControl.js';
import { ConvPicture } from './picture.js';
import { pictureStyles } from './pictureStyles.js';
import { putAt } from './putAt.js';

/** C and Cᵀ with their vectors: all numbers, or the whole with a lens, or its structure, as large as it is. */
@customElement('conv-matrix')
export class ConvMatrix extends ConvPicture {
  @property({ attribute: false }) colourBy: 'index' | 'value' = 'index';
  private readonly control = new MapControl(this);
  private lensAt = 0;
  private moved = false;

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

  get maps(): readonly MapGroup[] {
    return (this.layout as MapLayout | null)?.maps ?? [];
  }

  override willUpdate(changed: PropertyValues): void {
    const before = changed.get('scene') as Scene | null | undefined;
    const { scene } = this;
    if (changed.has('scene') && scene && !sameSizes(before ?? null, scene)) {
      this.control.reset();
      this.lensAt = Math.min(this.lensAt, scene.y.length - 1);
    }
    super.willUpdate(changed);
    this.moved = false;
  }

  protected override arrange(scene: Scene, width: number): Layout {
    const small = smallLayout(scene, width);
    if (small) return small;
    const layout = scene.x.length * scene.y.length > LARGE ? largeLayout : lensLayout;
    return layout(scene, width, this.lensAt, this.control.views);
  }

  protected override rearranges(changed: PropertyValues): boolean {
    return changed.has('colourBy') || this.moved;
  }

  protected override weightColours(): 'index' | 'value' {
    return this.colourBy;
  }

  /** The lens follows the subject, but holds still while the pointer is in it. */
  protected override follow(scene: Scene, pointed: Pointed, still: boolean): boolean {
    const output = still ? null : lensOutput(scene, pointed, this.lensAt);
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
          <button
            title=${say('zoomInHint')}
            aria-label=${say('zoomIn')}
            @click=${() => this.control.zoomIn(map.rowRole)}
          >
            +
          </button>
          <button
            title=${say('zoomOutHint')}
            aria-label=${say('zoomOut')}
            @click=${() => this.control.zoomOut(map.rowRole)}
          >
            −
          </button>
          <button
            title=${say('zoomWholeHint')}
            aria-label=${say('zoomWhole')}
            @click=${() => this.control.whole(map.rowRole)}
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
    this.control.listen(this.surface);
  }

  viewChanged(): void {
    this.moved = true;
    this.requestUpdate();
  }

  protected override onOwnKey(event: KeyboardEvent): boolean {
    return this.control.key(event.key);
  }
}

function sameSizes(a: Scene | null, b: Scene): boolean {
  return a !== null && a.x.length === b.x.length && a.y.length === b.y.length;
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-matrix': ConvMatrix;
  }
}
