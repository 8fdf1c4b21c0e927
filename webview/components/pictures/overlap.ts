import { css, html } from 'lit';
import type { PropertyValues } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Palette } from '../../paint/palette.js';
import { sizes } from '../../paint/caption.js';
import { countedRole, mapLayout, stripLayout } from '../../paint/overlap/layout.js';
import type { Layout } from '../../paint/part.js';
import { readTheme } from '../../paint/theme.js';
import { stripCell } from '../../paint/windows/stripScale.js';
import type { Pointed, Scene } from '../../state/scene.js';
import { formatNumber, say } from '../../strings.js';
import { meetingOf } from './centres.js';
import { overlapWords } from './overlapWords.js';
import { ConvPicture } from './picture.js';
import { pictureStyles } from './pictureStyles.js';

const COUNTS = 9;

/** How many contributions each element gets: the map, its profiles, its histogram as legend, and the verdict. */
@customElement('conv-overlap')
export class ConvOverlap extends ConvPicture {
  private depth = 0;

  static override readonly styles = [
    pictureStyles,
    css`
      .both {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 20px;
        align-items: flex-start;
      }
      .picture {
        flex: none;
      }
      .words {
        flex: 1 1 190px;
        min-width: 0;
        max-width: 420px;
      }
      p {
        margin: 0 0 8px;
      }
      table {
        border-collapse: collapse;
      }
      caption {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      th,
      td {
        height: 22px;
        padding: 0 12px 2px 0;
        text-align: right;
        white-space: nowrap;
      }
      .count {
        min-width: 24px;
        padding: 0 4px;
        font: 600 11px/20px var(--conv-font, system-ui);
        text-align: center;
      }
      .zero {
        border: 1px dashed var(--conv-faint, #666);
      }
      .bar {
        height: 6px;
        background: var(--conv-faint, #666);
      }
      td:last-child {
        padding-right: 0;
      }
    `,
  ];

  protected override arrange(scene: Scene, width: number): Layout {
    if (scene.spec.spatialRank === 1) return stripLayout(scene, width, stripCell(scene, width));
    return mapLayout(scene, width, this.depth);
  }

  /** A 3-D map shows the depth of what is pointed at, or of what that reaches. */
  protected override follow(scene: Scene, pointed: Pointed, still: boolean): boolean {
    const { shape } = scene.overlap;
    if (shape.length < 3) {
      this.depth = 0;
      return false;
    }
    const meeting = still ? null : meetingOf(scene, pointed);
    const depth = meeting ? meeting.depths[countedRole(scene)] : Math.min(this.depth, (shape[0] ?? 1) - 1);
    const moved = depth !== this.depth;
    this.depth = depth;
    return moved;
  }

  protected override describe(scene: Scene): string {
    const { overlap } = scene;
    const range = overlap.min === overlap.max ? formatNumber(overlap.min) : say('fromTo', overlap.min, overlap.max);
    return say('overlapLabel', sizes(overlap.shape), range, overlapWords(scene).verdict);
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { scene } = this;
    if (!scene) return;
    const { verdict, overlap } = scene;
    this.dataset['verdict'] = verdict.even ? 'even' : 'uneven';
    this.dataset['min'] = String(verdict.min);
    this.dataset['max'] = String(verdict.max);
    this.dataset['period'] = verdict.period.join(',');
    this.dataset['unpainted'] = String(overlap.unpainted);
  }

  override render() {
    const { scene } = this;
    return html`<div class="both">${super.render()}${scene ? this.words(scene) : ''}</div>`;
  }

  private words(scene: Scene) {
    const { verdict, rule } = overlapWords(scene);
    const { histogram } = scene.overlap;
    const shown = histogram.slice(0, COUNTS);
    return html`<div class="words">
      <p><b>${verdict}.</b> ${rule}</p>
      <table>
        <caption>
          ${say('histogram')}
        </caption>
        ${shown.map(
          ({ count, elements }) =>
            html`<tr>
              <th scope="row"><div class="count ${count === 0 ? 'zero' : ''}" data-count=${count}>${count}</div></th>
              <td>${formatNumber(elements)}</td>
              <td><div class="bar" data-elements=${elements}></div></td>
            </tr>`,
        )}
      </table>
      ${histogram.length > shown.length ? html`<p>${say('moreCounts', histogram.length - shown.length)}</p>` : ''}
    </div>`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { scene, layout } = this;
    if (!scene || !layout) return;
    this.surface.style.width = `${layout.width}px`;
    const palette = new Palette(scene, readTheme(document.body).dark, scene.colourBy);
    const most = Math.max(...scene.overlap.histogram.map(({ elements }) => elements));
    for (const element of this.renderRoot.querySelectorAll<HTMLElement>('.count')) {
      const colour = palette.count(Number(element.dataset['count']));
      element.style.background = colour?.css ?? '';
      element.style.color = colour?.ink ?? '';
    }
    for (const element of this.renderRoot.querySelectorAll<HTMLElement>('.bar')) {
      element.style.width = `${Math.max(2, Math.round((Number(element.dataset['elements']) / most) * 96))}px`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-overlap': ConvOverlap;
  }
}
