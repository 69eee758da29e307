// What the model is, and how it was trained.
import uPlot from './uplot.js';
import * as api from './api.js';
import { h } from './elements.js';
import { evaluations } from './evaluations.js';

const number = (value) => value.toLocaleString('en', { maximumFractionDigits: 4 });

export function start(section) {
  const facts = h('dl');
  const parameters = h('dl');
  const judged = h('div', {});
  const charts = h('div', { class: 'chart' });
  const table = h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Epochs' });
  section.append(h('div', { class: 'columns' },
    h('div', { class: 'card' }, facts, h('h3', {}, 'How it was trained'), parameters),
    h('div', {}, h('h3', {}, 'How good it is'), judged, h('h3', {}, 'Learning curves'), charts, table)));
  let epochs = [];
  let plots = [];

  function draw() {
    plots.forEach((plot) => plot.destroy());
    plots = [];
    charts.replaceChildren();
    if (!epochs.length) {
      charts.append(h('p', { class: 'small' }, 'The record holds no epochs.'));
      return;
    }
    const style = getComputedStyle(document.documentElement);
    const colors = ['--accent', '--good'].map((name) => style.getPropertyValue(name));
    const axis = { stroke: style.getPropertyValue('--soft'), grid: { stroke: style.getPropertyValue('--line') } };
    const curve = (title, series) => {
      const kept = series.filter(([, values]) => values.some((value) => value !== undefined));
      if (!kept.length) return;
      const holder = h('div', {});
      charts.append(holder);
      plots.push(new uPlot({
        title, width: Math.max(280, charts.clientWidth), height: 240, scales: { x: { time: false } },
        axes: [{ ...axis, label: 'epoch' }, { ...axis, size: 70 }],
        series: [{ label: 'epoch' }, ...kept.map(([label], k) => ({ label, stroke: colors[k], width: 2, points: { show: true } }))],
      }, [epochs.map((one) => one.epoch), ...kept.map(([, values]) => values.map((value) => value ?? null))], holder));
    };
    curve('Objective', [['objective', epochs.map((one) => one.objective)]]);
    curve('RMSE', [['training', epochs.map((one) => one.trainRmse)], ['validation', epochs.map((one) => one.validationRmse)]]);
  }

  const pairs = (entries) => entries.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]);

  return {
    async shown() {
      const model = await api.model();
      if (!model) return;
      facts.replaceChildren(...pairs([
        ['name', model.model.name], ['digest', model.model.digest.slice(0, 16)], ['for', model.goal === 'predict' ? 'predicting ratings' : 'recommending'],
        ['algorithm', model.algorithm], ['users', number(model.users)], ['items', number(model.items)], ['factors', number(model.factors)],
        ['interactions', number(model.interactions)], ['search', model.searchReason], ['new users', model.foldIn ? 'folded in' : 'not taken'],
      ]));
      parameters.replaceChildren(...pairs(Object.entries(model.parameters).concat([['seed', String(model.seed)]])));
      judged.replaceChildren(...evaluations(model.evaluations));
      epochs = model.epochs;
      draw();
      const has = (name) => epochs.some((one) => one[name] !== undefined);
      const columns = [['epoch', 'epoch'], ['objective', 'objective'], ['training RMSE', 'trainRmse'], ['validation RMSE', 'validationRmse']].filter(([, key]) => has(key));
      table.replaceChildren(epochs.length ? h('table', {},
        h('thead', {}, h('tr', {}, columns.map(([name]) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, epochs.map((one) => h('tr', {}, columns.map(([, key]) => h('td', {}, one[key] === undefined ? '' : number(one[key]))))))) : '');
    },
    redraw: draw,
  };
}
