import { css, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { customElement } from 'lit/decorators.js';
import { sizes } from '../../paint/caption.js';
import { planeSize } from '../../paint/elementGrid.js';
import type { Layout } from '../../paint/part.js';
import { largeWindows, showsImages } from '../../paint/windows/large.js';
import { NO_DEPTH } from '../../paint/windows/options.js';
import type { Depths } from '../../paint/windows/options.js';
import { rowLayout } from '../../paint/windows/row.js';
import { stripWindows } from '../../paint/windows/strips.js';
import type { Pointed, Scene } from '../../state/scene.js';
import { say } from '../../strings.js';
import { meetingOf } from './centres.js';
import type { Meeting } from './centres.js';
import { ConvPicture } from './picture.js';
import { pictureStyles } from './pictureStyles.js';

const START: Meeting = { input: 0, output: 0, depths: NO_DEPTH };

/** The input, the kernel and the output, with a fan between what belongs together. */
@customElement('conv-windows')
export class ConvWindows extends ConvPicture {
  private at: Meeting = START;
  private turned = false;

  static override readonly styles = [
    pictureStyles,
    css`
      .depths {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 16px;
        margin-bottom: 4px;
      }
      .depths span {
        white-space: nowrap;
      }
      button {
        width: 22px;
        height: 22px;
        padding: 0;
        border: 1px solid transparent;
        border-radius: 4px;
        background: none;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
      button:hover {
        background: var(--vscode-toolbar-hoverBackground, #5a5d5e50);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
      }
      button:focus-visible {
        outline: var(--conv-focus-width, 1px) solid var(--vscode-focusBorder, #0078d4);
      }
    `,
  ];

  override willUpdate(changed: PropertyValues): void {
    const { scene } = this;
    if (changed.has('scene') && scene) this.at = clamped(this.at, scene);
    super.willUpdate(changed);
    this.turned = false;
  }

  protected override rearranges(): boolean {
    return this.turned;
  }

  protected override arrange(scene: Scene, width: number): Layout {
    if (scene.spec.spatialRank === 1) return stripWindows(scene, width, this.at);
    const { depths } = this.at;
    return showsImages(scene, width) ? largeWindows(scene, width, depths, this.at) : rowLayout(scene, width, depths);
  }

  /** Insets, long strips and depths follow the subject, but hold still while the pointer is in them. */
  protected override follow(scene: Scene, pointed: Pointed, still: boolean): boolean {
    const meeting = still ? null : meetingOf(scene, pointed);
    const { at } = this;
    if (!meeting) {
      if (still || pointed?.kind !== 'weight' || scene.spec.spatialRank < 3) return false;
      const { rows, cols } = planeSize(scene.spec.kernelSize);
      const weight = Math.floor(pointed.index / (rows * cols));
      if (weight === at.depths.weight) return false;
      this.at = { ...at, depths: { ...at.depths, weight } };
      return true;
    }
    if (meeting.input === at.input && meeting.output === at.output) return false;
    this.at = meeting;
    const long = scene.spec.spatialRank === 1 && Math.max(scene.x.length, scene.y.length) * 4 > this.width;
    return scene.spec.spatialRank === 3 || long || showsImages(scene, this.width);
  }

  /** Of large pictures only the insets follow; strips and depths show other numbers. */
  protected override followsAbove(scene: Scene): boolean {
    return scene.spec.spatialRank === 2;
  }

  protected override describe(scene: Scene): string {
    const { inputSpatial, outputSpatial, spec } = scene;
    return say('windowsLabel', sizes(inputSpatial), sizes(spec.kernelSize), sizes(outputSpatial));
  }

  override render() {
    const { scene } = this;
    if (!scene || scene.spec.spatialRank < 3) return super.render();
    const { depths } = this.at;
    return html`<div class="depths" role="group" aria-label=${say('whichDepth')}>
        ${this.stepper('x', 'input', depths.input, scene.inputSpatial[0] ?? 1)}
        ${this.stepper('w', 'weight', depths.weight, scene.spec.kernelSize[0] ?? 1)}
        ${this.stepper('y', 'output', depths.output, scene.outputSpatial[0] ?? 1)}
      </div>
      ${super.render()}`;
  }

  private stepper(name: string, key: keyof Depths, depth: number, count: number) {
    if (count < 2) return nothing;
    const step = (by: number) => () => {
      const { depths } = this.at;
      this.at = { ...this.at, depths: { ...depths, [key]: (depths[key] + by + count) % count } };
      this.turned = true;
      this.requestUpdate();
    };
    return html`<span role="group" aria-label=${say('depthOf', name)}>
      <button aria-label=${say('previousDepth')} @click=${step(-1)}>‹</button>
      <span aria-live="polite">${name}[<b>${depth}</b>, :, :]</span>
      <button aria-label=${say('nextDepth')} @click=${step(1)}>›</button>
    </span>`;
  }
}

/** Another layer may have fewer elements and depths. */
function clamped({ input, output, depths }: Meeting, scene: Scene): Meeting {
  const deep = scene.spec.spatialRank > 2;
  const within = (depth: number, shape: readonly number[]) => (deep ? Math.min(depth, (shape[0] ?? 1) - 1) : 0);
  return {
    input: Math.min(input, scene.x.length - 1),
    output: Math.min(output, scene.y.length - 1),
    depths: {
      input: within(depths.input, scene.inputSpatial),
      output: within(depths.output, scene.outputSpatial),
      weight: within(depths.weight, scene.spec.kernelSize),
    },
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-windows': ConvWindows;
  }
}
