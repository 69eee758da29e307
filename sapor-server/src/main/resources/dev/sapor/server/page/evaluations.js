// How good the model was found to be: figures with their intervals, beside simple rules.
import { h, svg } from './elements.js';

const ABBREVIATIONS = ['rmse', 'mae', 'ndcg', 'map', 'mrr', 'hr', 'auc', 'mpr'];
const [WIDTH, HEIGHT, MARGIN] = [120, 20, 6];

function metric(key) {
  const [name, ...rest] = key.split('@');
  const text = name === 'r2' ? 'R²' : ABBREVIATIONS.includes(name) ? name.toUpperCase() : name;
  return [text, ...rest].join('@');
}

const decimals = (value) => value.toFixed(4);
const count = (value, name) => `${value.toLocaleString('en')} ${name}${value === 1 ? '' : 's'}`;
const figure = (rule, key) => rule.figures.find((one) => one.metric === key);

/** The interval as a line, the value as a point, and simple rules as strokes, all on one scale. */
function drawing(one, rules) {
  const others = rules.map((rule) => figure(rule, one.metric)?.value).filter((value) => value !== undefined);
  const all = [one.value, one.low ?? one.value, one.high ?? one.value, ...others];
  const spread = Math.max(...all) - Math.min(...all) || 1;
  const low = Math.min(...all) - (others.length ? 0 : spread);
  const high = Math.max(...all) + (others.length ? 0 : spread);
  const x = (value) => MARGIN + ((value - low) / (high - low)) * (WIDTH - 2 * MARGIN);
  const y = HEIGHT / 2;
  return svg('svg', { class: 'interval', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, 'aria-hidden': 'true' },
    svg('line', { class: 'scale', x1: MARGIN, y1: y, x2: WIDTH - MARGIN, y2: y }),
    others.map((value) => svg('line', { class: 'rule', x1: x(value), y1: y - 7, x2: x(value), y2: y + 7 })),
    one.low === undefined ? [] : [svg('line', { class: 'range', x1: x(one.low), y1: y, x2: x(one.high), y2: y })],
    svg('circle', { cx: x(one.value), cy: y, r: 4 }));
}

function table(evaluation) {
  const rules = evaluation.baselines.filter((rule) => evaluation.figures.some((one) => figure(rule, one.metric)));
  const cell = (rule, key) => {
    const found = figure(rule, key);
    return h('td', {}, found ? decimals(found.value) : '–');
  };
  return h('table', { class: 'evaluation' },
    h('caption', {}, h('span', {}, h('strong', {}, evaluation.name),
      `: ${count(evaluation.count, 'test interaction')}`
      + (evaluation.judgedUsers === undefined ? '' : `, rankings of ${count(evaluation.judgedUsers, 'user')}`))),
    h('thead', {}, h('tr', {}, ['metric', evaluation.ofThisModel === false ? 'that model' : 'this model', '95 % interval', ...rules.map((rule) => rule.name)]
      .map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, evaluation.figures.map((one) => h('tr', {},
      h('th', { scope: 'row' }, metric(one.metric)),
      h('td', {}, decimals(one.value)),
      h('td', {}, h('div', { class: 'drawn' },
        h('span', {}, one.low === undefined ? '–' : `${decimals(one.low)} to ${decimals(one.high)}`), drawing(one, rules))),
      rules.map((rule) => cell(rule, one.metric))))));
}

function whose(evaluation) {
  if (evaluation.ofThisModel === false) {
    return h('p', { class: 'warning' }, `Of another model (${evaluation.digest.slice(0, 16)}) than the one that serves.`);
  }
  return evaluation.ofThisModel ? null : h('p', { class: 'small' }, 'The report does not say of which model it is.');
}

/** All evaluations, each as a table. */
export function evaluations(list) {
  if (!list.length) {
    return [h('p', { class: 'small' }, 'None was given: sapor evaluate --json writes one, and sapor serve --evaluation shows it here.')];
  }
  return [
    h('p', { class: 'small' }, 'In the drawings the point is the model, the line its interval, and the strokes are simple rules, on a scale for each metric. Intervals hold for other users drawn alike.'),
    ...list.map((evaluation) => h('div', {}, whose(evaluation),
      h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Evaluation ${evaluation.name}` }, table(evaluation)),
      evaluation.remarks.length ? h('ul', { class: 'small' }, evaluation.remarks.map((remark) => h('li', {}, remark))) : null)),
  ];
}
