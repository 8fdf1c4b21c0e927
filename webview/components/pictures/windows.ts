import { customElement } from 'lit/decorators.js';
import { sizes } from '../../paint/caption.js';
import type { Layout } from '../../paint/part.js';
import { NO_DEPTH } from '../../paint/windows/options.js';
import { rowLayout } from '../../paint/windows/row.js';
import type { Scene } from '../../state/scene.js';
import { ConvPicture } from './picture.js';

/** The input, the kernel and the output, with a fan between what belongs together. */
@customElement('conv-windows')
export class ConvWindows extends ConvPicture {
  protected override arrange(scene: Scene, width: number): Layout {
    return rowLayout(scene, width, NO_DEPTH);
  }

  protected override describe(scene: Scene): string {
    const { inputSpatial, outputSpatial, spec } = scene;
    return `Windows: input x ${sizes(inputSpatial)}, kernel w ${sizes(spec.kernelSize)}, output y ${sizes(outputSpatial)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-windows': ConvWindows;
  }
}
