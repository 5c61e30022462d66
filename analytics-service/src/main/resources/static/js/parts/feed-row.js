import { h, icon, spoken } from '../dom.js';

/** @typedef {import('../types.js').Activity} Activity */

/**
 * One activity: when it was received, what, where, how many. Never a person.
 * @param {import('./context.js').Context} context
 * @param {Activity} activity
 */
export function feedRow({ copy, format, campaign }, activity) {
  const done = new Date(activity.time);
  const received = new Date(activity.recordedTime ?? activity.time);
  const late = format.daysBetween(done, received);
  const correction = activity.citizens < 0;
  const assist = copy.text('feed.t.ast');
  const tags = [
    ...(correction ? [copy.text('feed.t.fix')] : []),
    ...(late > 0 ? [copy.text('feed.late', { n: format.count(late) })] : []),
  ];
  return h('li', {},
    h('time', { datetime: received.toISOString() }, format.time(received)),
    h('span', { class: 'feed-icon' }, icon(correction ? 'correction' : 'citizens')),
    h('p', { class: 'feed-what' },
      h('b', {}, !correction && spoken(`${assist}: `), campaign.serviceName(activity.service, copy.language) || assist),
      h('small', { lang: 'vi' }, ...place(campaign, activity.unit)),
      tags.length > 0 && h('small', {}, ...tags.map((tag) => h('span', { class: 'tag' }, tag)))),
    h('p', { class: 'feed-count' },
      format.signed(activity.citizens), h('small', {}, ' ', copy.unit('unit.count', activity.citizens))));
}

/**
 * "P. Bình Hòa, Thuận An" to the eye, full words to the ear.
 * @param {import('../campaign.js').Campaign} campaign
 * @param {string} unit
 */
function place(campaign, unit) {
  const chain = [unit];
  const parent = campaign.parent(unit);
  if (parent && parent !== campaign.province) chain.push(parent);
  return [
    h('span', { 'aria-hidden': 'true' }, chain.map((code) => campaign.shortName(code)).join(', ')),
    spoken(chain.map((code) => campaign.fullName(code)).join(', ')),
  ];
}
