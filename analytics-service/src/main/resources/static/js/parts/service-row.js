import { h, setText, spoken, svg } from '../dom.js';
import { door } from './door.js';
import { figure } from './figure.js';
import { statusPill } from './status-mark.js';

/** @typedef {import('../types.js').Pace} Pace */

const SHAPES = new URL('../../img/service-icons.svg', import.meta.url).pathname;

/** @type {Record<string, string>} symbols of img/service-icons.svg */
const ICONS = {
  'cong-dich-vu-cong': 'portal',
  'binh-duong-so': 'app',
  'chu-ky-so-ca-nhan': 'signature',
  'dinh-danh-muc-2': 'identity',
  'dich-vu-cong-truc-tuyen': 'form',
  'nen-tang-so': 'layers',
  'thanh-toan-so': 'qr',
  'cai-cach-hanh-chinh': 'megaphone',
  'nong-nghiep-so': 'sprout',
  'du-lich-so': 'pin',
};

/** @type {Record<string, string>} keys of what a target of the service counts */
const OUTCOMES = { 'chu-ky-so-ca-nhan': 'svc.acc' };

/**
 * One service: how many citizens it was, what share of all, and how far its target is if the scope has one.
 * @param {import('./context.js').Context} context
 * @param {string} service
 */
export function serviceRow(context, service) {
  const { copy, format, campaign } = context;
  const target = campaign.data.targets.find(({ where }) => where.service === service);
  const phase = campaign.data.phases.find(({ code }) => code === target?.phase);
  const outcome = OUTCOMES[service] ?? 'svc.goal';

  const bar = h('i');
  const share = h('span', { class: 'service-share' });
  const goal = h('span', { class: 'service-goal' });
  const pill = statusPill(copy, 'plain');
  const count = figure('service-count');
  const today = figure();
  const element = h('li', { class: 'service' },
    h('span', { class: 'service-icon' }, serviceIcon(ICONS[service] ?? 'other')),
    h('div', { class: 'service-what' },
      h('b', {}, campaign.serviceName(service, copy.language)),
      h('small', {}, share, goal),
      h('span', { class: 'service-bar', 'aria-hidden': 'true' }, bar)),
    h('div', { class: 'service-sums' },
      door(context, count.element, { measure: 'citizens', service }), spoken(` ${copy.text('unit.count')}, `),
      h('small', { class: 'of-today' }, door(context, today.element, { measure: 'citizens', service, today: true }), spoken(` ${copy.text('kpi.today')}`))));

  return {
    element,
    /**
     * @param {{citizens: number, today: number, sum: number, most: number}} figures
     * @param {Record<string, Pace>} goals
     * @param {string} day
     */
    show(figures, goals, day) {
      count.show(format.count(figures.citizens));
      today.show(format.signed(figures.today));
      setText(share, copy.text('svc.share', { p: format.percent(figures.sum ? figures.citizens / figures.sum : 0) }));
      bar.style.width = `${((Math.max(0, figures.citizens) / figures.most) * 100).toFixed(1)}%`;
      const pace = target && goals[target.code];
      share.classList.toggle('spoken', Boolean(pace));
      goal.replaceChildren(...(pace ? reached(pace, day) : []));
    },
  };

  /** @param {Pace} pace @param {string} day @returns {(Node | string)[]} */
  function reached({ actual, target: value, reached: part, status }, day) {
    const b = format.count(value);
    if (status === 'early' && phase?.from && day < phase.from) {
      return [copy.text(`${outcome}.from`, { b, date: format.day(phase.from) })];
    }
    const amount = copy.text(outcome, { a: format.count(actual), b });
    if (status === 'early') {
      return [phase?.from ? `${amount} · ${copy.text('svc.since', { date: format.day(phase.from) })}` : amount];
    }
    pill.show(status, format.percent(part));
    return [h('span', {}, amount, h('span', { class: 'service-percent' }, ` (${format.percent(part)})`)), ' ', pill.element];
  }
}

/** @param {string} name a symbol of img/service-icons.svg; always decoration, the word stands beside it */
function serviceIcon(name) {
  return svg('svg', { class: 'icon', 'aria-hidden': 'true' }, svg('use', { href: `${SHAPES}#${name}` }));
}
