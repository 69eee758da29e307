// Items whose factors point the same way.
import * as api from './api.js';
import { finder, h, nameOf } from './elements.js';

export function start(section) {
  const status = h('p', { class: 'small', role: 'status' }, 'Find an item to see what is like it.');
  const list = h('ol', { class: 'list', 'aria-label': 'Similar items' });
  section.append(finder('Find an item', api.findItems, open), status, list);

  async function open(item) {
    const answer = await api.similar(item.item, 20);
    if (!answer) return;
    status.textContent = `Most like ${nameOf(answer)}:`;
    list.replaceChildren(...answer.items.map((one) => h('li', {},
      h('strong', {}, nameOf(one)),
      h('span', { class: 'score' }, one.score.toFixed(3)),
      h('meter', { min: 0, max: 1, value: Math.max(0, one.score), 'aria-label': `Similarity of ${nameOf(one)}` }, String(one.score)),
      h('span', { class: 'small' }, h('button', { type: 'button', click: () => open(one) }, 'similar to this')))));
  }
  return { open };
}
