// SPDX-License-Identifier: Apache-2.0
// Plots over time. Colours come from the style sheet, so that they follow light and dark.
import uPlot from '../lib/uPlot.esm.js';

const HEIGHT = 150;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const all = new Set();

/** A plot in that element; each series is { label, colour: '--name', fill }. */
export function plotIn(element, series, { digits = 0, words }) {
  let plot = null;
  let data = [[], ...series.map(() => [])];
  const options = () => ({
    width: Math.max(160, element.clientWidth),
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_, min, max) => [0, Math.max(max ?? 0, 1 / 10 ** digits) * 1.15] } },
    axes: [
      { stroke: colour('--soft'), grid: { show: false }, ticks: { show: false }, size: 26, space: 70, font: '11px system-ui, sans-serif', values: (_, at) => at.map((one) => (data[0].length < 2 ? '' : new Date(one * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: one % 60 ? '2-digit' : undefined }))) },
      { stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, size: 46, font: '11px system-ui, sans-serif', values: (_, at) => at.map((one) => (one >= 1000 ? one.toLocaleString('en') : one.toFixed(one % 1 ? Math.max(1, digits) : 0))) },
    ],
    series: [{}, ...series.map((one) => ({ label: one.label, stroke: colour(one.colour), width: 2, points: { show: false }, spanGaps: true, fill: one.fill ? `${colour(one.colour)}22` : undefined }))],
  });
  const draw = () => {
    if (element.clientWidth === 0) return; // not shown
    if (!plot) plot = new uPlot(options(), data, element);
    else if (plot.width !== element.clientWidth) plot.setSize({ width: element.clientWidth, height: HEIGHT });
  };
  element.setAttribute('role', 'img');
  const handle = {
    set(next) {
      data = next;
      draw();
      plot?.setData(data);
      element.setAttribute('aria-label', words(data));
    },
    redraw() {
      plot?.destroy();
      plot = null;
      draw();
    },
  };
  all.add(handle);
  return handle;
}

export const redrawAll = () => all.forEach((plot) => plot.redraw());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redrawAll);
let due = 0;
addEventListener('resize', () => {
  clearTimeout(due);
  due = setTimeout(redrawAll, 150);
});
