"use strict";
// Draws each chart of the page into the element that has its id. Colours come from the styles, so
// that plots follow the light and the dark scheme; names are set as text, never as markup.
(() => {
  const charts = JSON.parse(document.getElementById("report-data").textContent);
  const plots = new Map();
  const HEIGHT = 260;
  const WHOLE_STEPS = [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap(power => [1, 2, 5].map(step => step * 10 ** power));

  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const decimals = value => Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 10 ? 2 : 4;
  const shown = value => value == null ? "–"
      : Number.isInteger(value) ? value.toLocaleString("en-US")
      : value.toLocaleString("en-US", {maximumFractionDigits: decimals(value)});

  function axis(label, more) {
    return Object.assign({
      label,
      labelSize: 22,
      labelFont: "13px system-ui, sans-serif",
      font: "12px system-ui, sans-serif",
      stroke: color("--muted"),
      grid: {stroke: color("--grid"), width: 1},
      ticks: {stroke: color("--grid"), width: 1},
    }, more);
  }

  // As wide as the longest label.
  const labelWidth = (plot, values) =>
      18 + 7.5 * (values || []).reduce((longest, value) => Math.max(longest, String(value).length), 0);

  function valueRange(chart) {
    return (plot, low, high) => {
      if (low == null) return [0, 1];
      if (chart.kind === "bars") return [0, high * 1.08 || 1];
      const air = (high - low || Math.abs(high) || 1) * 0.06;
      return [low - air, high + air];
    };
  }

  function series(chart, one, at) {
    const stroke = color(at === 0 ? "--first" : "--second");
    const base = {label: one.label, stroke, value: (plot, value) => shown(value)};
    if (chart.kind === "bars") {
      return Object.assign(base, {fill: color("--soft"), width: 1, points: {show: false},
        paths: uPlot.paths.bars({size: [0.92, 200]})});
    }
    if (chart.kind === "points") {
      return Object.assign(base, {paths: () => null,
        points: {show: true, size: chart.x.length > 300 ? 5 : 8, width: 0, stroke: "transparent", fill: color("--soft")}});
    }
    return Object.assign(base, {width: 2, dash: at === 0 ? undefined : [7, 4],
      points: {show: chart.x.length <= 60, size: 6, fill: stroke}});
  }

  // Says beneath a cloud of points which one the pointer is next to.
  function nameNearest(chart, place) {
    const values = chart.series[0].values;
    return plot => {
      const {left, top} = plot.cursor;
      let best = -1, least = 400;
      for (let at = 0; left >= 0 && at < chart.x.length; at++) {
        const dx = plot.valToPos(chart.x[at], "x") - left;
        const dy = plot.valToPos(values[at], "y") - top;
        if (dx * dx + dy * dy < least) {
          least = dx * dx + dy * dy;
          best = at;
        }
      }
      place.textContent = best < 0 ? ""
          : `${chart.labels[best]}: ${shown(chart.x[best])} training interactions, ${chart.yLabel} ${shown(values[best])}`;
    };
  }

  function options(chart, element) {
    const points = chart.kind === "points";
    const [low, high] = chart.xRange;
    return {
      width: element.clientWidth,
      height: HEIGHT,
      legend: {show: !points},
      cursor: {drag: {x: false, y: false}, points: {show: !points}, y: points},
      scales: {
        x: points ? {time: false, distr: 3, log: 10} : {time: false, range: () => [low, high]},
        y: {range: valueRange(chart)},
      },
      axes: [
        axis(chart.xLabel, Object.assign({size: 36}, chart.kind === "lines" ? {incrs: WHOLE_STEPS} : {})),
        axis(chart.yLabel, Object.assign({size: labelWidth}, chart.kind === "bars" ? {incrs: WHOLE_STEPS} : {})),
      ],
      series: [{label: chart.xLabel, value: (plot, value) => shown(value)}]
          .concat(chart.series.map((one, at) => series(chart, one, at))),
      hooks: points && chart.labels.length > 0
          ? {setCursor: [nameNearest(chart, element.nextElementSibling)]} : {},
    };
  }

  function draw(id) {
    const element = document.getElementById(id);
    const chart = charts[id];
    if (plots.has(id)) plots.get(id).destroy();
    plots.set(id, new uPlot(options(chart, element),
        [chart.x].concat(chart.series.map(one => one.values)), element));
  }

  const drawAll = () => Object.keys(charts).forEach(draw);
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  new ResizeObserver(() => plots.forEach((plot, id) => {
    const width = document.getElementById(id).clientWidth;
    if (width !== plot.width) plot.setSize({width, height: HEIGHT});
  })).observe(document.body);
})();
