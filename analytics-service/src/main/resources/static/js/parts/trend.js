import { h } from '../dom.js';
import { headlineOf } from '../measures.js';
import { chartAndTable } from './chart-and-table.js';
import { legend, numberTable, tip } from './chart-words.js';
import { door } from './door.js';
import { emptyState } from './empty.js';
import { phaseStrip } from './phase-strip.js';
import { TrendDays } from './trend-days.js';
import { cumulativeOption, dailyOption, insets, isRoomy } from './trend-drawing.js';

/**
 * "Diễn biến theo ngày": each day of the campaign, or the sum until it, beside what was planned.
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part}
 */
export function trend(context) {
  const { copy, format, campaign, scope, measure, clock } = context;
  const { code, unit } = headlineOf(measure);
  /** @type {import('../types.js').Overview | null} */
  let overview = null;
  /** @type {TrendDays | null} */
  let days = null;
  /** @type {TrendDays | null} the province's, beside a district's */
  let province = null;
  let cumulative = false;

  const switches = [false, true].map((value) => h('button', {
    type: 'button',
    'aria-pressed': String(value === cumulative),
    onclick: () => choose(value),
  }, copy.text(value ? 'trend.cum' : 'trend.daily')));
  const phases = phaseStrip(context);
  const place = chartAndTable(context, 'trend', {
    option: (canvas) => days && (cumulative ? cumulativeOption : dailyOption)(context, days, canvas),
    description: () => (days ? description(days) : ''),
    table: () => table(days),
    last: () => (days?.amounts.length ?? 0) - 1,
    says: (index) => (days ? says(days, index) : ''),
    tip: (index) => dayTip(/** @type {TrendDays} */ (days), index),
  });
  const marks = h('ul', { class: 'marks' });
  const empty = emptyState(copy, 'state.empty');
  const body = h('div', { class: 'chart-body' }, phases.element, place.element,
    h('footer', { class: 'chart-foot' }, marks, place.button));
  const element = h('section', { class: 'card trend-card', 'aria-labelledby': 'trend' },
    h('header', {},
      h('h2', { id: 'trend' }, copy.text('trend.title')),
      h('p', {}, `${copy.text(`kpi.${code}`)} · ${copy.text(clock === 'done' ? 'bar.clock.event' : 'bar.clock.recv').toLowerCase()}`),
      h('div', { class: 'switch', role: 'group', 'aria-labelledby': 'trend' }, ...switches)),
    body, empty);
  new ResizeObserver(() => requestAnimationFrame(showMarks)).observe(element);

  return {
    element,
    update(board) {
      if (board.overview === overview) return;
      overview = board.overview;
      days = overview && new TrendDays(overview, campaign, measure, scope, clock);
      days?.standBeside(province);
      const none = days !== null && days.amounts.every((amount) => amount === 0);
      empty.hidden = !none;
      body.hidden = none;
      showFrame();
      place.update();
    },
    refer({ overview: ofProvince }) {
      province = ofProvince && new TrendDays(ofProvince, campaign, measure, campaign.province, clock);
      days?.standBeside(province);
      showFrame();
      place.update();
    },
  };


  /** @param {boolean} value */
  function choose(value) {
    cumulative = value;
    switches.forEach((button, i) => button.setAttribute('aria-pressed', String(Boolean(i) === cumulative)));
    showFrame();
    place.redraw();
  }

  function showFrame() {
    if (days) phases.show(days, insets(context, days, cumulative));
    showMarks();
  }

  function showMarks() {
    if (!days) return;
    const pixels = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const planned = days.plan.length > 0;
    const items = [
      ...(cumulative || !days.split ? [{ mark: cumulative ? 'line data' : 'bar', text: copy.text(`kpi.${code}`) }] : [
        { mark: 'bar', text: copy.text('trend.ontime') },
        { mark: 'bar late', text: copy.text('trend.late') },
      ]),
      ...(cumulative ? [] : [{ mark: 'line', text: copy.text('trend.avg') }]),
      ...(days.beside ? [{ mark: 'line thin', text: copy.text('trend.province') }] : []),
      ...(planned ? [{ mark: 'dashed', text: copy.text(cumulative ? 'trend.curve' : 'trend.plan') }] : []),
      ...(context.period.from ? [{ mark: 'shade', text: copy.text('trend.period') }] : []),
      ...(days.rising ? [{ mark: 'tint', text: copy.text('trend.incomplete') }] : []),
    ];
    if (days.reorganised && (cumulative || !isRoomy(days, place.element.clientWidth / pixels))) {
      items.push({ mark: 'dotted', text: copy.text('trend.reorganised', { date: format.day(days.reorganised) }) });
    }
    marks.replaceChildren(...legend(items));
  }

  /** @param {number} n */
  function counted(n) {
    return `${format.count(n)} ${copy.unit(unit, n)}`;
  }

  /** @param {TrendDays} shown */
  function description(shown) {
    const d1 = format.day(shown.first);
    const d2 = format.day(shown.day(shown.amounts.length - 1));
    const planned = shown.plan.length > 0;
    if (cumulative) {
      const until = copy.text('sr.trend.cum', { d1, d2, n: counted(shown.total) });
      const plan = format.count(Math.round(shown.planSums[shown.amounts.length - 1] ?? 0));
      const target = format.count(shown.target ?? 0);
      return planned ? `${until} ${copy.text('sr.trend.cum.plan', { plan, target })}` : until;
    }
    const max = Math.max(...shown.amounts);
    return copy.text(planned ? 'sr.trend' : 'sr.trend.noplan', {
      d1,
      d2,
      max: format.count(max),
      dmax: format.day(shown.day(shown.amounts.indexOf(max))),
      avg: format.count(Math.round(shown.recent)),
      plan: format.count(Math.round(shown.plan[shown.amounts.length - 1] ?? 0)),
    });
  }

  /** @param {TrendDays} shown @param {number} index */
  function says(shown, index) {
    const said = `${format.day(shown.day(index))}: ${counted((cumulative ? shown.sums : shown.amounts)[index])}`;
    const late = cumulative ? 0 : shown.late[index];
    return late ? `${said}; ${copy.text('trend.late').toLowerCase()} ${counted(late)}` : said;
  }

  /** @param {TrendDays} shown @param {number} index */
  function dayTip(shown, index) {
    const date = format.fullDate(new Date(`${shown.day(index)}T12:00:00Z`));
    const amount = (cumulative ? shown.sums : shown.amounts)[index];
    const late = shown.late[index];
    const mean = cumulative ? null : shown.means[index];
    const plan = (cumulative ? shown.planSums : shown.plan)[index];
    const rows = [
      ...(amount === undefined ? [] : [{ text: copy.text(cumulative ? 'trend.cum' : `kpi.${code}`), value: counted(amount) }]),
      ...(!cumulative && late ? [{ text: copy.text('trend.late'), value: counted(late) }] : []),
      ...(typeof mean === 'number' ? [{ text: copy.text('trend.avg'), value: rounded(mean) }] : []),
      ...(plan === undefined ? [] : [{ text: copy.text(cumulative ? 'trend.curve' : 'trend.plan'), value: rounded(plan) }]),
    ];
    const rising = shown.rising && shown.incomplete <= index && index <= shown.today;
    return tip(date, rows, rising ? copy.text('trend.incomplete') : undefined);
  }

  /** @param {TrendDays | null} shown newest day first */
  function table(shown) {
    const planned = Boolean(shown?.plan.length);
    const split = Boolean(shown?.split);
    const heads = cumulative
      ? [copy.text('trend.cum'), ...(planned ? [copy.text('trend.curve')] : [])]
      : [copy.text(`kpi.${code}`), ...(split ? [copy.text('trend.late')] : []), copy.text('trend.avg'), ...(planned ? [copy.text('trend.plan')] : [])];
    const rows = shown ? shown.amounts.map((amount, i) => {
      const mean = shown.means[i];
      const figures = cumulative ? [shown.sums[i]] : [amount, ...(split ? [shown.late[i]] : []), mean];
      const plan = (cumulative ? shown.planSums : shown.plan)[i];
      const cells = [...figures, ...(planned ? [plan] : [])].map(rounded);
      const amountCell = cumulative ? [] : [door(context, cells[0], { measure, day: shown.day(i) })];
      return [format.day(shown.day(i)), ...amountCell, ...cells.slice(amountCell.length)];
    }) : [];
    return numberTable(copy.text('trend.title'), [copy.text('trend.day'), ...heads], rows.reverse());
  }

  /** @param {number | null} n */
  function rounded(n) {
    return n === null ? '–' : format.count(Math.round(n));
  }
}
