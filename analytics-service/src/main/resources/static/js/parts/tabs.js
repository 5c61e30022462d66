import { h, icon } from '../dom.js';

/** @type {{name: string, icon: string, sections: string[]}[]} the first section is where a tab leads */
const TABS = [
  { name: 'nav.home', icon: 'home', sections: ['headline'] },
  { name: 'nav.area', icon: 'areas', sections: ['areas-card', 'map'] },
  { name: 'nav.trend', icon: 'trend', sections: ['trend-card', 'hours-card'] },
  { name: 'nav.svc', icon: 'services', sections: ['services-card'] },
  { name: 'nav.live', icon: 'live', sections: ['feed-card', 'fresh-card', 'quality-card'] },
];

/** Whichever section crosses this line of the screen is the one being read. */
const READING_LINE = '-35% 0px -65% 0px';

/**
 * On a phone, a bar at the bottom that leads to the sections of the page and tells which one is being read.
 * @param {import('./context.js').Context} context
 * @param {HTMLElement} main whose sections they are
 */
export function tabs({ copy }, main) {
  const reading = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => {
    if (isIntersecting) show(target);
  }), { rootMargin: READING_LINE });
  /** @type {Map<Element, HTMLElement>} */
  const tabOf = new Map();
  const links = TABS.flatMap((tab) => {
    const sections = tab.sections.flatMap((name) => main.querySelector(`.${name}`) ?? []);
    if (sections.length === 0) return [];
    const link = linkTo(tab, /** @type {HTMLElement} */ (sections[0]));
    for (const section of sections) {
      tabOf.set(section, link);
      reading.observe(section);
    }
    return [link];
  });
  links[0].ariaCurrent = 'true';
  return h('nav', { class: 'tabs', 'aria-label': copy.text('nav.title') }, ...links);

  /** @param {{name: string, icon: string}} tab @param {HTMLElement} section */
  function linkTo(tab, section) {
    section.tabIndex = -1;
    return h('a', {
      href: `#${section.getAttribute('aria-labelledby')}`,
      onclick: (/** @type {Event} */ event) => {
        event.preventDefault();
        section.scrollIntoView();
        section.focus({ preventScroll: true });
      },
    }, icon(tab.icon), copy.text(tab.name));
  }

  /** @param {Element} section */
  function show(section) {
    for (const link of links) link.ariaCurrent = link === tabOf.get(section) ? 'true' : null;
  }
}
