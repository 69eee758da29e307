// Recommendations: for a user of the model, or for somebody new who picks a few items.
import * as api from './api.js';
import { finder, h, nameOf, svg } from './elements.js';

const N = 20;

export function start(section, { openSimilar }) {
  const state = { user: null, picked: [], run: 0 };
  const known = h('button', { type: 'button', 'aria-pressed': 'false', click: () => mode('user') }, 'A user of the model');
  const fresh = h('button', { type: 'button', 'aria-pressed': 'true', click: () => mode('new') }, 'Somebody new');
  const picked = h('ul', { class: 'picked', 'aria-label': 'What you picked' });
  const hint = h('p', { class: 'small' }, 'Pick a few you like: the list changes at once. The model is not trained again.');
  const findUser = finder('Find a user', api.findUsers, (id) => { state.user = id; refresh(); }, true);
  const findItem = finder('Find something you like', api.findItems, (item) => {
    if (!state.picked.some((one) => one.item === item.item)) state.picked.push({ ...item, disliked: false });
    drawPicked();
    refresh();
  });
  const status = h('p', { class: 'small', role: 'status' });
  const list = h('ol', { class: 'list', 'aria-label': 'Recommendations' });
  const chart = h('div', { class: 'chart' });
  const forNew = h('div', {}, findItem, hint, picked);
  section.append(h('div', { class: 'columns' },
    h('div', { class: 'card' }, h('div', { class: 'choice', role: 'group', 'aria-label': 'For whom' }, fresh, known), findUser, forNew),
    h('div', {}, status, list, h('h3', {}, 'Popularity against score'),
      h('p', { class: 'small' }, 'The items of the list above and a sample of popular ones: how often each was had, and what you would think of it.'), chart)));

  function mode(which) {
    fresh.setAttribute('aria-pressed', String(which === 'new'));
    known.setAttribute('aria-pressed', String(which === 'user'));
    findUser.hidden = which !== 'user';
    forNew.hidden = which !== 'new';
    if (which === 'new') state.user = null;
    refresh();
  }

  function drawPicked() {
    picked.replaceChildren(...state.picked.map((item) => h('li', {},
      h('span', {}, nameOf(item)),
      h('button', {
        type: 'button', 'aria-pressed': String(item.disliked), 'aria-label': `Dislike ${nameOf(item)}`,
        click: () => { item.disliked = !item.disliked; drawPicked(); refresh(); },
      }, item.disliked ? 'disliked' : 'liked'),
      h('button', {
        type: 'button', 'aria-label': `Remove ${nameOf(item)}`,
        click: () => { state.picked = state.picked.filter((one) => one !== item); drawPicked(); refresh(); },
      }, '×'))));
  }

  const history = () => state.picked.map(({ item, disliked }) => (disliked ? { item, disliked } : { item }));

  async function refresh() {
    const run = ++state.run;
    const byUser = known.getAttribute('aria-pressed') === 'true';
    if (byUser ? !state.user : state.picked.length === 0) {
      list.replaceChildren();
      chart.replaceChildren();
      status.textContent = byUser ? 'Find a user to see what the model would recommend.' : 'Nothing picked yet.';
      return;
    }
    const answer = byUser ? await api.forUser(state.user, N) : await api.forHistory(history(), N);
    if (run !== state.run || !answer) return;
    status.textContent = byUser ? `For user ${state.user}` : `For somebody who picked ${state.picked.length}`;
    drawList(answer.items);
    await drawChart(answer.items, byUser ? { user: state.user } : { history: history() }, run);
  }

  function drawList(items) {
    const scores = items.map((item) => item.score);
    const low = Math.min(0, ...scores);
    const high = Math.max(1e-9, ...scores);
    list.replaceChildren(...items.map((item) => h('li', {},
      h('strong', {}, nameOf(item)),
      h('span', { class: 'score' }, item.score.toFixed(3)),
      h('meter', { min: low, max: high, value: item.score, 'aria-label': `Score of ${nameOf(item)}` }, String(item.score)),
      h('span', { class: 'small' }, reason(item), ' ',
        h('button', { type: 'button', click: () => openSimilar(item) }, 'similar')))));
  }

  function reason(item) {
    const names = (item.because ?? []).map(nameOf);
    return names.length ? `because of ${names.join(', ')}.` : '';
  }

  async function drawChart(listed, who, run) {
    const sample = await api.map(200);
    if (run !== state.run || !sample) return;
    const counts = new Map(sample.items.map((item) => [item.item, item]));
    const others = [...counts.keys()].filter((id) => !listed.some((item) => item.item === id));
    const scored = others.length ? await api.scores({ ...who, items: others }) : { scores: [] };
    if (run !== state.run || !scored) return;
    const points = scored.scores.filter((one) => one.score !== null)
      .map((one) => ({ ...counts.get(one.item), score: one.score }))
      .concat(listed.filter((item) => counts.has(item.item)).map((item) => ({ ...counts.get(item.item), score: item.score })));
    chart.replaceChildren(scatter(points));
  }

  mode('new');
  return { refresh };
}

/** Points by interactions (logarithmic) and score. */
function scatter(points) {
  const [width, height, left, bottom] = [640, 260, 48, 36];
  const xs = points.map((one) => Math.log10(Math.max(1, one.interactions)));
  const ys = points.map((one) => one.score);
  const [x0, x1] = [Math.min(...xs), Math.max(...xs) + 1e-9];
  const [y0, y1] = [Math.min(...ys), Math.max(...ys) + 1e-9];
  const x = (value) => left + ((value - x0) / (x1 - x0)) * (width - left - 12);
  const y = (value) => height - bottom - ((value - y0) / (y1 - y0)) * (height - bottom - 12);
  return svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `Score against number of interactions of ${points.length} items` },
    svg('line', { x1: left, y1: height - bottom, x2: width - 8, y2: height - bottom }),
    svg('line', { x1: left, y1: 8, x2: left, y2: height - bottom }),
    svg('text', { x: left - 6, y: y(y0), 'text-anchor': 'end' }, y0.toFixed(2)),
    svg('text', { x: left - 6, y: y(y1) + 10, 'text-anchor': 'end' }, y1.toFixed(2)),
    svg('text', { x: left, y: height - 18 }, String(Math.round(10 ** x0))),
    svg('text', { x: width - 8, y: height - 18, 'text-anchor': 'end' }, String(Math.round(10 ** x1))),
    svg('text', { x: (left + width) / 2, y: height - 4, 'text-anchor': 'middle' }, 'interactions'),
    points.map((one, k) => svg('circle', { cx: x(xs[k]), cy: y(ys[k]), r: 4 },
      svg('title', {}, `${nameOf(one)}: ${one.interactions} interactions, score ${one.score.toFixed(3)}`))));
}
