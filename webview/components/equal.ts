import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { equality, productsNeeded } from '../state/equality.js';
import type { Equality, Way } from '../state/equality.js';
import { matrixName } from '../state/readout.js';
import type { Scene } from '../state/scene.js';
import { formatNumber, say } from '../strings.js';
import './icon.js';
import { shared } from './shared.js';

/** Up to this many elements of a result are written out; of more, their sum. */
const WRITTEN = 4;

/** The same result by four ways, each computed on its own, with what each costs. */
@customElement('conv-equal')
export class ConvEqual extends LitElement {
  @property({ attribute: false }) scene: Scene | null = null;

  private known: { readonly scene: Scene; readonly equality: Equality | null } | null = null;

  static override readonly styles = [
    shared,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 0 8px 0 0;
        line-height: 22px;
        font-weight: 400;
        text-align: left;
      }
      thead th {
        border-bottom: 1px solid var(--conv-rule);
        color: var(--conv-muted);
        white-space: nowrap;
      }
      .number {
        text-align: right;
      }
      .mark {
        width: 24px;
        padding: 0;
        text-align: right;
      }
      tbody tr:hover > * {
        background: var(--vscode-list-hoverBackground, transparent);
      }
      @container (max-width: 559px) {
        .result {
          display: none;
        }
        th,
        td {
          padding-right: 4px;
        }
      }
    `,
  ];

  override render() {
    const { scene } = this;
    if (!scene) return nothing;
    if (this.known?.scene !== scene) this.known = { scene, equality: equality(scene) };
    const { equality: found } = this.known;
    if (!found) return html`<p class="muted">${say('notChecked', productsNeeded(scene))}</p>`;
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${say('way')}</th>
          <th scope="col" class="number result">${say('result')}</th>
          <th scope="col" class="number">${say('products')}</th>
          <th scope="col" class="number">${say('withZero')}</th>
          <th scope="col" class="mark" aria-label=${say('same')}></th>
        </tr>
      </thead>
      <tbody>
        ${found.ways.map(way => this.way(way, scene))}
        <tr data-way="adjoint" data-equal=${found.adjoint}>
          <th scope="row">${say('adjoint')}</th>
          <td class="result"></td>
          <td class="number" colspan="2">
            ${formatNumber(found.left)} ${found.adjoint ? '=' : '≠'} ${formatNumber(found.right)}
          </td>
          ${this.mark(found.adjoint)}
        </tr>
      </tbody>
    </table>`;
  }

  private way({ name, result, products, withZero, equal }: Way, scene: Scene) {
    return html`<tr data-way=${name} data-equal=${equal}>
      <th scope="row">${say(name, matrixName(scene))}</th>
      <td class="number result">${resultText(result)}</td>
      <td class="number">${formatNumber(products)}</td>
      <td class="number">${formatNumber(withZero)}</td>
      ${this.mark(equal)}
    </tr>`;
  }

  private mark(equal: boolean) {
    const label = say(equal ? 'same' : 'different');
    return html`<td class="mark">
      <span role="img" aria-label=${label} title=${label}
        ><conv-icon class=${equal ? 'passed' : 'error'} name=${equal ? 'pass' : 'error'}></conv-icon
      ></span>
    </td>`;
  }
}

function resultText(result: Float64Array): string {
  if (result.length <= WRITTEN) return Array.from(result, formatNumber).join(' ');
  return say('sum', formatNumber(result.reduce((sum, value) => sum + value, 0)));
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-equal': ConvEqual;
  }
}
