import { h, setText } from '../dom.js';
import { chooseMapForm, chosenMapForm } from '../map-form.js';
import { domain } from './bullet-bar.js';
import { freshnessOf } from './freshness.js';
import { pointing } from './pointing.js';
import { tileMap } from './tile-map.js';

/** @typedef {import('../map-form.js').MapForm} MapForm */

/** The districts that have a place on the map, in rows from the north. */
const PLACED = ['720', '719', '722', '721', '726', '718', '723', '725', '724'];

/** @type {Record<MapForm, string>} */
const FORMS = { tiles: 'map.tiles', borders: 'map.real' };

/** @param {Pick<import('./context.js').Context, 'campaign' | 'scope'>} context */
export function hasMap({ campaign, scope }) {
  return scope === campaign.province && PLACED.every((code) => campaign.units.has(code));
}

/**
 * The nine districts, as equal tiles or within their borders where the operator has given any. They are coloured by how far each is
 * against its plan; where no district has a target, by how much it did.
 *
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part}
 */
export function mapCard(context) {
  const { copy, campaign, measure } = context;
  const target = campaign.target(measure);
  const withGoals = Boolean(target && PLACED.some((code) => target.units[code]));
  const tiles = tileMap(context, PLACED, withGoals, legend());
  /** @type {ReturnType<typeof import('./border-map.js').borderMap> | null} fetched when it is first wanted */
  let drawn = null;
  /** @type {Map<string, import('./map-unit.js').Known> | null} */
  let known = null;
  let obstacle = campaign.data.map ? lacking(campaign.data.map.missing) : copy.text('map.nogeo');

  const why = h('p', { class: 'note map-why spoken', id: 'map-why' });
  const note = h('p', { class: 'note' });
  const place = h('div', { class: 'map-place' }, tiles.element);
  const switches = /** @type {MapForm[]} */ (Object.keys(FORMS)).map((form) => ({ form, button: h('button', {
    type: 'button',
    'data-map': form,
    onclick: () => choose(form),
  }, copy.text(FORMS[form])) }));
  const element = h('section', { class: 'card map', 'aria-labelledby': 'map' },
    h('header', {},
      h('h2', { id: 'map' }, copy.text(withGoals ? 'map.title' : 'map.districts')),
      h('p', {}, copy.text(withGoals ? 'map.sub' : 'map.amounts')),
      h('div', { class: 'switch', role: 'group', 'aria-labelledby': 'map' }, ...switches.map(({ button }) => button))),
    why, place, note);
  pointing(place, '.areas');
  const gone = new AbortController();
  addEventListener('popstate', showAsked, { signal: gone.signal });
  showForm();
  if (document.querySelector('main:not(.waiting)')) showAsked();
  else requestAnimationFrame(() => setTimeout(showAsked));

  return {
    element,
    leave: () => gone.abort(),
    update(board) {
      const most = Math.max(1, ...PLACED.map((code) => board.rows.get(code)?.[measure] ?? 0));
      const goalOf = (/** @type {string} */ code) => (target ? board.goals.get(code)?.[target.code] : undefined);
      const all = domain(PLACED.map((code) => (board.rows.get(code)?.[measure] ?? 0) / (goalOf(code)?.target ?? Infinity)));
      const heard = new Map((board.overview?.rows ?? []).map((row) => [campaign.key(row), row.heard]));
      known = new Map(PLACED.map((code) => {
        const row = board.rows.get(code);
        const silent = heard.has(code) && ['silent', 'never'].includes(freshnessOf(context, heard.get(code)));
        return [code, { sum: row?.[measure] ?? 0, today: row?.today[measure] ?? 0, goal: goalOf(code), most, all, silent }];
      }));
      tiles.show(known);
      drawn?.show(known);
    },
  };

  /** @param {string[]} missing codes of districts without borders */
  function lacking(missing) {
    return missing.length ? copy.text('map.badgeo', { codes: missing.join(', ') }) : '';
  }

  /** @param {MapForm} form */
  function choose(form) {
    if (form === 'borders' && obstacle) {
      why.classList.remove('spoken');
    } else if (form !== chosenMapForm()) {
      chooseMapForm(form);
      showAsked();
    }
  }

  /** What the address asks for; that of few is fetched when the page has been painted. */
  async function showAsked() {
    if (chosenMapForm() === 'borders' && !obstacle && !drawn) {
      try {
        const [{ borderMap }, { bordersOf }] = await Promise.all([import('./border-map.js'), import('../borders.js')]);
        drawn ??= borderMap(context, PLACED, withGoals, legend(), await bordersOf(campaign.data.code));
        if (known) drawn.show(known);
      } catch {
        obstacle = copy.text('state.err');
      }
    }
    showForm();
  }

  function showForm() {
    const form = drawn && chosenMapForm() === 'borders' ? 'borders' : 'tiles';
    const shown = form === 'borders' && drawn ? drawn.element : tiles.element;
    if (place.firstChild !== shown) place.replaceChildren(shown);
    note.hidden = form === 'borders';
    setText(note, copy.text('map.note'));
    setText(why, obstacle);
    for (const { form: each, button } of switches) {
      button.setAttribute('aria-pressed', String(each === form));
      if (each === 'tiles' || !obstacle) continue;
      button.setAttribute('aria-disabled', 'true');
      button.setAttribute('aria-describedby', why.id);
      button.title = obstacle;
    }
  }

  function legend() {
    return withGoals ? planLegend(context) : amountLegend(context);
  }
}

/** @param {import('./context.js').Context} context */
function planLegend({ copy }) {
  return h('p', { class: 'legend', 'aria-hidden': 'true' },
    h('b', {}, copy.text('map.legend')),
    ...[5, 4, 3, 2, 1].map((step) => h('span', {}, h('i', { class: `m${step}` }), copy.text(`map.l${step}`))));
}

/** @param {import('./context.js').Context} context */
function amountLegend({ copy }) {
  return h('p', { class: 'legend', 'aria-hidden': 'true' },
    h('b', {}, copy.text('kpi.cum')),
    h('span', { class: 'legend-scale' }, ...[1, 2, 3, 4, 5].map((step) => h('i', { class: `amount${step}` }))),
    h('span', { class: 'legend-ends' }, h('span', {}, copy.text('map.less')), h('span', {}, copy.text('map.more'))));
}
