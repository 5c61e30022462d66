import { h, icon, setText } from '../dom.js';
import { bulletBar } from './bullet-bar.js';
import { dayBars } from './day-bars.js';
import { door } from './door.js';
import { figure } from './figure.js';
import { statusPill } from './status-mark.js';
import { toggletip } from './toggletip.js';

/** Below this many, a difference is told as it is: of so few, a percentage says nothing. */
const FEW = 30;

/**
 * One headline figure: how much, today against yesterday until this time, and how far the target is.
 * @param {import('./context.js').Context} context
 * @param {import('../measures.js').Headline} headline
 * @param {(measure: import('../types.js').HeadlineMeasure) => void} choose
 */
export function headlineTile(context, { measure, code, unit, help }, choose) {
  const { copy, format, campaign, period } = context;
  const chosen = measure === context.measure;
  const total = figure('total');
  const today = figure('today');
  const bars = dayBars(copy.text('kpi.spark'));
  const versus = h('p', { class: 'headline-versus' });
  const bar = bulletBar();
  const pill = statusPill(copy);
  const reached = h('b');
  const of = h('span', { class: 'headline-of', title: sourceOf(context, measure) });
  const plan = h('span');
  const need = h('span', { class: 'headline-need' });
  const sinceWhen = h('span');
  const stale = h('p', { class: 'stale-badge', hidden: true }, icon('clock'), sinceWhen);
  const ofProvince = h('p', { class: 'headline-province', hidden: true });
  /** @type {number | undefined} what of its target the province has reached, beside a district's */
  let reference;
  const goalParts = [
    bar.element,
    h('p', { class: 'headline-plan' }, h('i', { class: 'plan-tick' }), h('span', {}, plan, need)),
  ];
  const unitName = help
    ? toggletip(copy.text(unit), copy.text(help), 'unit-chip')
    : h('span', { class: 'unit-chip' }, copy.text(unit));

  const element = h('article', { class: `card headline-tile${chosen ? ' chosen' : ''}` },
    h('button', {
      type: 'button',
      role: 'radio',
      'aria-checked': String(chosen),
      tabindex: chosen ? '0' : '-1',
      class: 'headline-name',
      title: copy.text(chosen ? 'kpi.selected' : 'kpi.select'),
      onclick: () => choose(measure),
    }, icon(measure),
    h('span', { class: 'name-long' }, copy.text(`kpi.${code}`)),
    h('span', { class: 'name-short', 'aria-hidden': 'true' }, copy.text(code === 'ast' ? 'kpi.ast.short' : `kpi.${code}`))),
    unitName,
    h('div', { class: 'headline-total' }, door(context, total.element, { measure }), bars.element),
    h('div', { class: 'headline-today' }, h('p', { class: 'of-today' }, door(context, today.element, { measure, today: true }), ' ', copy.text('kpi.today')), versus),
    goalParts[0],
    h('p', { class: 'headline-goal' }, h('span', {}, reached, ' ', of), pill.element),
    goalParts[1], ofProvince, stale);

  showParts(Boolean(campaign.target(measure)));
  return {
    measure,
    element,
    /** Takes over what the page came with. @param {Element | null} first the tile of its HTML */
    begin(first) {
      if (!first) return;
      total.show(first.querySelector('.total')?.textContent ?? '');
      today.show(first.querySelector('.today')?.textContent ?? '');
    },
    /**
     * @param {import('./context.js').FilledBoard} board
     * @param {import('../types.js').Pace | undefined} goal
     * @param {number} all how far the bars of the block reach
     */
    show(board, goal, all) {
      const sum = board.total[measure];
      total.show(format.count(sum));
      today.show(format.signed(board.total.today[measure]));
      if (board.overview) {
        bars.show(board.overview.days.measures[measure]);
        if (period.holds(board.day)) showVersus(board.total.today[measure], board.overview.yesterday[measure], board.overview.until);
        else showPeriod(board.day);
      }
      if (board.overview) showParts(Boolean(goal));
      showGoal(sum, goal, all);
    },
    /** @param {Date | null} since */
    age(since) {
      stale.hidden = !since;
      if (since) setText(sinceWhen, copy.text('conn.stale', { time: format.time(since) }));
    },
    /** @param {import('./context.js').FilledBoard} province @param {import('../types.js').Pace | undefined} goal */
    refer(province, goal) {
      reference = goal && province.total[measure] / goal.target;
      ofProvince.hidden = reference === undefined;
      if (reference !== undefined) {
        ofProvince.replaceChildren(h('i', { class: 'reference-tick' }), copy.text('kpi.province', { p: format.percent(reference) }));
      }
    },
  };

  /** @param {boolean} withGoal */
  function showParts(withGoal) {
    for (const part of goalParts) part.hidden = !withGoal;
  }

  /** @param {number} sum @param {import('../types.js').Pace | undefined} goal @param {number} all */
  function showGoal(sum, goal, all) {
    if (!goal) {
      reached.textContent = of.textContent = '';
      return pill.show('none');
    }
    const share = sum / goal.target;
    bar.show(share, goal.expected, all, reference);
    setText(reached, format.percent(share));
    setText(of, copy.text('kpi.of', { n: format.count(goal.target) }));
    pill.show(goal.status, format.percent(share));
    setText(plan, copy.text(period.from ? 'kpi.plan.period' : 'kpi.plan', { p: format.percent(goal.expected) }));
    setText(need, needOf(goal));
  }

  /** @param {import('../types.js').Pace} goal */
  function needOf(goal) {
    if (goal.metOn) return ` · ${copy.text('kpi.done', { date: format.day(goal.metOn) })}`;
    if (goal.needed === undefined || goal.running === undefined) return '';
    return ` · ${copy.text('kpi.need', { a: perDay(goal.needed), b: perDay(goal.running) })}`;
  }

  /** @param {number} n */
  function perDay(n) {
    return n < 10 && n > 0 ? format.decimal(n) : format.count(Math.round(n));
  }

  /** @param {number} now @param {number} then @param {string} until */
  function showVersus(now, then, until) {
    const difference = now - then;
    if (difference === 0) return words('kpi.same', { time: until });
    if (then === 0) return words('kpi.vs.none');
    const amount = Math.abs(difference);
    const told = then < FEW ? format.count(amount) : format.percent(amount / then);
    versus.replaceChildren(
      h('b', {}, h('span', { 'aria-hidden': 'true' }, difference > 0 ? '▲ ' : '▼ '),
        h('span', { class: 'spoken' }, difference > 0 ? '+' : '−'), told),
      h('span', { class: 'versus-base' }, ' ', copy.text('kpi.vs', { time: until, n: format.count(then) })));
  }

  /** The period of which today is none. @param {string} today */
  function showPeriod(today) {
    const { from = today, to = today } = period;
    if (to < today) words('period.over', { date: format.day(to) });
    else words('period.coming', { date: format.day(from) });
  }

  /** @param {string} key @param {Record<string, string>} [values] */
  function words(key, values) {
    versus.replaceChildren(h('span', { class: 'versus-words' }, copy.text(key, values)));
  }
}

/** Who set the target. @param {import('./context.js').Context} context @param {import('../types.js').HeadlineMeasure} measure */
function sourceOf({ copy, campaign }, measure) {
  const target = campaign.target(measure);
  if (!target) return undefined;
  return target.source || copy.text('kpi.target.operator');
}
