/** Who is logged in, and the ways in and out. */
import { h } from './dom.js';

/**
 * @typedef {object} Me
 * @property {string} name
 * @property {string[]} roles
 * @property {string[]} units codes of the units that are theirs
 * @property {boolean} seesAll whether they see all units, whatever theirs are
 * @property {{header: string, parameter: string, token: string}} [csrf]
 */

/** Whether they may see single activities: a wall screen may not. */
export function readsActivities(/** @type {Me} */ { roles }) {
  return roles.some((role) => ['emitter', 'officer', 'leader', 'operator'].includes(role));
}

/** Who is logged in; null if nobody is, undefined if that cannot be told. @returns {Promise<Me | null | undefined>} */
export async function whoIsThere() {
  const answer = await fetch('api/v1/me', { headers: { accept: 'application/json' } }).catch(() => undefined);
  if (answer?.status === 401) return null;
  return answer?.ok ? answer.json() : undefined;
}

/** Whether a unit is theirs to see: one of theirs, or below one. */
export function sees(
  /** @type {Me} */ me,
  /** @type {import('./campaign.js').Campaign} */ campaign,
  /** @type {string} */ unit,
) {
  for (let above = /** @type {string | undefined} */ (unit); above; above = campaign.parent(above)) {
    if (me.units.includes(above)) return true;
  }
  return me.seesAll;
}

/** A link that looks like a button: the page itself sends whoever is not logged in to the issuer, and back. */
export function signInLink(/** @type {import('./copy.js').Copy} */ copy) {
  const here = location.pathname.endsWith('/sign-in.html') ? './' : location.pathname + location.search;
  return h('a', { class: 'button', href: here }, copy.text('app.signin'));
}

/** Leaves the page: the server ends the session, and sends the browser on to where the issuer ends its own. */
export async function signOut() {
  const csrf = (await whoIsThere())?.csrf;
  const form = h('form', { method: 'post', action: 'logout', hidden: true },
    csrf && h('input', { type: 'hidden', name: csrf.parameter, value: csrf.token }));
  document.body.append(form);
  form.submit();
}
