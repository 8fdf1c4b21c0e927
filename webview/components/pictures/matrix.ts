import { customElement, property } from 'lit/decorators.js';
import type { PropertyValues } from 'lit';
import { entryCount, matrixName } from '../../paint/matrix/entries.js';
import { smallLayout } from '../../paint/matrix/smallLayout.js';
import type { Layout } from '../../paint/part.js';
import type { Scene } from '../../state/scene.js';
import { formatNumber } from '../../strings.js';
import { ConvPicture } from './picture.js';

/** C and Cᵀ with their vectors: all numbers, or the whole with a lens, or its structure, as large as it is. */
@customElement('conv-matrix')
export class ConvMatrix extends ConvPicture {
  @property({ attribute: false }) colourBy: 'index' | 'value' = 'index';

  protected override arrange(scene: Scene, width: number): Layout {
    return smallLayout(scene, width) ?? { width, height: 0, parts: [] };
  }

  protected override rearranges(changed: PropertyValues): boolean {
    return changed.has('colourBy');
  }

  protected override weightColours(): 'index' | 'value' {
    return this.colourBy;
  }

  protected override describe(scene: Scene): string {
    const own = matrixName(scene, 'output');
    const rows = formatNumber(scene.y.length);
    const cols = formatNumber(scene.x.length);
    return `y = ${own} · x. ${own}, ${rows} by ${cols}, ${formatNumber(entryCount(scene))} entries not zero`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-matrix': ConvMatrix;
  }
}
